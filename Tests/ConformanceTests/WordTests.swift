import Foundation
import TestSupport
import Testing

/// Messages and documentation use the terms of the word list in `CONTRIBUTING.md`.
@Suite(.blocking) struct WordTests {
  /// The phrases in the last column of the list.
  private static func unwanted() throws -> [String] {
    let rows = try text(of: "CONTRIBUTING.md").split(separator: "\n").filter { $0.hasPrefix("| ") }
    return rows.compactMap { $0.split(separator: "|").last }.flatMap { cell in
      cell.matches(of: /`([^`]+)`/).map { String($0.1) }
    }
  }

  @Test(arguments: ["Sources", "stdlib"])
  func `texts use the terms of the word list`(_ folder: String) throws {
    let unwanted = try Self.unwanted()
    let url = Repository.root.appending(path: folder)
    let names = try FileManager.default.subpathsOfDirectory(atPath: url.path)
      .filter { $0.hasSuffix(".swift") || $0.hasSuffix(".imgflow") }
    #expect(unwanted.count > 12 && names.count > 5)
    for name in names {
      let file = try Self.text(of: "\(folder)/\(name)")
      let lowered = file.lowercased()
      for phrase in unwanted where lowered.contains(phrase) {
        let pattern = try Regex("(?i)\\b\(phrase)\\b(?! longer)")
        let texts = name.hasSuffix(".swift") ? Self.literals(file) : Self.documentation(file)
        for text in texts where text.contains(pattern) {
          Issue.record("`\(phrase)` in \(folder)/\(name): \(text)")
        }
      }
    }
  }

  private static func text(of path: String) throws -> String {
    try String(contentsOf: Repository.root.appending(path: path), encoding: .utf8)
  }

  /// The string literals of Swift source, without what is interpolated and what they quote as code.
  private static func literals(_ source: String) -> [String] {
    var isMultiline = false
    return source.split(separator: "\n").flatMap { line -> [String] in
      let start = line.drop { $0 == " " }
      guard isMultiline || start.contains("\"") && !start.hasPrefix("//") else { return [] }
      let plain = start.replacing(/\\\([^()]*(\([^()]*\)[^()]*)*\)/, with: "…")
      let delimiters = plain.matches(of: /"""/).count
      defer { if !delimiters.isMultiple(of: 2) { isMultiline.toggle() } }
      if isMultiline || delimiters > 0 { return [withoutCode(plain)] }
      return plain.matches(of: /"((?:\\.|[^"\\])*)"/).map { withoutCode($0.1) }
    }
  }

  /// The lines of documentation in a module or declaration, without examples and what they quote as code.
  private static func documentation(_ source: String) -> [String] {
    source.split(separator: "\n").map { $0.drop { $0 == " " } }
      .filter {
        ($0.hasPrefix("///") || $0.hasPrefix("//!")) && !$0.dropFirst(3).hasPrefix("     ")
      }
      .map { withoutCode($0) }
  }

  private static func withoutCode(_ text: Substring) -> String {
    String(text.replacing(/`[^`]*`/, with: "…"))
  }
}
