// Members, indexes and calls after a value.
extension Parser {
  /// postfix = primary (("." | "?.") word | ("[" | "?[") index "]" | "(" arguments ")")*
  mutating func parsePostfix() throws(ParseFailure) -> Expression {
    let outerHeight = height
    height = 0
    defer { height = max(outerHeight, height) }
    var value = try parsePrimary()
    var isChain = false
    while let (link, isOptional) = try parseLink(after: value) {
      value = link
      isChain = isChain || isOptional
      try addLink()
    }
    return isChain ? Expression(.chain(value), at: value.range) : value
  }

  /// Reads one link of a chain; nil if the chain ends here.
  private mutating func parseLink(
    after value: Expression
  ) throws(ParseFailure) -> (Expression, isOptional: Bool)? {
    let isOptional = at(.questionDot) || at(.questionBracket)
    if at(.leftBracket) || at(.leftParen), !isAtLineEnd { checkLineStart() }
    let kind: Expression.Kind
    switch current.kind {
    case .dot, .questionDot:
      advance()
      kind = .member(value, try parseMember(of: value), isOptional: isOptional)
    case .leftBracket where !isAtLineEnd, .questionBracket where !isAtLineEnd:
      kind = .index(value, try parseIndex(), isOptional: isOptional)
    case .leftParen where !isAtLineEnd:
      kind = .call(value, try parseArguments())
    default:
      return nil
    }
    return (Expression(kind, at: range(from: value.range.start)), isOptional)
  }

  private mutating func parseMember(of value: Expression) throws(ParseFailure) -> Name {
    if at(.number) {
      throw unexpected(
        "a member name after `.`", help: "items of a list are read with `[\(text(current))]`")
    }
    return try parseWord("a member name after `.`")
  }

  /// index = expression | range with an end left out
  private mutating func parseIndex() throws(ParseFailure) -> Expression {
    let opener = index
    var inside = Context.brackets
    inside.allowsOpenRange = true
    let outer = try enter(inside)
    defer { leave(outer) }
    advance()
    let value = try at(.halfOpenRange) || at(.ellipsis) ? parseOpenRange() : parseIndexValue()
    if let mistake = sliceMistake(opener) { throw failure(mistake) }
    try expectClose(opener, "`]` after the index")
    return value
  }

  private mutating func parseIndexValue() throws(ParseFailure) -> Expression {
    if let mistake = sliceMistake(index - 1) { throw failure(mistake) }
    guard startsOperand(current) else { throw operandMissing("an index") }
    return try parseExpression()
  }

  /// A range without its lower end: `xs[..<3]`.
  private mutating func parseOpenRange() throws(ParseFailure) -> Expression {
    let sign = advance()
    let upper = at(.rightBracket) ? nil : try parseOperators(atLeast: .sum)
    return Expression(
      .range(nil, upper, isClosed: sign.kind == .ellipsis), at: range(from: sign.start))
  }

  /// arguments = (argument ("," argument)* ","?)?
  mutating func parseArguments() throws(ParseFailure) -> [Argument] {
    var arguments: [Argument] = []
    try parseList(orClose: "`,` or `)` after an argument") { parser throws(ParseFailure) in
      arguments.append(try parser.parseArgument(after: arguments.last))
    }
    return arguments
  }

  /// argument = "..." expression | (word ":")? expression
  private mutating func parseArgument(after last: Argument?) throws(ParseFailure) -> Argument {
    if accept(.ellipsis) != nil {
      return Argument(label: nil, value: try parseValue("a value after `...`"), isSpread: true)
    }
    var label: Name?
    if isAtWord, peek().kind == .equal { report(argumentWithEqual()) }
    if isAtWord, peek().kind == .colon || peek().kind == .equal {
      label = makeName(advance())
      advance()
    } else if last?.label != nil, startsOperand(current) {
      report(positionalAfterNamed())
    }
    let value = try parseValue("an argument")
    return Argument(label: label, value: value, isSpread: false)
  }

  /// Reads an expression inside brackets, where line ends do not matter.
  mutating func parseValue(_ expected: String) throws(ParseFailure) -> Expression {
    guard startsOperand(current) else { throw operandMissing(expected) }
    return try parseExpression()
  }
}
