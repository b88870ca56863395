import ImgFlowSyntax
import TestSupport
import Testing

/// Whatever the text, the parser returns, and what it returns is consistent.
@Suite struct RobustnessTests {
  @Test func samplesAreFine() {
    for script in sampleScripts { #expect(parse(script).diagnostics.map(\.message) == []) }
  }

  /// Some prefixes, others each day.
  @Test(arguments: sampleScripts)
  func prefixesParse(_ text: String) {
    for end in Self.places(in: text, for: "prefixes") { check(String(text[..<end])) }
  }

  @Test(arguments: sampleScripts)
  func deletionsParse(_ text: String) {
    for index in Self.places(in: text, for: "deletions") {
      var damaged = text
      damaged.remove(at: index)
      check(damaged)
    }
  }

  private static func places(in text: String, for what: String) -> [String.Index] {
    var random = TestSeed.numbers(for: "\(what) of \(text)")
    return text.indices.filter { _ in TestSeed.isThorough || random.next() % 8 == 0 }
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
    let found = parse(text).diagnostics
    let starts = found.map(\.range.start)
    let isFine =
      found.count <= 20 && starts == starts.sorted()
      && found.allSatisfy { $0.range.start >= 0 && $0.range.end <= text.utf8.count }
      && found.allSatisfy { !DiagnosticRenderer().render($0).isEmpty }
    #expect(isFine, "\(TestSeed.advice):\n\(text)")
  }
}
