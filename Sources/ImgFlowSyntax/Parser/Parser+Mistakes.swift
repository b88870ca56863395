// Typical mistakes of users of other languages, and what to write instead.
extension Parser {
  // MARK: - Between statements

  /// What is wrong when a statement is complete and something else follows on its line.
  mutating func missingSeparator() -> Diagnostic {
    if let mistake = foreignMistake() { return mistake }
    if at(.equal) { return assignmentAsValue() }
    if at(.else) || at(.catch) { return misplaced(current) }
    let help =
      switch current.kind {
      case .leftBrace:
        isBehindMember
          ? "pass a lambda as an argument: `\(text(tokens[index - 1]))(x => …)`"
          : "a block follows `if`, `for`, `fn` and the like"
      case .comma: "put several values in a list: `[a, b]`"
      case .colon where peek().kind == .equal: "write `let x = …`, or `x = …` for a variable"
      case .colon: "write a type as in `let name: type = value`"
      case .fatArrow: "put the parameters of a function in `( )`"
      default:
        foreignHelp()
          ?? "put an operator or a `,` between them, or break the line or write `;` between statements"
      }
    return Diagnostic(
      .missingSeparator, "expected the end of the statement, found \(describe(current))",
      at: range(current), help: help)
  }

  /// What is wrong with a token that cannot begin a statement.
  func statementStartMistake(isFirst: Bool) -> Diagnostic? {
    let kind = current.kind
    if kind == .else || kind == .catch { return misplaced(current) }
    guard kind == .minus ? !isFirst : kind.isBinaryOperator || kind.continuesLine else {
      return nil
    }
    let help =
      kind == .minus
      ? "end the line before with `-` to subtract, or write `(-…)` for a negative value"
      : "end the line before with `\(kind.rawValue)` to continue it"
    return Diagnostic(
      .badLineStart, "a statement cannot begin with `\(kind.rawValue)`", at: range(current),
      help: help)
  }

  /// Reports a line in brackets that continues the value above it, though it looks as if it began the next
  /// item: `[10,⏎ 20⏎ -5]`.
  mutating func checkLineStart() {
    guard !context.lineEndsMatter, current.isFirstOnLine else { return }
    let sign = current.kind.rawValue
    let move =
      current.kind == .minus || current.kind == .ellipsis
      ? "move the `\(sign)` to the end of the line above to continue it"
      : "put the `\(sign)` directly after the value to continue it"
    report(
      Diagnostic(
        .badLineStart, "a line in brackets cannot begin with `\(sign)` after a complete value",
        at: range(current), labels: [.init(endOfPrevious, "the value ends here")],
        help: "end the line above with `,` to begin a new item, or \(move)"))
  }

  private func misplaced(_ token: Token) -> Diagnostic {
    let partner = token.kind == .else ? "if" : "try"
    return Diagnostic(
      .misplacedWord, "this `\(token.kind.rawValue)` has no matching `\(partner)`",
      at: range(token),
      help: "write it directly after the `}` of \(partner == "if" ? "an" : "a") `\(partner)`")
  }

  func braceOnNextLine() -> Diagnostic {
    Diagnostic(
      .badLineStart, "the `{` of a block belongs on the line before", at: range(current),
      labels: [.init(endOfPrevious, "here")], help: "move it to the end of that line")
  }

  // MARK: - Values

  /// Reports that a value is missing at the current token; to be thrown.
  mutating func operandMissing(_ expected: String) -> ParseFailure {
    if let mistake = doubledOperator() ?? statementAsValue() { return failure(mistake) }
    if at(.dot), peek().kind == .number {
      return unexpected(expected, help: "write `0.\(text(peek()))`")
    }
    if let help = foreignOperandHelp() { return unexpected(expected, help: help) }
    if at(.slash) {
      return unexpected(expected, help: "regular expressions are raw strings: `'[a-z]+'`")
    }
    if current.kind.isKeyword, !isAtLineEnd { return failure(keywordAsName()) }
    return unexpected(expected)
  }

  /// `x++`, `x--`, `**`, `<>` and the like: two operators in a row.
  private func doubledOperator() -> Diagnostic? {
    guard let last = previous else { return nil }
    if at(.plus), last.kind == .plus { return increment(index - 1, "+") }
    guard last.end == current.start || last.kind == current.kind else { return nil }
    let both = range(last).through(range(current))
    switch (last.kind, current.kind) {
    case (.star, .star): return foreignOperator("**", both, "write `math.pow(x, n)`")
    case (.less, .less):
      return foreignOperator(
        "<<", both, "write `list.push(x)` to add to a list, `x * math.pow(2, n)` to shift")
    case (.greater, .greater):
      return foreignOperator(">>", both, "write `div(x, math.pow(2, n))` to shift")
    case (.lessOrEqual, .greater):
      return foreignOperator(
        "<=>", both, "compare with `<`; `sortBy` sorts by what a function returns")
    case (.andAnd, .equal), (.orOr, .equal):
      let sign = last.kind.rawValue
      return foreignOperator(sign + "=", both, "write `x = x \(sign) …`")
    case (.less, .greater): return foreignOperator("<>", both, "write `!=`")
    case (let first, let second) where first == second && first.isBinaryOperator:
      return Diagnostic(
        .unexpectedToken, "expected a value after `\(first.rawValue)`, found `\(second.rawValue)`",
        at: range(current), help: "remove one of them")
    default: return nil
    }
  }

  /// `x--`, where nothing follows on the line that could be negated twice.
  func decrement() -> Diagnostic? {
    guard at(.minus), let last = previous, last.kind == .minus, last.end == current.start else {
      return nil
    }
    if peek().isFirstOnLine || !startsOperand(peek()) { return increment(index - 1, "-") }
    // What touches its operand is negated twice.
    guard peek().start > current.end else { return nil }
    return foreignOperator(
      "--", range(last).through(range(current)),
      "comments begin with `//`; to subtract a negative value write `- -x`")
  }

  private func increment(_ first: Int, _ sign: String) -> Diagnostic {
    let place = range(tokens[first]).through(range(tokens[first + 1]))
    return foreignOperator(sign + sign, place, "write `x \(sign)= 1`")
  }

  private func foreignOperator(_ sign: String, _ range: SourceRange, _ help: String) -> Diagnostic {
    Diagnostic(.foreignOperator, "unknown operator `\(sign)`", at: range, help: help)
  }

  /// A statement where a value is expected.
  private func statementAsValue() -> Diagnostic? {
    let help: String
    switch current.kind {
    case .fn: help = "write a lambda: `x => …` or `(a, b) => …`"
    case .for, .while: help = "for the list of the results use `.map(x => …)` or `parallel for`"
    case .throw, .return: help = "write it in braces: `{ \(current.kind.rawValue) … }`"
    case .break, .continue: help = "write it in braces: `{ \(current.kind.rawValue) }`"
    case .let, .var: help = "declare it in a separate statement"
    default: return nil
    }
    guard !isAtLineEnd else { return nil }
    return Diagnostic(
      .misplacedWord, "`\(current.kind.rawValue)` is a statement and has no value",
      at: range(current), help: help)
  }

  /// A word at the current token that stands for a value or prefix operator in other languages.
  func foreignOperandMistake() -> Diagnostic? {
    let word = text(current)
    if let right = Self.foreignValues[word] {
      return Diagnostic(
        .foreignWord, "ImgFlow has no `\(word)`", at: range(current), help: "write `\(right)`")
    }
    guard word == "not", startsOperand(peek()), !peek().isFirstOnLine, peek().kind != .leftParen
    else { return nil }
    return foreignOperator("not", range(current), "write `!`")
  }

  static let foreignValues = [
    "None": "null", "nil": "null", "undefined": "null", "NULL": "null", "Null": "null",
    "True": "true", "TRUE": "true", "False": "false", "FALSE": "false",
  ]

  func keywordAsName() -> Diagnostic {
    let word = text(current)
    return Diagnostic(
      .keywordAsName, "`\(word)` is a keyword and cannot be a name", at: range(current),
      help: "choose another name, such as `\(word)_`")
  }

  // MARK: - Operators

  func chainedRange() -> Diagnostic {
    Diagnostic(
      .chainedComparison, "ranges do not chain", at: range(current),
      help: "a range has two ends: `a..<b`")
  }

  func chainedComparison(_ left: Expression) -> Diagnostic {
    var middle = "b"
    switch left.kind {
    case .binary(_, _, _, let right): middle = right.range.text
    case .typeTest(let value, _, _): middle = value.range.text
    default: break
    }
    let sign = text(current)
    let both = "\(left.range.text) && \(middle) \(sign) …"
    let isShort = both.utf8.count <= 60 && !both.utf8.contains(UInt8(ascii: "\n"))
    return Diagnostic(
      .chainedComparison, "comparisons do not chain", at: range(current),
      help: "join two with `&&`: `\(isShort ? both : "a < b && b < c")`")
  }

  /// An operator of another language after a complete value; nil if it is something else.
  func foreignInfix() -> Diagnostic? {
    guard let previous, endsOperand(previous), !isAtLineEnd else { return nil }
    let place = range(current)
    switch current.kind {
    case .ampersand: return foreignOperator("&", place, "write `&&` for “and”")
    case .bar: return foreignOperator("|", place, "write `||` for “or”, `|>` to pass a value on")
    case .question:
      return question()
    case .if:
      return Diagnostic(
        .foreignOperator, "ImgFlow has no `a if b else c`", at: place,
        help: "write `if b { a } else { c }`, which is an expression")
    case .as:
      return foreignOperator("as", place, "convert with `.toInt()`, `.toFloat()` or `\"\\(x)\"`")
    case .not: return foreignOperator("!", place, "`!` goes before a condition, as in `!done`")
    case .identifier:
      let word = text(current)
      if word == "not", peek().kind == .in {
        return foreignOperator("not in", place.through(range(peek())), "write `!in`")
      }
      return Self.foreignInfixes[word].map { foreignOperator(word, place, $0) }
        ?? Self.foreignFollowers[word].map { unknownWord(current, $0) }
    default: return nil
    }
  }

  /// `a ? b : c`, `a ?: b`, or a method such as Ruby's `empty?`.
  private func question() -> Diagnostic {
    if peek().kind == .colon, peek().start == current.end {
      return foreignOperator("?:", range(current).through(range(peek())), "write `a ?? b`")
    }
    if isBehindMember, previous?.end == current.start,
      peek().isFirstOnLine || !startsOperand(peek())
    {
      let name = text(tokens[index - 1])
      let rows = ForeignNames.anything(name)
      return Diagnostic(
        .foreignOperator, "names cannot contain `?`", at: range(current),
        help: ForeignNames.help(rows, for: nil) ?? "leave it out")
    }
    return Diagnostic(
      .foreignOperator, "ImgFlow has no `a ? b : c`", at: range(current),
      help: "write `if a { b } else { c }`, which is an expression")
  }

  /// Whether the token before is the name of a member.
  private var isBehindMember: Bool {
    index > 1 && tokens[index - 1].kind == .identifier && tokens[index - 2].kind == .dot
  }

  /// Whether a token can end an expression.
  private func endsOperand(_ token: Token) -> Bool {
    switch token.kind {
    case .identifier, .number, .rawString, .null, .true, .false: true
    default: token.kind.isCloser
    }
  }

  private static let foreignInfixes = [
    "and": "write `&&`", "or": "write `||`", "not": "write `!`", "mod": "write `%`",
    "instanceof": "write `is`", "div": "write `div(a, b)`", "xor": "write `a != b`",
    "eq": "write `==`", "ne": "write `!=`", "lt": "write `<`", "gt": "write `>`",
    "unless": "write `if !(…) { … }` before it",
  ]

  /// Words that go on after a condition or a block in other languages.
  private static let foreignFollowers = [
    "elif": "write `else if`", "elsif": "write `else if`", "elseif": "write `else if`",
    "then": "put the block in `{ }`", "do": "put the block in `{ }`",
    "of": "write `in`", "except": "write `catch`", "rescue": "write `catch`",
    "finally": "write `defer { … }` before it",
  ]
}
