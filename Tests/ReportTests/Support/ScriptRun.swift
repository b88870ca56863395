import Foundation

/// A run of a script that ships, in a folder of its own.
final class ScriptRun {
  let folder: URL
  /// What it printed.
  let output: String

  /// - Throws: `Programs.Failure` when the script does not end well.
  init(_ name: String, _ arguments: [String] = []) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "imgflow-script-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let script = Programs.root.appending(path: "scripts/\(name).imgflow").path
    output = try Programs.run(
      Programs.imgflow, [script, "--sandbox", "--time-scale", "20"] + arguments, home: folder)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The cells of the row of a printed table that begins with a text.
  func row(_ start: String) -> [String]? {
    output.split(separator: "\n").first { $0.hasPrefix("\(start)  ") }
      .map { line in
        line.split(separator: /\s{2,}/).map { $0.trimmingCharacters(in: .whitespaces) }
      }
  }

  /// The text of a file that it wrote.
  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
  }

  /// The lines of a CSV file that it wrote.
  func lines(_ name: String) throws -> [String] {
    try text(name).split(separator: "\r\n").map(String.init)
  }
}
