import Foundation
import TestSupport
import Testing

/// What the compiler does not check about threads, a comment directly above explains.
@Suite(.blocking) struct UncheckedSendableTests {
  /// A declaration that the compiler takes on trust.
  private struct Claim {
    let place: String
    let name: String
    let superclass: String
    let comment: String
    let hasVariables: Bool

    /// Whether the comment says why, and not only what.
    var isExplained: Bool { comment.contains("Sendable:") || comment.contains("Unsafe:") }
  }

  private static func claims(in file: String, _ text: String) -> [Claim] {
    let lines = text.components(separatedBy: "\n")
    return lines.indices.compactMap { index in
      let line = lines[index]
      let trimmed = line.drop { $0 == " " }
      guard line.contains("@unchecked Sendable") || line.contains("nonisolated(unsafe)"),
        !trimmed.hasPrefix("//"), !line.contains("\"")
      else { return nil }
      let declared = line.firstMatch(of: /(?:class|struct|enum) (\w+)(?:<[^{]*>)?: (\w+)?/)
      let above = lines[..<index].reversed().prefix { $0.drop { $0 == " " }.hasPrefix("//") }
      let margin = String(repeating: " ", count: line.count - trimmed.count)
      let body =
        line.hasSuffix("{}") ? [] : lines[(index + 1)...].prefix { !$0.hasPrefix(margin + "}") }
      return Claim(
        place: "\(file):\(index + 1)", name: declared.map { String($0.1) } ?? "",
        superclass: (declared?.2).map(String.init) ?? "",
        comment: above.reversed().joined(separator: "\n"),
        hasVariables: body.contains { isStoredVariable($0, margin: margin + "  ") })
    }
  }

  private static func isStoredVariable(_ line: String, margin: String) -> Bool {
    guard line.hasPrefix(margin), !line.dropFirst(margin.count).hasPrefix(" ") else { return false }
    let declaration = line.firstMatch(of: /^ *(?:@?[A-Za-z]+(?:\([a-z]+\))? )*var \w+.*/)
    return declaration != nil && !line.contains(/\{ (?:get|.*\}$)|\{$/)
  }

  private static let all: [Claim] = ["Sources", "Tests"].flatMap { folder in
    let root = Repository.root.appending(path: folder)
    let names =
      FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    let own = "UncheckedSendableTests.swift"
    return names.filter { $0.hasSuffix(".swift") && !$0.hasSuffix(own) }.sorted().flatMap {
      name -> [Claim] in
      let url = root.appending(path: name)
      let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
      return claims(in: "\(folder)/\(name)", text)
    }
  }

  /// Swift wants subclasses to repeat the conformance; those without variables of their own add nothing to
  /// explain.
  @Test func `each says why it is safe`() {
    let names = Set(Self.all.map(\.name))
    #expect(names.isSuperset(of: ["Node", "HeapObject", "Evaluator"]))
    for claim in Self.all where !claim.isExplained {
      let repeats = names.contains(claim.superclass) && !claim.hasVariables
      #expect(repeats, "\(claim.place): write `/// Sendable: …` above it: what guards its state?")
    }
  }

  @Test func `variables are found`() {
    let text = """
      // Sendable: a test.
      final class A: @unchecked Sendable {}
      final class B: A, @unchecked Sendable {
        private(set) var state = 0
      }
      final class C: A, @unchecked Sendable {
        var computed: Int { 0 }
        let constant = 0
      }
      """
    let claims = Self.claims(in: "text", text)
    #expect(claims.map(\.isExplained) == [true, false, false])
    #expect(claims.map(\.hasVariables) == [false, true, false])
    #expect(claims.map(\.superclass) == ["", "A", "A"])
  }
}
