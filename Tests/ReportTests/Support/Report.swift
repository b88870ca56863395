import Foundation

/// What `scripts/attention-report.imgflow` made of a folder of creatives, in the sandbox.
final class Report: Sendable {
  let folder: URL
  /// What the script printed.
  let output: String

  /// - Parameter creatives: the folder with `creatives.json`, by default the script's own.
  init(creatives: URL? = nil, arguments: [String] = []) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "imgflow-report-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let script = Programs.root.appending(path: "scripts/attention-report.imgflow").path
    let input = creatives.map { ["--folder", $0.path] } ?? []
    output = try Programs.run(
      Programs.imgflow, [script, "--sandbox", "--time-scale", "20"] + input + arguments,
      home: folder)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
  }

  /// The page as a browser has it once it is loaded.
  func page() throws -> Page {
    let flags = Programs.browserFlags(folder) + ["--dump-dom"]
    let address = folder.appending(path: "attention.html").absoluteString
    return Page(html: try Programs.run(Programs.browser, flags + [address], home: folder))
  }
}
