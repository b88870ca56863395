import Foundation
import TestSupport
import Testing

/// Every type of the language as the type of a parameter: on the command line in both spellings, from the
/// environment, not given, and with a text that it cannot be.
@Suite(.blocking) struct ParameterTypeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let type: String
    let standard: String
    /// What is given, and what the script then has.
    let given: String
    let printed: String
    /// A text that is none; nil where every text is one.
    let wrong: String?
    /// What help and messages say of the form.
    let form: String

    var testDescription: String { type }

    init(
      _ type: String, _ standard: String, _ given: String, _ printed: String, wrong: String?,
      _ form: String
    ) {
      (self.type, self.standard, self.given) = (type, standard, given)
      (self.printed, self.wrong, self.form) = (printed, wrong, form)
    }
  }

  static let cases = [
    Case("int", "0", "-12", "int -12", wrong: "1.5", "a whole number, such as 12"),
    Case("float", "0.0", "3", "float 3.0", wrong: "many", "a number, such as 0.5"),
    Case("number", "0", "0.25", "float 0.25", wrong: "many", "a number, such as 0.5"),
    Case("int(1...10)", "1", "10", "int 10", wrong: "11", "a whole number"),
    Case("string", #""""#, "12", "string 12", wrong: nil, "any text"),
    Case("any", "0", "12", "string 12", wrong: nil, "any text"),
    Case("bool?", "null", "false", "bool false", wrong: "no", "true or false"),
    Case("duration", "0s", "1h30m", "duration 1h30m", wrong: "2 weeks", "such as 90s or 1h30m"),
    Case("period", "0mo", "1y6mo", "period 1y6mo", wrong: "6mo1y", "such as 1mo or 1y6mo"),
    Case("period", "0mo", "P1Y6M", "period 1y6mo", wrong: "P1D", "such as 1mo or 1y6mo"),
    Case("duration", "0s", "PT90S", "duration 1m30s", wrong: "PT", "such as 90s or 1h30m"),
    Case(
      "time", #"time("2020-01-01")"#, "2026-11-23", "time 2026-11-23T00:00:00Z", wrong: "tomorrow",
      "such as 2026-11-23"),
    Case(
      "time?", "null", "2026-11-23T10:30:00+02:00", "time 2026-11-23T08:30:00Z",
      wrong: "2026-13-01", "such as 2026-11-23"),
    Case("path", #""a""#, "/a/../b", "string /b", wrong: nil, "a path"),
    Case(
      "file", #""p.imgflow""#, "/dev/null", "string /dev/null", wrong: nil, "the path of a file"),
    Case("secret", #""s""#, "123456", "secret «secret»", wrong: nil, "any text"),
    Case("bytes", #""".bytes()"#, "aGk=", "bytes bytes(2)", wrong: "a", "bytes in base64"),
    Case("range", "0..<1", "1...3", "range 1..<4", wrong: "1", "a range, such as 1...10"),
    Case("list", "[]", #"[1, "a"]"#, #"list [1, "a"]"#, wrong: "{}", "a list in JSON"),
    Case("object", "{}", #"{"a": 1}"#, #"object {"a": 1}"#, wrong: "[]", "an object in JSON"),
    Case(
      "{at: time, n?: int}", "{at: now()}", #"{"at": "2026-11-23"}"#,
      #"object {"at": "2026-11-23T00:00:00Z"}"#, wrong: #"{"at": "soon"}"#,
      #"an object in JSON with "at", "n""#),
    Case(#""a" | "b""#, #""a""#, "b", "string b", wrong: "c", "a or b"),
    Case("200 | 404", "200", "404", "int 404", wrong: "500", "200 or 404"),
    Case("int | string", "0", "7", "int 7", wrong: nil, "a whole number, such as 12 or any text"),
    Case("string | int", "0", "7", "string 7", wrong: nil, "any text or a whole number"),
    Case(#"int | "auto""#, "0", "auto", "string auto", wrong: "car", "such as 12 or auto"),
    Case("int?", "1", "null", "null null", wrong: "none", "a whole number"),
    Case("null", "null", "null", "null null", wrong: "none", "write null"),
    Case("function", "x => x", "f", "", wrong: "f", "nothing: function cannot be given as text"),
  ]

  @Test(arguments: cases)
  func `takes a value in every way`(_ example: Case) throws {
    let folder = try TemporaryFolder()
    let script = """
      param x: \(example.type) from env "X_ENV" = \(example.standard)
      print("\\(type(x)) \\(x)")
      """
    try script.write(
      to: folder.url.appending(path: "p.imgflow"), atomically: true, encoding: .utf8)
    let given = Self.quoted(example.given)
    if !example.printed.isEmpty {
      let run = try Shell.run(
        "imgflow p.imgflow --x \(given); imgflow p.imgflow --x=\(given)\n"
          + "X_ENV=\(given) imgflow p.imgflow", in: folder.url)
      #expect(run.output == String(repeating: example.printed + "\n", count: 3))
      #expect(run.errors.isEmpty)
    }
    #expect(try Shell.run("imgflow p.imgflow", in: folder.url).status == 0)
    if let wrong = example.wrong.map(Self.quoted) {
      let run = try Shell.run(
        "imgflow p.imgflow --x \(wrong); echo $?; X_ENV=\(wrong) imgflow p.imgflow; echo $?",
        in: folder.url)
      #expect(run.output == "2\n2\n")
      #expect(run.errors.contains("`--x` takes \(example.type), not \(wrong)".unquoted))
      #expect(run.errors.contains("`X_ENV`"))
      #expect(run.errors.components(separatedBy: example.form).count == 3)
    }
    if let start = example.form.range(of: "such as ") {
      let help = try Shell.run("imgflow run p.imgflow --help", in: folder.url).output
      let words = help.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(words.contains(example.form[start.lowerBound...]))
    }
  }

  @Test func `a list takes a value for each time it is given, or JSON from the environment`() throws
  {
    let folder = try TemporaryFolder()
    let script = #"param x: [time] from env "X_ENV" = []; print(x)"#
    try script.write(
      to: folder.url.appending(path: "p.imgflow"), atomically: true, encoding: .utf8)
    let run = try Shell.run(
      """
      imgflow p.imgflow --x 2026-11-23 --x=2026-11-24; imgflow p.imgflow 2026-11-23 2026-11-24
      X_ENV='["2026-11-23", "2026-11-24"]' imgflow p.imgflow; X_ENV=2026-11-23 imgflow p.imgflow
      imgflow p.imgflow soon || echo $?
      """, in: folder.url)
    let list = #"["2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z"]"# + "\n"
    #expect(run.output == list + list + list + "2\n")
    #expect(run.errors.contains("once for each item; from the environment a list in JSON"))
  }

  private static func quoted(_ text: String) -> String { "'\(text)'" }
}

extension String {
  /// Words in the shell's quotes, in those of messages.
  fileprivate var unquoted: String { replacing("'", with: "`") }
}
