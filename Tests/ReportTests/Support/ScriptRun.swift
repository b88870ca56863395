import Foundation
import TestSupport

/// A run of a script that ships, in a folder of its own.
final class ScriptRun {
  private let files: TemporaryFolder
  var folder: URL { files.url }
  /// What it printed.
  let output: String

  /// - Throws: `ProgramRun.Failure` when the script does not end well.
  init(_ name: String, _ arguments: [String] = []) throws {
    files = try TemporaryFolder()
    let script = Repository.root.appending(path: "scripts/\(name).imgflow").path
    output = try Programs.run(
      BuiltPrograms.imgflow, [script, "--sandbox", "--time-scale", "20"] + arguments,
      home: files.url)
  }

  /// The cells of the row of a printed table that begins with a text.
  func row(_ start: String) -> [String]? {
    output.split(separator: "\n").first { $0.hasPrefix("\(start)  ") }
      .map { line in
        line.split(separator: /\s{2,}/).map { $0.trimmingCharacters(in: .whitespaces) }
      }
  }

  /// The text of a file that it wrote.
  func text(_ name: String) throws -> String {
    try files.text(name)
  }

  /// The lines of a CSV file that it wrote.
  func lines(_ name: String) throws -> [String] {
    try text(name).split(separator: "\r\n").map(String.init)
  }
}
