import Foundation
import ImgFlow
import ImgFlowSyntax
import TestSupport
import Testing

@testable import ImgFlowHelp
@testable import ImgFlowREPL

@Suite(.blocking) struct CompletionTests {
  private static let cursor = "‸"

  /// What the list shows for the texts in `Tests/Golden/repl/completion.txt`, at the cursor marked `‸`.
  @Test func `candidates look as recorded`() throws {
    let completer = Completer(scope: try Fixture.scope(), masked: Fixture.masked)
    let screen = Screen(width: 80, height: 16, usesColour: false)
    let differences = try GoldenFile("repl/completion.txt").differences { test in
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
    #expect(differences == [])
  }

  /// Whatever is typed, and wherever the cursor is, completion answers with a place before the cursor.
  @Test func `no text is too damaged`() throws {
    let completer = Completer(scope: try Fixture.scope(), masked: Fixture.masked)
    var state: UInt64 = 88_172_645_463_325_252
    func random(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(bound + 1))
    }
    for script in try Self.scripts() {
      let bytes = Array(script.utf8)
      for _ in 0..<4 {
        let end = random(bytes.count)
        // A part of the script, cut anywhere, in the middle of a character too.
        let text = String(decoding: bytes[random(end)..<end], as: UTF8.self)
        let cursor = random(text.utf8.count)
        let found = completer.completions(in: text, at: cursor)
        #expect((0...(cursor + 3)).contains(found.start))
        _ = WordHelp.word(in: text, at: cursor)
      }
    }
  }

  /// The conformance scripts.
  private static func scripts() throws -> [String] {
    let folder = Repository.root.appending(path: "Tests/Conformance")
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return try (names ?? []).filter { $0.hasSuffix(".imgflow") }.sorted().map {
      try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
    }
  }
}

@Suite(.blocking) struct CandidateListTests {
  private static let candidates = [
    Completions.Candidate(
      "media", type: "int", summary: "The `mediaId` of an upload.", isRequired: true),
    Completions.Candidate("alpha", type: "float(0...1) = 0.85", summary: "How opaque it is."),
    Completions.Candidate("日本", type: "string"),
  ]

  @Test(arguments: [20, 40, 80])
  func `fits the screen`(_ width: Int) {
    let screen = Screen(width: width, height: 24, usesColour: false)
    let text = CandidateList(Self.candidates, screen: screen).text
    for line in text.split(separator: "\n") { #expect(StyledLine(String(line)).width <= width) }
    #expect(text.split(separator: "\n").count == 3)
  }

  @Test func `types and words stand in columns`() {
    let screen = Screen(width: 80, height: 24, usesColour: false)
    #expect(
      CandidateList(Self.candidates, screen: screen).text == """
        media  int                  required; The `mediaId` of an upload.
        alpha  float(0...1) = 0.85  How opaque it is.
        日本   string

        """)
  }

  @Test func `on a narrow screen words are worth more than types`() {
    let screen = Screen(width: 40, height: 24, usesColour: false)
    #expect(
      CandidateList(Self.candidates, screen: screen).text == """
        media  required; The `mediaId` of an up…
        alpha  How opaque it is.
        日本

        """)
  }

  @Test func `names alone stand beside each other`() {
    let names = (1...9).map { Completions.Candidate("name\($0)") }
    let screen = Screen(width: 24, height: 24, usesColour: false)
    #expect(
      CandidateList(names, screen: screen).text == """
        name1  name4  name7
        name2  name5  name8
        name3  name6  name9

        """)
  }
}

@Suite(.blocking) struct SessionCompletionTests {
  private static let vendor = #"""
    /// Keeps notes.
    vendor notes {
      base "https://notes.example"
      auth none

      /// Writes a note.
      operation write(text: string, colour: "red" | "blue" = "red") -> Note
        POST "/notes"
        json

      resource Note { id: int, text: string }
    }
    """#

  private static func names(_ text: String, _ session: Session) -> [String] {
    Completer(session: session).completions(in: text, at: text.utf8.count).candidates.map(\.text)
  }

  @Test func `what a session knows is completed`() {
    let session = Session(host: SystemHost(), library: ImgFlowLibrary())
    _ = session.evaluate("let kept = {alpha: 1, beta: 2}")
    _ = session.evaluate("kept")
    #expect(Self.names("kept.al", session) == ["alpha"])
    #expect(Self.names("ke", session) == ["kept"])
    #expect(Self.names("_.be", session) == ["beta"])
  }

  @Test func `a vendor that a session declares is completed`() {
    let session = Session(host: SystemHost(), library: ImgFlowLibrary())
    _ = session.evaluate(Self.vendor)
    #expect(Self.names("notes.", session) == ["write"])
    #expect(Self.names("notes.write(tex", session) == ["text"])
    #expect(Self.names("notes.write(\"a\", colour: \"", session) == ["red", "blue"])
    #expect(Self.names("wri", session).isEmpty)
    _ = session.evaluate("use notes")
    #expect(Self.names("wri", session) == ["write"])
    let page = HelpIndex(session).page(about: "notes.write")?.lines(width: 80)
    #expect(page?.text(usesColour: false).contains("Writes a note.") == true)
  }

  @Test func `nothing that is typed is run`() {
    let session = Session(host: SystemHost(), library: ImgFlowLibrary())
    _ = session.evaluate("var count = 0")
    _ = session.evaluate("fn next() { count += 1\n{field: count} }")
    for text in ["next().", "next().fi", "next(", "[next()][0].", "\"\\(next().", "next() |> "] {
      _ = Self.names(text, session)
    }
    #expect(session["count"]?.asInt == 0)
  }
}
