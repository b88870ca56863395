import ImgFlowSyntax
import TestSupport
import Testing

/// Every script below `Tests/Conformance` prints and reports exactly what its comments say.
///
/// A part of them, another each day, runs again with CRLF line ends; `IMGFLOW_THOROUGH=1` asks for all.
@Suite(.blocking) struct ConformanceTests {
  @Test(.timeLimit(.minutes(15)), arguments: ConformanceCase.all)
  func script(_ script: ConformanceCase) throws {
    let source = try script.source()
    let expected = try Expectation(of: source)
    let outcome = try ScriptRun(source, expected.settings).outcome(failing: expected)
    for difference in expected.differences(from: outcome) {
      Issue.record(
        Comment(rawValue: difference.message),
        sourceLocation: script.location(line: difference.line))
    }
    for problem in SourceInvariants.violations(of: source) {
      Issue.record(Comment(rawValue: problem), sourceLocation: script.location(line: 1))
    }
    var random = TestSeed.numbers(for: "CRLF \(script.name)")
    guard TestSeed.isThorough || random.next() % 8 == 0 else { return }
    let again = try ScriptRun(source.withCRLF, expected.settings).outcome(failing: expected)
    let isSame = again.output == outcome.output && again.problems == outcome.problems
    if !isSame {
      Issue.record(
        """
        running it again, with CRLF line ends, gave something else (\(TestSeed.advice))
           first: \(outcome.summary)
          second: \(again.summary)
        """, sourceLocation: script.location(line: 1))
    }
  }

  @Test func thereAreScripts() {
    #expect(!ConformanceCase.all.isEmpty, "no case matches IMGFLOW_CASES")
  }
}

extension SourceFile {
  /// The same text with `\r\n` for every `\n`.
  var withCRLF: SourceFile {
    let text = text.unicodeScalars.reduce(into: String.UnicodeScalarView()) { result, scalar in
      if scalar == "\n", result.last != "\r" { result.append("\r") }
      result.append(scalar)
    }
    return SourceFile(name: name, text: String(text), location: location)
  }
}
