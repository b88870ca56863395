import ImgFlowAnalysis
import ImgFlowSyntax
import TestSupport
import Testing

@testable import ImgFlowHelp
@testable import ImgFlowREPL

@Suite(.blocking) struct HelpTests {
  /// What `?NAME` shows for the names in `Tests/Golden/repl/help.txt`.
  @Test func `pages look as recorded`() throws {
    let index = HelpIndex(scope: try Fixture.scope(), masked: Fixture.masked)
    let differences = try GoldenFile("repl/help.txt").differences { test in
      guard let page = index.page(about: test.input) else {
        return index.nearest(to: test.input).map { "did you mean `\($0)`?" } ?? "nothing"
      }
      return page.lines(width: 80).text(usesColour: false)
    }
    #expect(differences == [])
  }

  @Test(arguments: Token.Kind.keywords.map(\.rawValue) + Construct.all.map(\.name))
  func `every word of the language has a page`(_ word: String) {
    #expect(WordTexts.text(of: word) != nil, "WordTexts lacks `\(word)`")
    #expect(WordTexts.names.contains(word))
  }

  @Test(arguments: [
    ("expoze.crea‸teJob(1)", "expoze.createJob"), ("login‸", "login"), ("createJob(‸", "createJob"),
    ("x.map(‸", "x.map"), ("print(\"a\", up‸load(1))", "upload"),
    ("createJob(1, alpha: ‸)", "createJob"),
    ("a.b‸.c", "a.b"), ("rows[0].image.split(‸", "split"),
  ])
  func `the word at the cursor`(_ text: String, _ word: String) throws {
    let parts = text.split(separator: "‸", omittingEmptySubsequences: false)
    let found = WordHelp.word(in: parts.joined(), at: parts[0].utf8.count)
    #expect(found == word)
  }

  @Test func `no word at the cursor`() {
    for text in ["", "12", "1 + ", "\"a b"] { _ = WordHelp.word(in: text, at: text.utf8.count) }
    #expect(WordHelp.word(in: "", at: 0) == nil)
    #expect(WordHelp.word(in: "1 + 2", at: 5) == nil)
  }
}
