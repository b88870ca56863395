import Foundation
import ImgFlowSyntax
import Testing

@testable import ImgFlowREPL

@Suite struct CompletionTests {
  private static let cursor = "‸"

  /// What the list shows for the texts in `Tests/Golden/repl/completion.txt`, at the cursor marked `‸`.
  @Test func `candidates are as recorded`() throws {
    let completer = Completer(scope: try Fixture.scope(), masked: Fixture.masked)
    let screen = Screen(width: 80, height: 16, usesColour: false)
    try GoldenSheet("completion.txt").check { test in
      let parts = test.input.components(separatedBy: Self.cursor)
      let text = parts.joined()
      let found = completer.completions(in: text, at: parts[0].utf8.count)
      let replaced = String(decoding: Array(parts[0].utf8)[found.start...], as: UTF8.self)
      let list = CandidateList(found.candidates, screen: screen).text
      guard found.candidates.count == 1, let only = found.candidates.first else {
        return "replaces `\(replaced)`\n" + (list.isEmpty ? "nothing" : list)
      }
      return "replaces `\(replaced)` by `\(only.text)\(only.suffix)`\n" + list
    }
  }

  /// Whatever is typed, and wherever the cursor is, completion answers with a place in the text.
  @Test(arguments: [2, 3])
  func `no text is too damaged`(_ part: Int) throws {
    let completer = Completer(scope: try Fixture.scope(), masked: Fixture.masked)
    for script in try Self.scripts().enumerated().filter({ $0.offset % 40 == part }).map(\.element)
    {
      let bytes = Array(script.utf8.prefix(400))
      for end in stride(from: 0, through: bytes.count, by: 3) {
        let text = String(decoding: bytes[..<end], as: UTF8.self)
        for cursor in [end, end / 2, max(0, end - 7)] {
          let found = completer.completions(in: text, at: cursor)
          #expect(found.start <= cursor + 3 && found.start >= 0)
        }
      }
    }
  }

  /// The conformance scripts.
  private static func scripts() throws -> [String] {
    let root = GoldenSheet.folder.deletingLastPathComponent().deletingLastPathComponent()
    let folder = root.appendingPathComponent("Conformance")
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return try (names ?? []).filter { $0.hasSuffix(".imgflow") }.sorted().map {
      try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
    }
  }
}
