import Foundation

/// A case of the command line as a text file shows it:
///
///     What the case is about.
///
///     $ imgflow hello.imgflow
///
///     --- hello.imgflow
///     print("hello")
///
///     --- photo.jpg = Tests/Fixtures/images/cat.jpg, 2000 bytes
///
///     --- stdout
///     hello
///
///     --- exit 0
///
/// Commands run in a shell, in a folder that holds the files. `stdout`, `stderr` and `exit` are
/// expectations; the first two are left out when they are empty.
struct GoldenCase {
  struct File {
    let name: String
    /// A file of the checkout to copy; nil when the text is here.
    var source: String?
    /// How much of it to copy; nil for all.
    var limit: Int?
    var text = ""
  }

  /// What stands above the command.
  var about = ""
  var command = ""
  var files: [File] = []
  var output = ""
  var errors = ""
  var status: Int32 = 0

  init(_ text: String) throws {
    var section = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("--- ") {
        section = try begin(String(line.dropFirst(4)))
      } else if section.isEmpty {
        if line.hasPrefix("$ ") {
          command += (command.isEmpty ? "" : "\n") + line.dropFirst(2)
        } else {
          about += line + "\n"
        }
      } else {
        append(line + "\n", to: section)
      }
    }
    // A blank line stands before each section, and is no part of the one before.
    about = Self.trimmed(about)
    output = Self.trimmed(output)
    errors = Self.trimmed(errors)
    for index in files.indices { files[index].text = Self.trimmed(files[index].text) }
  }

  private mutating func begin(_ title: String) throws -> String {
    if title == "stdout" || title == "stderr" { return title }
    if title.hasPrefix("exit ") {
      guard let status = Int32(title.dropFirst(5)) else { throw Malformed(title) }
      self.status = status
      return "exit"
    }
    let parts = title.components(separatedBy: " = ")
    var file = File(name: parts[0])
    if parts.count == 2 {
      let source = parts[1].components(separatedBy: ", ")
      file.source = source[0]
      if source.count == 2 {
        guard let limit = Int(source[1].dropLast(6)), source[1].hasSuffix(" bytes") else {
          throw Malformed(title)
        }
        file.limit = limit
      }
    }
    files.append(file)
    return "file"
  }

  private mutating func append(_ line: String, to section: String) {
    switch section {
    case "stdout": output += line
    case "stderr": errors += line
    case "file": files[files.count - 1].text += line
    default: break
    }
  }

  private static func trimmed(_ text: String) -> String {
    var text = text
    while text.hasSuffix("\n") { text.removeLast() }
    while text.hasPrefix("\n") { text.removeFirst() }
    return text.isEmpty ? "" : text + "\n"
  }

  /// The case as a file, with what `run` found for its expectations.
  func text(with run: Shell.Result) -> String {
    var parts = [about, command.split(separator: "\n").map { "$ \($0)\n" }.joined()]
    for file in files {
      let limit = file.limit.map { ", \($0) bytes" } ?? ""
      parts.append("--- \(file.name)\(file.source.map { " = \($0)\(limit)" } ?? "")\n\(file.text)")
    }
    if !run.output.isEmpty { parts.append("--- stdout\n\(run.output)") }
    if !run.errors.isEmpty { parts.append("--- stderr\n\(run.errors)") }
    parts.append("--- exit \(run.status)\n")
    return parts.joined(separator: "\n")
  }

  struct Malformed: Error {
    let title: String
    init(_ title: String) { self.title = title }
  }
}
