// Primary expressions: literals, names, and everything in brackets.
extension Parser {
  /// primary = literal | name | lambda | "(" expression ")" | list | object | block | if | match
  ///         | try | parallel | guarded
  mutating func parsePrimary() throws(ParseFailure) -> Expression {
    let token = current
    switch token.kind {
    case .null, .true, .false: return parseWordLiteral()
    case .number: return try parseNumber()
    case .rawString: return parseRawString()
    case .stringStart: return try parseString()
    case .identifier: return try parseNamed()
    case .leftParen: return try isAtLambda ? parseLambda() : parseParenthesized()
    case .leftBracket: return try parseListLiteral()
    case .leftBrace: return try opensObject(at: index) ? parseObject() : parseBlockExpression()
    case .if: return try parseIf()
    case .match: return try parseMatch()
    case .try: return try parseTry()
    default: throw operandMissing("a value")
    }
  }

  /// Whether a token can begin an expression.
  func startsOperand(_ token: Token) -> Bool {
    switch token.kind {
    case .null, .true, .false, .number, .rawString, .stringStart, .identifier, .leftParen,
      .leftBracket, .leftBrace, .if, .match, .try, .minus, .not, .tryOptional:
      true
    default: false
    }
  }

  private mutating func parseWordLiteral() -> Expression {
    let token = advance()
    let kind: Expression.Kind = token.kind == .null ? .null : .bool(token.kind == .true)
    return Expression(kind, at: range(token))
  }

  /// named = name | lambda | parallel | guarded
  private mutating func parseNamed() throws(ParseFailure) -> Expression {
    if isAtLambda { return try parseLambda() }
    if let construct = try parseContextualConstruct() { return construct }
    if let mistake = foreignOperandMistake() { throw failure(mistake) }
    let name = makeName(advance())
    return Expression(.name(name), at: name.range)
  }

  /// parenthesized = "(" expression ")"
  mutating func parseParenthesized() throws(ParseFailure) -> Expression {
    let opener = index
    let outer = try enter(.brackets)
    defer { leave(outer) }
    advance()
    let value = try parseValue("a value in `( )`")
    if at(.equal) { throw failure(assignmentAsValue()) }
    if at(.comma) { throw failure(tuple(after: opener)) }
    try expectClose(opener, "`)`")
    return Expression(value.kind, at: range(from: tokens[opener].start))
  }

  /// list = "[" (element ("," element)* ","?)? "]", element = "..."? expression
  private mutating func parseListLiteral() throws(ParseFailure) -> Expression {
    let start = current.start
    var elements: [Expression.ListElement] = []
    try parseList(orClose: "`,` or `]` after an item") { parser throws(ParseFailure) in
      if parser.accept(.ellipsis) != nil {
        elements.append(.spread(try parser.parseValue("a list after `...`")))
      } else {
        elements.append(.item(try parser.parseValue("a value or `]`")))
      }
    }
    return Expression(.list(elements), at: range(from: start))
  }

  private mutating func parseBlockExpression() throws(ParseFailure) -> Expression {
    let block = try parseBraces()
    return Expression(.block(block), at: block.range)
  }
}
