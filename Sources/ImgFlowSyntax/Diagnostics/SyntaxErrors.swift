/// The catalogue of what the lexer and parser report, for `imgflow explain` and `docs/errors.md`.
public enum SyntaxErrors {
  /// One code: what it means, source that causes it, and what to do.
  public struct Entry: Sendable {
    public let code: DiagnosticCode
    public let meaning: String
    public let example: String
    public let cure: String

    init(_ code: DiagnosticCode, _ meaning: String, _ example: String, cure: String) {
      self.code = code
      self.meaning = meaning
      self.example = example
      self.cure = cure
    }
  }

  /// Every code, in order.
  public static let all = characters + brackets + words + statements + vendors

  private static let characters = [
    Entry(
      .unknownCharacter, "A character that belongs to no part of the language", "let price = 3 €",
      cure: "Quote it if it is text; comments begin with `//`"),
    Entry(
      .unexpectedToken, "Something else was expected at this place", "let size = (w, h = )",
      cure: "Read the message: it names what was expected and what was found"),
    Entry(
      .badNumber, "A number, duration or size that cannot be read", "sleep(5min)",
      cure: "Durations: `250ms 30s 5m 2h 1d 1h30m`; sizes: `10KB 30MB 2GiB`"),
    Entry(
      .unterminatedString, "A string that is never closed", "let prompt = \"a red boat",
      cure: "Close it on its line, or use `\"\"\"` for several lines"),
    Entry(
      .badEscape, "A `\\` escape that does not exist", "let re = \"\\d+\"",
      cure: "Write `\\\\` for a backslash, or use a raw string `'\\d+'`"),
    Entry(
      .badMultilineString, "A `\"\"\"` string whose lines are not laid out as they must be",
      "let text = \"\"\"one\n  \"\"\"",
      cure: "Text on lines of its own, indented at least like the closing `\"\"\"`"),
    Entry(
      .unterminatedComment, "A comment that is never closed", "let a = 1 /* one",
      cure: "Close it with `*/`; comments nest"),
    Entry(
      .unwantedInterpolation, "`\\(…)` where the text must be known before running",
      "import \"./\\(name).imgflow\" as m", cure: "Write the text out"),
    Entry(
      .hiddenCharacter,
      "A character that cannot be seen, or that changes the order in which others are shown",
      "let price\u{200B} = 3", cure: "Delete it; in a string write its escape, as in `\\u{200B}`"),
  ]

  private static let brackets = [
    Entry(
      .unclosedBracket, "A bracket that is never closed", "print((1 + 2)",
      cure: "Close it; indentation shows where it was probably meant to end"),
    Entry(
      .strayBracket, "A closing bracket that closes nothing, or another kind of bracket",
      "let a = 1)", cure: "Remove it, or write the bracket that matches the opening one"),
    Entry(
      .tooDeep, "Nesting beyond 200 levels, or a chain of more than 1,000 operators or calls",
      String(repeating: "[", count: 201) + String(repeating: "]", count: 201),
      cure: "Move parts to `let`s or functions of their own"),
    Entry(
      .missingSeparator, "Two statements, or a statement and something else, on one line",
      "let a = 1 let b = 2", cure: "Break the line, or write `;` between them"),
    Entry(
      .badLineStart, "A line that begins with what belongs to the end of the line before",
      "let a = 1\n+ 2",
      cure: "Operators end a line that goes on; `{` stands on the line it belongs to"),
  ]

  private static let words = [
    Entry(
      .foreignWord, "A word that other languages have and this one has not", "def double(x) { x }",
      cure: "The message names the word to use"),
    Entry(
      .foreignOperator, "An operator that other languages have and this one has not", "i++",
      cure: "The message names the operator to use"),
    Entry(
      .keywordAsName, "A keyword where a new name is expected", "let match = 1",
      cure: "Choose another name; keywords may only name members and keys"),
    Entry(
      .chainedComparison, "Comparisons in a row", "0 < a < 10", cure: "Join them: `0 < a && a < 10`"
    ),
    Entry(
      .assignmentAsValue, "`=` where a value is expected", "if a = 1 { print(a) }",
      cure: "Compare with `==`; an assignment is a statement of its own"),
    Entry(
      .badAssignmentTarget, "An assignment to something that is no variable or place in one",
      "first() = 1", cure: "Assign to a `var`, or to a field or item in one"),
    Entry(
      .badPipe, "`|>` with something else than a function's name after it", "xs |> 3",
      cure: "Write `x |> f`, `x |> f(y)` or `x |> module.f(y)`"),
  ]

  private static let statements = [
    Entry(
      .missingInitializer, "A `let` or `var` without a value", "let total",
      cure: "Give it one, `null` if there is none yet"),
    Entry(
      .incompleteConstruct, "A `try` without its block or its `catch`", "try { login() }",
      cure: "Add `catch e { … }`, or write `try? …`"),
    Entry(
      .misplacedWord, "A word at a place where it has no meaning", "else { print(1) }",
      cure: "`else` follows the `}` of an `if`, `catch` that of a `try`; statements have no value"),
    Entry(
      .notAtTopLevel, "A declaration inside a block that belongs to the top level of a file",
      "if true { import \"std/csv\" as csv }", cure: "Move it out of the block"),
    Entry(
      .badImport, "An `import` without its path or its name", "import \"std/csv\"",
      cure: "Write `import \"std/csv\" as csv` or `import {mean} from \"std/math\"`"),
    Entry(
      .ambiguousBraces, "`=> {name}`, which could be a block or an object", "xs.map(x => {x})",
      cure: "Write `{x: x}` for an object, or drop the braces"),
    Entry(
      .repeatedKey, "A key that is written twice in one object", "let a = {id: 1, id: 2}",
      cure: "Remove one of them"),
    Entry(
      .badParameters, "A rest parameter that is not the last, or has a default",
      "fn f(...rest, last) { 1 }", cure: "Move `...rest` to the end"),
    Entry(
      .badArguments, "Arguments in a form that a call does not have", "resize(image, width = 10)",
      cure: "Write `width: 10`, named arguments after the others"),
    Entry(
      .badPattern, "Something that is no pattern", "let [1, x] = xs",
      cure: "A pattern has names, `_`, objects and lists; literals only in `match` and `catch`"),
    Entry(
      .badType, "Something that is no type", "let f: fn = x => x",
      cure: "Types: `int`, `T?`, `[T]`, `{name: T}`, `\"a\" | \"b\"`, `int(1...100)`, `function`"),
  ]

  private static let vendors = [
    Entry(
      .unknownVendorClause, "A clause that vendor declarations do not have",
      "vendor v {\n  bass \"https://api.example.com\"\n}",
      cure: "See the clauses of vendors, operations and resources in the manual")
  ]

  /// The catalogue as a Markdown table.
  public static var markdown: String {
    let rows = all.map { entry in
      let example = entry.example.utf8.count > 80 ? "[[[[… 201 times" : entry.example
      let cells = [entry.meaning, "`` \(example) ``", entry.cure].map { cell in
        String(cell.map { $0 == "\n" ? "⏎" : $0 == "\u{200B}" ? "␣" : $0 }).split(
          separator: "|", omittingEmptySubsequences: false
        )
        .joined(separator: "\\|")
      }
      return "| \(entry.code.rawValue) | \(cells.joined(separator: " | ")) |"
    }
    return (["| code | meaning | example | cure |", "| --- | --- | --- | --- |"] + rows)
      .joined(separator: "\n")
  }
}
