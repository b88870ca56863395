import Foundation
import Testing

/// A file of cases, each with what goes in and what comes out:
///
///     # What the case is about
///     > let x = job.‸
///     id  int  12
///
/// Cases are separated by empty lines before a `#`. `IMGFLOW_RECORD=1` writes what comes out now into
/// the file, and fails, so that nobody records by accident.
struct GoldenSheet {
  struct Case {
    let title: String
    let input: String
    let output: String
  }

  private let url: URL
  private(set) var cases: [Case] = []

  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Golden/repl")

  init(_ name: String) throws {
    url = Self.folder.appendingPathComponent(name)
    let text = try String(contentsOf: url, encoding: .utf8)
    for block in text.components(separatedBy: "\n\n# ") {
      var lines = block.components(separatedBy: "\n")
      let title = lines.removeFirst()
      let input = lines.prefix { $0.hasPrefix(">") }
      var output = lines.dropFirst(input.count)
      while output.last == "" { output.removeLast() }
      cases.append(
        Case(
          title: title.hasPrefix("# ") ? String(title.dropFirst(2)) : title,
          input: input.map { String($0.dropFirst(2)) }.joined(separator: "\n"),
          output: output.joined(separator: "\n")))
    }
  }

  /// Compares what `render` makes of each input with what stands below it.
  func check(_ render: (Case) throws -> String) throws {
    var recorded: [String] = []
    for test in cases {
      let output = try Self.trimmed(render(test))
      let isRecording = ProcessInfo.processInfo.environment["IMGFLOW_RECORD"] == "1"
      if !isRecording { #expect(output == test.output, "\(url.lastPathComponent): \(test.title)") }
      let input = test.input.components(separatedBy: "\n").map { "> \($0)" }
      recorded.append("# \(test.title)\n" + input.joined(separator: "\n") + "\n" + output + "\n")
    }
    if ProcessInfo.processInfo.environment["IMGFLOW_RECORD"] == "1" {
      try recorded.joined(separator: "\n").write(to: url, atomically: true, encoding: .utf8)
      Issue.record("recorded \(url.lastPathComponent)")
    }
  }

  private static func trimmed(_ text: String) -> String {
    var text = text
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}
