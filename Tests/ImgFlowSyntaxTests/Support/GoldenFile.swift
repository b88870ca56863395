import Foundation
import ImgFlowSyntax
import Testing

/// A file of cases in `Tests/Golden/syntax`: a title after `###`, the source, `---`, and what is
/// expected. `IMGFLOW_RECORD=1` rewrites the files, and that run fails.
struct GoldenFile: CustomTestStringConvertible, Sendable {
  let url: URL

  var testDescription: String { url.lastPathComponent }

  /// The project's folder.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static var isRecording: Bool { ProcessInfo.processInfo.environment["IMGFLOW_RECORD"] == "1" }

  /// The files, in order of their names.
  static func all() throws -> [GoldenFile] {
    let folder = root.appending(path: "Tests/Golden/syntax")
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "txt" }.sorted { $0.path < $1.path }.map(GoldenFile.init)
  }

  /// Checks every case of the file against what `render` makes of its source.
  func check(_ render: (String) -> String) throws {
    let text = try String(contentsOf: url, encoding: .utf8)
    var recorded = ""
    for block in text.components(separatedBy: "### ").dropFirst() {
      let title = block.prefix { $0 != "\n" }
      let parts = block.dropFirst(title.count + 1).components(separatedBy: "\n---\n")
      let source = parts[0].trimmingCharacters(in: .newlines)
      let found = render(source)
      recorded += "### \(title)\n\(source)\n---\n\(found)\n\n"
      let expected = parts.count > 1 ? parts[1] : ""
      let matches = found == expected.trimmingCharacters(in: .newlines)
      #expect(matches || Self.isRecording, "\(title):\n\(found)")
    }
    guard Self.isRecording, recorded != text else { return }
    try recorded.write(to: url, atomically: true, encoding: .utf8)
    Issue.record("\(url.lastPathComponent) was rewritten")
  }
}
