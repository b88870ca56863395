/// The catalogue of what the lexer and parser report, for `imgflow explain` and `docs/errors.md`.
package enum SyntaxErrors {
  /// One code: what it means, source that causes it, and what to do.
  package struct Entry: Sendable {
    package let code: DiagnosticCode
    package let meaning: String
    package let example: String
    package let cure: String

    init(_ code: DiagnosticCode, _ meaning: String, _ example: String, cure: String) {
      self.code = code
      self.meaning = meaning
      self.example = example
      self.cure = cure
    }
  }

  /// Every code, in order.
  package static let all = characters + brackets + words + statements + vendors

  private static let characters = [
    Entry(
      .unknownCharacter, "A character that is not part of the language", "let price = 3 €",
      cure: "Quote it if it belongs to a string; comments begin with `//`"),
    Entry(
      .unexpectedToken, "Something else was expected here", "let size = (w, h = )",
      cure: "The message says what was expected and what was found"),
    Entry(
      .badNumber, "A number, duration or size that cannot be read", "sleep(5min)",
      cure: "Durations: `250ms 30s 5m 2h 1d 1h30m`; sizes: `10KB 30MB 2GiB`"),
    Entry(
      .unterminatedString, "A string that is never closed", "let prompt = \"a red boat",
      cure: "Close it on its line, or use `\"\"\"` for several lines"),
    Entry(
      .badEscape, "An unknown `\\` escape", "let re = \"\\d+\"",
      cure: "Write `\\\\` for a backslash, or use a raw string `'\\d+'`"),
    Entry(
      .badMultilineString, "A `\"\"\"` string whose lines are not laid out correctly",
      "let text = \"\"\"one\n  \"\"\"",
      cure: "Put the text on separate lines, indented at least as far as the closing `\"\"\"`"),
    Entry(
      .unterminatedComment, "A comment that is never closed", "let a = 1 /* one",
      cure: "Close it with `*/`; comments nest"),
    Entry(
      .unwantedInterpolation, "`\\(…)` where the string must be known before running",
      "import \"./\\(name).imgflow\" as m", cure: "Write the string out in full"),
    Entry(
      .hiddenCharacter,
      "An invisible character, or one that changes the order in which others are shown",
      "let price\u{200B} = 3", cure: "Delete it; in a string write its escape, as in `\\u{200B}`"),
  ]

  private static let brackets = [
    Entry(
      .unclosedBracket, "A bracket that is never closed", "print((1 + 2)",
      cure: "Close it; indentation shows where it was probably meant to end"),
    Entry(
      .strayBracket, "A closing bracket without a matching opening one",
      "let a = 1)", cure: "Remove it, or write the one that matches the opening bracket"),
    Entry(
      .tooDeep, "Nesting beyond 200 levels, or a chain of more than 1,000 operators or calls",
      String(repeating: "[", count: 201) + String(repeating: "]", count: 201),
      cure: "Move parts into separate `let`s or functions"),
    Entry(
      .missingSeparator, "Two statements, or a statement and something else, on one line",
      "let a = 1 let b = 2", cure: "Break the line, or write `;` between them"),
    Entry(
      .badLineStart, "A line that begins with what belongs at the end of the line before",
      "let a = 1\n+ 2",
      cure: "End the line before with the operator, or with the `{`"),
  ]

  private static let words = [
    Entry(
      .foreignWord, "A word from another language", "def double(x) { x }",
      cure: "The message says which word to use"),
    Entry(
      .foreignOperator, "An operator from another language", "i++",
      cure: "The message says which operator to use"),
    Entry(
      .keywordAsName, "A keyword where a new name was expected", "let match = 1",
      cure: "Choose another name; only members and keys may be keywords"),
    Entry(
      .chainedComparison, "Comparisons in a row", "0 < a < 10", cure: "Join them: `0 < a && a < 10`"
    ),
    Entry(
      .assignmentAsValue, "`=` where a value was expected", "if a = 1 { print(a) }",
      cure: "Compare with `==`; an assignment is a separate statement"),
    Entry(
      .badAssignmentTarget, "An assignment to something other than a variable or a part of one",
      "first() = 1", cure: "Assign to a `var`, or to a field or item in one"),
    Entry(
      .badPipe, "`|>` without a function after it", "xs |> 3",
      cure: "Write `x |> f`, `x |> module.f(y)`, `x |> .method()` or `x |> (y => …)`"),
  ]

  private static let statements = [
    Entry(
      .missingInitializer, "A `let` or `var` without a value", "let total",
      cure: "Add one, `null` if you do not have it yet"),
    Entry(
      .incompleteConstruct, "A `try` without its block or its `catch`", "try { login() }",
      cure: "Add `catch e { … }`, or write `try? …`"),
    Entry(
      .misplacedWord, "A word where it has no meaning", "else { print(1) }",
      cure: "`else` follows the `}` of an `if`, `catch` that of a `try`; statements have no value"),
    Entry(
      .notAtTopLevel, "A declaration in a block that is only allowed at the top level of a file",
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
      .badArguments, "Arguments in a form that calls do not have", "resize(image, width = 10)",
      cure: "Write `width: 10`; named arguments follow the others"),
    Entry(
      .badPattern, "Something that is not a pattern", "let [1, x] = xs",
      cure: "A pattern has names, `_`, objects and lists; literals only in `match` and `catch`"),
    Entry(
      .badType, "Something that is not a type", "let f: fn = x => x",
      cure: "Types: `int`, `T?`, `[T]`, `{name: T}`, `\"a\" | \"b\"`, `int(1...100)`, `function`"),
    Entry(
      .badPermit, "A permission without its kind, or that is not a plain string",
      "permit nett \"api.example.com\"",
      cure:
        "Write `permit net \"api.example.com\"`; the kinds are `net`, `read`, `write`, `run` and `env`"
    ),
    Entry(
      .elseMustLeave, "The `else` of a `let` that does not leave the block",
      "let a = null else { print(1) }",
      cure: "End it with `return`, `throw`, `break` or `continue`, or write `?? value`"),
  ]

  private static let vendors = [
    Entry(
      .unknownVendorClause, "An unknown clause in a vendor declaration",
      "vendor v {\n  bass \"https://api.example.com\"\n}",
      cure: "The manual lists the clauses of vendors, operations and resources")
  ]

  /// The catalogue as a Markdown table.
  package static var markdown: String {
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
    return (["| code | meaning | example | fix |", "| --- | --- | --- | --- |"] + rows)
      .joined(separator: "\n")
  }
}
