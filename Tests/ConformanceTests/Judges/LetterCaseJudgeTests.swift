import ImgFlowSyntax
import TestSupport
import Testing

/// `upper` and `lower` beside Python's, which follow the same tables of Unicode.
@Suite(.blocking) struct LetterCaseJudgeTests {
  private static let cases = """
    import json, random
    random.seed(5)
    # A newer version of Unicode has more pairs of letters; those that Python knows are the same.
    known = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    known = [letter for letter in known if letter.upper() != letter or letter.lower() != letter]
    texts = [''.join(known[start:start + 40]) for start in range(0, len(known), 40)]
    letters = ['Σ', 'Σ', 'Σ', 'α', 'Α', 'ς', ' ', '.', "'", '\\u00ad', '\\u0301', '1', 'z', 'Z', 'İ', 'ß', 'ﬁ', '日', '\\U0001d6a8']
    texts += [''.join(random.choice(letters) for _ in range(random.randint(1, 8))) for _ in range(4000)]
    print(json.dumps([{'text': text, 'upper': text.upper(), 'lower': text.lower()} for text in texts]))
    """

  private static let script = """
    for {text, upper, lower} in file.json("cases.json") {
      if text.upper() != upper { print("upper", json.stringify(text), text.upper(), upper) }
      if text.lower() != lower { print("lower", json.stringify(text), text.lower(), lower) }
    }
    """

  @Test(.timeLimit(.minutes(5))) func agreesWithPython() throws {
    let settings = Expectation.Settings(files: ["cases.json": try Python.run(Self.cases)])
    let outcome = try ScriptRun(SourceFile(name: "case", text: Self.script), settings).outcome()
    #expect(outcome.problems.isEmpty, "\(outcome.summary)")
    #expect(outcome.output == [])
  }
}
