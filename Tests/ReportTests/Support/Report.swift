import Foundation
import TestSupport

/// What `scripts/attention-report.imgflow` made of a folder of creatives, in the sandbox.
final class Report: Sendable {
  private let files: TemporaryFolder
  var folder: URL { files.url }
  /// What the script printed.
  let output: String

  /// - Parameter creatives: the folder with `creatives.json`, by default the script's own.
  init(creatives: URL? = nil, arguments: [String] = []) throws {
    files = try TemporaryFolder()
    let script = Repository.root.appending(path: "scripts/attention-report.imgflow").path
    let input = creatives.map { ["--folder", $0.path] } ?? []
    output = try Programs.run(
      BuiltPrograms.imgflow, [script, "--sandbox", "--time-scale", "20"] + input + arguments,
      home: files.url)
  }

  func text(_ name: String) throws -> String {
    try files.text(name)
  }

  /// The page as a browser has it once it is loaded.
  func page() throws -> Page {
    let address = folder.appending(path: "attention.html").absoluteString
    return Page(html: try Chromium.open(address, ["--dump-dom"], in: folder))
  }
}
