import Foundation
import TestSupport

/// A case of the command line in a golden file:
///
///     ### What the case is about
///     $ imgflow hello.imgflow
///     --- hello.imgflow
///     print("hello")
///     --- photo.jpg = Tests/Fixtures/images/cat.jpg, 2000 bytes
///     ---
///     hello
///     --- stderr
///     warning: …
///     --- exit 0
///
/// Commands run in a shell, in a folder that holds the files. What they write is left out if it is
/// nothing.
struct CommandCase {
  struct File {
    let name: String
    /// A file of the checkout to copy; nil when the text is here.
    var source: String?
    /// How much of it to copy; nil for all.
    var limit: Int?
    var text: String
  }

  let golden: GoldenFile.Case
  let command: String
  let files: [File]

  init(_ golden: GoldenFile.Case) throws {
    self.golden = golden
    command = try golden.input.split(separator: "\n").map { line in
      guard line.hasPrefix("$ ") else { throw Malformed(line: String(line)) }
      return String(line.dropFirst(2))
    }.joined(separator: "\n")
    files = try golden.sections.filter(Self.isFile).map { try File($0) }
  }

  private static func isFile(_ section: GoldenFile.Section) -> Bool {
    !["", "stderr"].contains(section.name) && !section.name.hasPrefix("exit ")
  }

  /// Runs the commands.
  ///
  /// - Returns: The case with what was found.
  func run() throws -> GoldenFile.Case {
    let folder = try TemporaryFolder()
    for file in files { try file.write(into: folder.url) }
    let run = try Shell.run(command, in: folder.url)
    let written = [("", run.output), ("stderr", run.errors)].filter { !$0.1.isEmpty }
    return GoldenFile.Case(
      title: golden.title, input: golden.input,
      sections: golden.sections.filter(Self.isFile)
        + written.map { GoldenFile.Section($0, Self.lines($1)) }
        + [GoldenFile.Section("exit \(run.status)", "")])
  }

  /// A text without its last line end, or with a line that says that it has none.
  private static func lines(_ text: String) -> String {
    text.hasSuffix("\n") ? String(text.dropLast()) : text + "\n\\ no line end"
  }

  struct Malformed: Error {
    let line: String
  }
}

extension CommandCase.File {
  fileprivate init(_ section: GoldenFile.Section) throws {
    let parts = section.name.components(separatedBy: " = ")
    let source = parts.count == 2 ? parts[1].components(separatedBy: ", ") : []
    let limit = source.count == 2 ? Int(source[1].replacing(" bytes", with: "")) : nil
    if source.count == 2, limit == nil { throw CommandCase.Malformed(line: section.name) }
    self.init(
      name: parts[0], source: source.first, limit: limit,
      text: section.text.isEmpty ? "" : section.text + "\n")
  }

  fileprivate func write(into folder: URL) throws {
    let target = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    let data =
      try source.map { try Data(contentsOf: Repository.root.appendingPathComponent($0)) }
      ?? Data(text.utf8)
    try data.prefix(limit ?? data.count).write(to: target)
  }
}
