import Foundation
import ImgFlowSyntax
import Testing

/// Deep and long source gives a diagnostic, fast, on a thread with a small stack too.
@Suite struct LimitTests {
  @Test(arguments: [
    ("[", "]"), ("(", ")"), ("{", "}"), ("{a:", "}"), ("f(", ")"), ("a[", "]"), ("\"\\(", ")\""),
    ("if a {", "}"), ("fn f() {", "}"), ("x => {", "}"), ("x => ", ""), ("-", ""), ("try? ", ""),
    ("match x { 1 => ", "}"), ("[\n", "\n]"), ("{\n", "\n}"), ("try {", "} catch { }\n"),
    ("parallel for x in xs {", "}"), ("retry() {", "}"), ("([{", "}])"),
  ])
  func deepNesting(_ open: String, _ close: String) throws {
    let count = open.utf8.count == 1 ? 100_000 : 10_000
    let opened = String(repeating: open, count: count)
    let deep = try onSmallStack { codes(opened + "1" + String(repeating: close, count: count)) }
    #expect(deep.contains("P0012") || open == "try {" && deep.contains("P0031"))
    #expect(try onSmallStack { codes(opened) } != [])
    let fine = String(repeating: open, count: 12) + "1" + String(repeating: close, count: 12)
    #expect(codes(fine) == [])
  }

  @Test(arguments: ["let [", "let {a: ", "let x: [", "let x: {a: ", "fn f(x: (", "match x { ["])
  func deepPatternsAndTypes(_ open: String) throws {
    let unit = open.suffix(while: { $0 != " " })
    #expect(try onSmallStack { codes(open + String(repeating: unit, count: 10_000)) } != [])
  }

  @Test(arguments: [".a", "()", "[0]", " + 1", " ?? 1", " |> f", " && a", "\n.a", "?.b"])
  func longChains(_ link: String) throws {
    #expect(try onSmallStack { codes("a" + String(repeating: link, count: 990)) } == [])
    let long = try onSmallStack { codes("a" + String(repeating: link, count: 10_000)) }
    #expect(long == ["P0012"])
  }

  @Test func longElseIfChains() throws {
    let branch = " else if a { }"
    #expect(codes("if a { }" + String(repeating: branch, count: 400)) == [])
    #expect(codes("if a { }" + String(repeating: branch, count: 20_000)) == ["P0012"])
  }

  @Test func manyStatementsAndItemsAreNoProblem() {
    #expect(codes(String(repeating: "a.b(1) + [2, 3][0]\n", count: 5_000)) == [])
    #expect(codes("[" + String(repeating: "{\"a\": 1},\n", count: 5_000) + "]") == [])
  }

  private func codes(_ text: String) -> [String] {
    let file = SourceFile(name: "deep", text: text)
    return Parser.parse(file, stackBudget: 384 << 10).diagnostics.map(\.code.rawValue)
  }

  /// Runs `work` on a thread with a stack of 512 KiB.
  private func onSmallStack(_ work: @escaping @Sendable () -> [String]) throws -> [String] {
    let result = Result()
    let thread = Thread {
      result.codes = work()
      result.done.signal()
    }
    thread.stackSize = 512 << 10
    thread.start()
    result.done.wait()
    return result.codes
  }

  /// What the thread leaves behind.
  ///
  /// Sendable: it is read after the thread has signalled.
  private final class Result: @unchecked Sendable {
    let done = DispatchSemaphore(value: 0)
    var codes: [String] = []
  }
}

extension String {
  /// The last characters up to the first that does not fit, from the end.
  fileprivate func suffix(while fits: (Character) -> Bool) -> String {
    String(String(reversed().prefix(while: fits)).reversed())
  }
}
