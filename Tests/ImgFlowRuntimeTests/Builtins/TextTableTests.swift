import ImgFlowValues
import Testing

@testable import ImgFlowRuntime

@Suite struct TextTableTests {
  private func table(_ json: String) throws -> String {
    try TextTable(Items(JSON.parse(json).asItems ?? [])).text()
  }

  @Test func alignsByWidth() throws {
    let text = try table(#"[{"name": "日本語", "n": 5}, {"name": "a", "n": 1000, "more": "x"}]"#)
    #expect(
      text == """
        name       n  more
        ──────  ────  ────
        日本語     5
        a       1000  x

        """)
  }

  @Test func givesFloatsOfAColumnTheSameDigits() throws {
    #expect(
      try table("[[1.5], [0.123456], [20.0], [1e-7]]") == " 1.5000\n 0.1235\n20.0000\n  1e-07\n")
    #expect(try table("[[1.0], [2.0]]") == "1.0\n2.0\n")
  }

  @Test func keepsEveryRowOnOneLine() throws {
    #expect(try table(#"[["a\nb\tc"]]"#) == "a⏎b c\n")
  }

  @Test func isEmptyForNothing() throws {
    #expect(try table("[]").isEmpty)
    #expect(try table("[{}]").isEmpty)
  }

  @Test(arguments: ["[1]", "[{}, []]", "[[1], {}]", "[null]"])
  func refuses(_ json: String) {
    #expect(throws: ValueError.self) { try table(json) }
  }
}
