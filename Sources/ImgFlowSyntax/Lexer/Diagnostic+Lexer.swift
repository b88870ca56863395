// What the lexer, the bracket matcher and the readers of literals say.
extension Diagnostic {
  // MARK: - Characters

  static func unknownCharacter(_ character: Unicode.Scalar, _ range: SourceRange) -> Diagnostic {
    let (name, help) = explain(character)
    return Diagnostic(
      .unknownCharacter, "\(name) is not part of the language", at: range, help: help)
  }

  private static func explain(_ character: Unicode.Scalar) -> (name: String, help: String?) {
    switch character {
    case "\u{201C}", "\u{201D}", "\u{201E}", "\u{00AB}", "\u{00BB}":
      ("the typographic quote `\(character)`", "write a plain `\"`")
    case "\u{2018}", "\u{2019}": ("the typographic quote `\(character)`", "write a plain `'`")
    case "\u{2013}", "\u{2014}", "\u{2212}": ("the dash `\(character)`", "write a plain `-`")
    case "\u{2026}": ("the character `…`", "write three dots: `...`")
    case "\u{00D7}": ("the character `×`", "write `*`")
    case _ where character.properties.generalCategory == .spaceSeparator:
      (HiddenCharacter.name(of: character), "replace it with an ordinary space")
    case "@":
      (
        "`@`",
        "names cannot contain `@`; ImgFlow has no decorators: pass the function to another one"
      )
    case "$": ("`$`", "names cannot contain `$`; in a string, interpolate with `\\(name)`")
    case "`": ("a backtick", "write strings as `\"…\"`, with `\\(…)` for values inside")
    case "\\":
      ("`\\` outside a string", "a line that ends in an operator continues on the next one")
    case "^": ("`^`", "write `math.pow(a, b)` for a power")
    case "~": ("`~`", "write `!` for “not”, and `string.matches(pattern)` to match a pattern")
    default: ("`\(character)`", "quote it if it belongs to a string")
    }
  }

  static func hashComment(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unknownCharacter, "`#` does not begin a comment", at: range, help: "write `// …`")
  }

  static func unknownOperator(_ range: SourceRange, write cure: String) -> Diagnostic {
    Diagnostic(
      .foreignOperator, "unknown operator `\(range.text)`", at: range, help: "write \(cure)")
  }

  static func unterminatedComment(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unterminatedComment, "this comment is never closed", at: range,
      label: "opened here; the file ends first", help: "close it with `*/`; comments nest")
  }

  // MARK: - Strings

  static func unterminatedString(
    _ range: SourceRange, isMultiline: Bool, inInterpolation: Bool, open: [SourceRange]
  ) -> Diagnostic {
    let help =
      if inInterpolation {
        "close the `\\(` with `)` and the string with `\(isMultiline ? "\"\"\"" : "\"")`"
      } else if isMultiline {
        "put `\"\"\"` on a separate line below the text"
      } else {
        "close it with `\"`, or use `\"\"\"` for a multiline string"
      }
    return Diagnostic(
      .unterminatedString, "this string is never closed", at: range,
      label: "opened here; the \(isMultiline ? "file" : "line") ends first",
      labels: open.map { Label($0, "this `\($0.text)` is still open") }, help: help)
  }

  static func unterminatedRawString(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unterminatedString, "this raw string is never closed", at: range,
      label: "opened here; the line ends first",
      help: "close it with `'`; a quote inside is doubled (`''`), or use `\"…\"`")
  }

  static func textAfterOpeningQuotes(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badMultilineString, "the text of a `\"\"\"` string begins on the next line", at: range,
      help: "end the line after `\"\"\"`, or use `\"…\"` for a string on one line")
  }

  static func closingQuotesNotAlone(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badMultilineString, "the closing `\"\"\"` must be on a separate line", at: range,
      help: "break the line before `\"\"\"`; that line end is not part of the string")
  }

  static func tooLittleIndentation(_ line: SourceRange, closing: SourceRange) -> Diagnostic {
    Diagnostic(
      .badMultilineString, "this line is indented less than the closing `\"\"\"`", at: line,
      labels: [Label(closing, "sets the indentation of every line")],
      help: "indent the line like the closing `\"\"\"`, or move that to the left")
  }

  static func badEscape(_ range: SourceRange, _ message: String, help: String?) -> Diagnostic {
    Diagnostic(.badEscape, message, at: range, help: help)
  }

  static func unwantedInterpolation(_ range: SourceRange, in place: String) -> Diagnostic {
    Diagnostic(
      .unwantedInterpolation, "\(place) cannot contain `\\(…)`", at: range,
      help: "write it out in full")
  }

  // MARK: - Numbers

  static func badNumber(_ range: SourceRange, _ message: String, help: String?) -> Diagnostic {
    Diagnostic(.badNumber, message, at: range, help: help)
  }

  // MARK: - Brackets

  /// The characters that open and close a bracket.
  typealias Spelling = (opener: String, closer: String)

  /// `found` closes something further out while `opener` is still open.
  static func unclosedBracket(
    _ opener: SourceRange, _ spelling: Spelling, foundInstead found: SourceRange
  ) -> Diagnostic {
    unclosedBracket(
      opener, spelling,
      Label(found, "expected `\(spelling.closer)` before this `\(found.text)`"))
  }

  /// `closer` closes `opener`, yet its indentation says that it was meant for one further out.
  static func unclosedBracket(
    _ opener: SourceRange, _ spelling: Spelling, misindented closer: SourceRange
  ) -> Diagnostic {
    unclosedBracket(
      opener, spelling, Label(closer, "indentation suggests this closes something further out"))
  }

  static func unclosedBracket(
    _ opener: SourceRange, _ spelling: Spelling, at end: SourceRange,
    belongsBefore outdented: SourceRange?
  ) -> Diagnostic {
    unclosedBracket(
      opener, spelling,
      outdented.map {
        Label($0, "indentation suggests the `\(spelling.closer)` belongs before this line")
      },
      label: "opened here, still open at the end of the file (line \(end.position.line))")
  }

  /// What would close `opener` is in a comment on its line.
  static func unclosedBracket(
    _ opener: SourceRange, _ spelling: Spelling, commentedOut comment: SourceRange
  ) -> Diagnostic {
    unclosedBracket(
      opener, spelling,
      Label(comment, "this is a comment, and the `\(spelling.closer)` is in it"),
      help: "close the bracket before the comment; write `div(a, b)` to divide and round down")
  }

  private static func unclosedBracket(
    _ opener: SourceRange, _ spelling: Spelling, _ clue: Label?, label: String = "opened here",
    help: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .unclosedBracket, "`\(spelling.opener)` has no matching `\(spelling.closer)`", at: opener,
      label: label, labels: clue.map { [$0] } ?? [], help: help)
  }

  static func mismatchedBracket(
    _ closer: SourceRange, opener: SourceRange, write expected: String
  ) -> Diagnostic {
    Diagnostic(
      .strayBracket, "`\(closer.text)` cannot close `\(opener.text)`", at: closer,
      labels: [Label(opener, "opened here")], help: "write `\(expected)`")
  }

  static func strayBracket(_ closer: SourceRange) -> Diagnostic {
    Diagnostic(
      .strayBracket, "`\(closer.text)` has no matching opening bracket", at: closer,
      help: "remove it, or add the opening bracket")
  }
}
