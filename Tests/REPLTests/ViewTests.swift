import Foundation
import ImgFlowSyntax
import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlowHelp
@testable import ImgFlowREPL

@Suite(.blocking) struct ViewTests {
  /// What is shown for the values in `Tests/Golden/repl/views.txt`: `NAME WIDTH`, or
  /// `:COMMAND NAME WIDTH`.
  @Test func `values look as recorded`() throws {
    let scope = try Fixture.scope()
    let differences = try GoldenFile("repl/views.txt").differences { test in
      let words = test.input.split(separator: " ").map(String.init)
      guard let width = words.last.flatMap(Int.init), words.count > 1 else { return "?" }
      let screen = Screen(width: width, height: 14, usesColour: false)
      let name = words[words.count - 2]
      let value = try #require(scope.binding(name)?.value)
      let text =
        if words.count == 2 {
          ResultView(screen: screen, masked: Fixture.masked).text(of: value)
        } else {
          try Self.text(of: String(words[0].dropFirst()), value, name, screen)
        }
      for line in text.split(separator: "\n") where !text.contains("`") || words.count == 2 {
        #expect(StyledLine(String(line)).width <= width, "\(test.title): \(line)")
      }
      return text
    }
    #expect(differences == [])
  }

  private static func text(
    of command: String, _ value: Value, _ name: String, _ screen: Screen
  ) throws -> String {
    let view = ViewCommand.View(screen: screen, masked: Fixture.masked)
    let found = try #require(Commands.command(command) as? ViewCommand)
    do { return try found.lines(value, name, view).text(usesColour: false) } catch {
      let error = try #require(error as? CommandError)
      return error.message + (error.help.map { "\n\($0)" } ?? "")
    }
  }

  @Test func `colours are escapes and nothing else`() throws {
    let value = try JSON.parse(Array(#"{"a": [1, "x", null, true]}"#.utf8))
    let screen = Screen(width: 80, height: 24, usesColour: true)
    let text = ResultView(screen: screen).text(of: value)
    let plain = text.replacing(/\u{1B}\[[0-9]*m/, with: "")
    #expect(text.contains("\u{1B}[36ma\u{1B}[0m"))
    #expect(plain == "{a: [1, \"x\", null, true]}\n")
  }

  @Test func `what steers a terminal is shown`() {
    let text = ResultView(screen: Screen(width: 80, height: 24, usesColour: false))
      .text(of: .string("\u{1B}[2Jx\ny\u{7}"))
    #expect(!text.contains("\u{1B}") && !text.contains("\u{7}"))
  }

  @Test func `a secret that is cut does not show its start`() {
    let secret = "sk-0123456789"
    let view = ResultView(screen: Screen(width: 40, height: 24, usesColour: false)) {
      $0.replacing(secret, with: "«secret»")
    }
    let text = view.text(of: .string(String(repeating: "x", count: 24) + secret + "yyyyyyyyyyyyy"))
    #expect(!text.contains("sk-"))
  }

  @Test func `values that share parts are shown at once`() throws {
    var value = try Value.list([.int(1)])
    for _ in 0..<60 { value = try .list([value, value]) }
    let screen = Screen(width: 80, height: 24, usesColour: false)
    #expect(ResultView(screen: screen).text(of: value).count < 4000)
    #expect(!TreeView(value, name: "x", screen: screen, limit: 100) { $0 }.lines.isEmpty)
    #expect(PathView(value, name: "x", containing: "absent", limit: 10).isCut)
  }

  @Test func `paths lead to what was looked for`() throws {
    let value = try JSON.parse(
      Array(#"{"rows": [{"a b": "heatmap.png"}, {"heat": 1}], "n": "cold"}"#.utf8))
    let view = PathView(value, name: "x", containing: "HEAT", limit: 10)
    #expect(view.found.map(\.path) == [#"x.rows[0]["a b"]"#, "x.rows[1].heat"])
  }

  @Test func `sizes are said in a few digits`() {
    let texts = [0, 1, 999, 1000, 1250, 99_949, 999_900, 1_000_000, 12_000_000_000].map(
      Quantity.bytes)
    #expect(
      texts == [
        "0 bytes", "1 byte", "999 bytes", "1.0 KB", "1.3 KB", "100 KB", "1.0 MB", "1.0 MB", "12 GB",
      ])
  }
}
