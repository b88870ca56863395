import ImgFlowSyntax
import TestSupport
import Testing

/// Whatever the text, the parser returns, and what it returns is consistent.
@Suite struct RobustnessTests {
  @Test func samplesAreFine() {
    for script in sampleScripts { #expect(parse(script).diagnostics.map(\.message) == []) }
  }

  @Test(arguments: sampleScripts)
  func everyPrefixParses(_ text: String) {
    for end in text.indices { check(String(text[..<end])) }
  }

  @Test(arguments: sampleScripts)
  func everyDeletionParses(_ text: String) {
    for index in text.indices {
      var damaged = text
      damaged.remove(at: index)
      check(damaged)
    }
  }

  @Test func tokenSoupParses() {
    let words =
      "let var fn return if else for in while match try try? catch throw defer import export as "
      + "use param test assert is true null parallel retry timeout step vendor operation x y 1 2.5 "
      + "5m 5min \" \"\"\" ' \\( ( ) [ ] { } , ; : . ?. ?[ ? -> => | & ... ..< = += |> || && == < "
      + ">= !in !is ?? + - * / % ! // /* */ \n \n \n \t é 日 @ # \\ \u{1F600} \u{0} \r\n"
    let soup = words.split(separator: " ").map(String.init)
    var random = SeededRandom(seed: 42)
    for _ in 0..<3000 {
      let count = Int(random.next() % 40)
      check(
        (0..<count).map { _ in soup[Int(random.next() % UInt64(soup.count))] }
          .joined(separator: random.next() % 2 == 0 ? " " : ""))
    }
  }

  @Test func randomBytesParse() {
    var random = SeededRandom(seed: 7)
    for _ in 0..<500 {
      let bytes = (0..<100).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      check(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// Parses and renders every diagnostic; the places must lie in the file, and be in order.
  private func check(_ text: String) {
    let result = parse(text)
    let count = text.utf8.count
    #expect(result.diagnostics.count <= 20)
    var last = 0
    for diagnostic in result.diagnostics {
      #expect(diagnostic.range.start >= last && diagnostic.range.end <= count)
      #expect(!DiagnosticRenderer().render(diagnostic).isEmpty)
      last = diagnostic.range.start
    }
  }
}
