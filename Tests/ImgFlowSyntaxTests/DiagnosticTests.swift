import Foundation
import ImgFlowSyntax
import TestSupport
import Testing

@Suite struct DiagnosticTests {
  @Test func `mistakes look as recorded`() throws {
    let differences = try GoldenFile("syntax/mistakes.txt").differences { test in
      parse(test.input).diagnostics.map { DiagnosticRenderer().render($0) }.joined(separator: "\n")
    }
    #expect(differences == [])
  }

  @Test(arguments: SyntaxErrors.all)
  func `every example of the catalogue causes its code`(_ entry: SyntaxErrors.Entry) {
    #expect(parse(entry.example).diagnostics.map(\.code) == [entry.code], "\(entry.example)")
  }

  @Test func `the catalogue is documented`() throws {
    let url = Repository.root.appending(path: "docs/errors.md")
    let text = try String(contentsOf: url, encoding: .utf8)
    #expect(text.contains(SyntaxErrors.markdown))
    let codes = SyntaxErrors.all.map(\.code.rawValue)
    #expect(codes == Array(Set(codes)).sorted())
  }

  @Test func `one mistake gives one diagnostic and the next statement is read`() {
    let result = parse("let a = \nlet b = ] 3\nlet c = f(1 2)\nif a b { c }\nlet d = 4\n")
    #expect(result.diagnostics.map(\.range.position.line) == [1, 2, 3, 4])
    #expect(result.tree.statements.count == 1)
  }

  @Test func `a file gets at most twenty diagnostics`() {
    let text = String(repeating: "let = 3\n", count: 100)
    #expect(parse(text).diagnostics.count == 20)
    #expect(parse(String(repeating: "a ]\n", count: 100)).diagnostics.count == 20)
    #expect(parse(String(repeating: "$\n", count: 100)).diagnostics.count == 20)
  }

  @Test(arguments: [
    "f(", "a +", "if x {", "let x =", "\"\"\"", "try { }", "/* a", "[1,", "{a: 1,", "x =>",
    "\"\"\"\n  a \\(", "match x {", "a |>", "fn f() {\n  print(1)",
  ])
  func `open input is incomplete`(_ text: String) {
    #expect(parse(text).isIncomplete)
    #expect(parse(text + "\n").isIncomplete)
  }

  @Test(arguments: [
    "a", "let x", "\"abc", "a ]", "f(]", "if x", "let = 3\nf(1)", "1 2", "", "x = 1", "5min",
  ])
  func `other input is not`(_ text: String) { #expect(!parse(text).isIncomplete) }

  @Test(
    arguments: [
      ("widht", ["width", "height"], "width"), ("COLOR", ["colour", "Color"], "Color"),
      ("jobid", ["job_id", "job"], "job_id"), ("imags", ["images", "image"], nil),
      ("imags", ["images", "print"], "images"), ("x", ["y"], nil), ("xs", ["ys"], "ys"),
      ("total", ["totals", "total", "tota"], nil), ("abc", [], nil), ("status", ["stats"], "stats"),
      ("fetch", ["launch"], nil),
    ] as [(String, [String], String?)])
  func `near names`(_ name: String, _ candidates: [String], _ expected: String?) {
    #expect(NearNames.nearest(to: name, in: candidates) == expected)
  }
}
