// Assignments, to one place or to several by a pattern.
extension Parser {
  /// assignment = place ("=" | "+=" | "-=" | "*=" | "/=" | "%=" | "??=") expression | places "=" expression
  mutating func parseExpressionOrAssignment() throws(ParseFailure) -> Statement.Kind {
    if isAtPlaces { return try parsePatternAssignment() }
    let place = try parseExpression()
    guard current.kind.isAssignment, !isAtLineEnd else { return .expression(place) }
    if let mistake = assignmentMistake(place) { throw failure(mistake) }
    let sign = advance()
    let value = try parseOperand("a value after `\(sign.kind.rawValue)`")
    let operation = BinaryOperator(rawValue: String(sign.kind.rawValue.dropLast()))
    return .assignment(place: place, operation, value)
  }

  /// Whether brackets are next that `=` follows.
  private var isAtPlaces: Bool {
    guard at(.leftBracket) || at(.leftBrace), let next = tokenAfterBrackets(at: index) else {
      return false
    }
    return next.kind == .equal && !(context.lineEndsMatter && next.isFirstOnLine)
  }

  /// places = object-places | list-places
  private mutating func parsePatternAssignment() throws(ParseFailure) -> Statement.Kind {
    let pattern = try parseUnpacking(for: .assignment)
    try expect(.equal, "after the pattern")
    return .patternAssignment(pattern, try parseOperand("a value after `=`"))
  }

  /// target = "_" | place | object-places | list-places
  mutating func parseTarget() throws(ParseFailure) -> Pattern {
    if at(.leftBrace) || at(.leftBracket) { return try parseUnpacking(for: .assignment) }
    if atWord("_"), peek().kind != .dot, peek().kind != .leftBracket {
      return Pattern(.wildcard, at: range(advance()))
    }
    guard at(.identifier) else { throw unexpected("a variable, or a place in one") }
    let place = try parsePostfix()
    if let mistake = assignmentMistake(place) { throw failure(mistake) }
    return Pattern(.place(place), at: place.range)
  }
}
