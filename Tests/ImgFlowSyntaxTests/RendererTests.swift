import ImgFlowSyntax
import Testing

@Suite struct RendererTests {
  private let file = SourceFile(
    name: "a.imgflow", text: "let a = 1\n\tlet 日本 = x(a,\n  b)\nprint(\"\u{1B}[31m\")\n")

  private func range(_ text: String) -> SourceRange {
    let bytes = Array(text.utf8)
    for start in 0...(file.bytes.count - bytes.count)
    where Array(file.bytes[start..<start + bytes.count]) == bytes {
      return SourceRange(file: file, start: start, end: start + bytes.count)
    }
    Issue.record("\(text) is not in the file")
    return SourceRange(file: file, start: 0, end: 0)
  }

  @Test func everyPartHasItsPlace() {
    let other = SourceFile(name: "b.imgflow", text: "fn x() => 2")
    let diagnostic = Diagnostic(
      "key", "no field `b`", at: range("日本"), label: "here",
      labels: [
        .init(range("a = 1"), "set here"),
        .init(SourceRange(file: other, start: 3, end: 4), "this"),
      ], notes: ["keys: a, c", "two\nlines"], help: "write `a`")
    #expect(
      DiagnosticRenderer().render(diagnostic) == """
        error[key]: no field `b`
         --> a.imgflow:2:6
        1 | let a = 1
          |     ----- set here
        2 |     let 日本 = x(a,
          |         ^^^^ here
         ::: b.imgflow:1:4
        1 | fn x() => 2
          |    - this
          keys: a, c
          two
          lines
          help: write `a`
        """)
  }

  @Test func placesOfSeveralLinesSayWhereTheyEnd() {
    let diagnostic = Diagnostic("type", "wrong", at: range("x(a,\n  b)"), label: "a call")
    #expect(
      DiagnosticRenderer(showsPlace: false).render(diagnostic) == """
        error[type]: wrong
        2 |     let 日本 = x(a,
          |                ^^^^ a call (to line 3)
        """)
  }

  @Test func escapesDoNotReachTheTerminal() {
    let diagnostic = Diagnostic("io", "no \u{1B}[2J file\nsecond", at: range("print"))
    #expect(
      DiagnosticRenderer().render(diagnostic) == """
        error[io]: no ␛[2J file
          second
         --> a.imgflow:4:1
        4 | print("␛[31m")
          | ^^^^^
        """)
    #expect(
      DiagnosticRenderer().renderOneLine(diagnostic)
        == "a.imgflow:4:1: error[io]: no ␛[2J file␊second")
  }

  @Test func longLinesAreCutAroundThePlace() {
    let long = "let a = \"" + String(repeating: "0123456789", count: 30) + "\" + missing + 1 // end"
    let file = SourceFile(name: "l", text: long)
    let start = long.utf8.count - 18
    let diagnostic = Diagnostic(
      "E1", "m", at: SourceRange(file: file, start: start, end: start + 7))
    let lines = DiagnosticRenderer(width: 44, showsPlace: false).render(diagnostic)
      .split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[1] == "1 | …34567890123456789\" + missing + 1 // end")
    #expect(lines[2].hasPrefix("  |" + String(repeating: " ", count: 23) + "^^^^^^^"))
  }

  @Test func recursionIsFolded() {
    let call = Diagnostic.Frame(name: "f", range: range("x(a"))
    var trace = [Diagnostic.Frame(name: "g", range: range("print"))]
    for _ in 0..<5 { trace.addCall(call) }
    trace.addCall(.init(name: "<script>", range: range("let a")))
    let diagnostic = Diagnostic("type", "wrong", at: range("print"), trace: trace)
    #expect(
      DiagnosticRenderer().render(diagnostic) == """
        error[type]: wrong
         --> a.imgflow:4:1
        4 | print("␛[31m")
          | ^^^^^
          in g, called from
            f         a.imgflow:2:11  let 日本 = x(a,
            … the same 4 more times
            <script>  a.imgflow:1:1   let a = 1
        """)
  }

  @Test func coloursAreOptional() {
    let diagnostic = Diagnostic("E1", "m", at: range("print"), help: "h")
    let plain = DiagnosticRenderer().render(diagnostic)
    let coloured = DiagnosticRenderer(usesColour: true).render(diagnostic)
    #expect(!plain.contains("\u{1B}"))
    #expect(coloured.contains("\u{1B}[1;31m^^^^^\u{1B}[0m"))
  }
}
