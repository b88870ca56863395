// Patterns: what takes a value apart.
extension Parser {
  /// pattern = alternative ("|" alternative)*
  ///
  /// All alternatives bind the same names: what stands to the right of the pattern may use them.
  mutating func parsePattern() throws(ParseFailure) -> Pattern {
    let first = try parseAlternative()
    guard at(.bar) else { return first }
    var alternatives = [first]
    while accept(.bar) != nil { alternatives.append(try parseAlternative()) }
    if let mistake = Self.unevenNames(alternatives) { report(mistake) }
    return Pattern(.alternatives(alternatives), at: range(from: first.range.start))
  }

  /// binding-pattern = "_" | name | object-pattern | list-pattern
  ///
  /// The patterns of `let`, `var`, `for` and parameters: it cannot fail by comparing.
  mutating func parseBindingPattern(_ expected: String) throws(ParseFailure) -> Pattern {
    switch current.kind {
    case .leftBrace where !isAtLineEnd: return try parseObjectPattern(isBinding: true)
    case .leftBracket where !isAtLineEnd: return try parseListPattern(isBinding: true)
    case .number, .rawString, .stringStart, .null, .true, .false:
      throw failure(literalInBinding(expected))
    default:
      let isWildcard = atWord("_")
      let name = try parseName(expected)
      return Pattern(isWildcard ? .wildcard : .binding(name), at: name.range)
    }
  }

  /// alternative = binding-pattern | literal (("..." | "..<") literal)? | "is" type
  private mutating func parseAlternative() throws(ParseFailure) -> Pattern {
    let start = current.start
    switch current.kind {
    case .leftBrace: return try parseObjectPattern(isBinding: false)
    case .leftBracket: return try parseListPattern(isBinding: false)
    case .is:
      advance()
      let type = try parseTypeExpression()
      return Pattern(.type(type), at: range(from: start))
    case .number, .rawString, .stringStart, .null, .true, .false, .minus:
      return try parseLiteralPattern()
    case .else: throw failure(elseInPattern())
    default:
      let isWildcard = atWord("_")
      let name = try parseName("a pattern")
      if at(.dot) || at(.leftParen), !isAtLineEnd { throw failure(valueInPattern(name)) }
      return Pattern(isWildcard ? .wildcard : .binding(name), at: name.range)
    }
  }

  private mutating func parseLiteralPattern() throws(ParseFailure) -> Pattern {
    let lower = try parsePatternLiteral()
    guard at(.ellipsis) || at(.halfOpenRange) else {
      return Pattern(.literal(lower), at: lower.range)
    }
    let sign = advance()
    let upper = try parsePatternLiteral()
    return Pattern(
      .range(lower, upper, isClosed: sign.kind == .ellipsis), at: lower.range.through(upper.range))
  }

  /// literal = "-"? number | string | "null" | "true" | "false"
  mutating func parsePatternLiteral() throws(ParseFailure) -> Expression {
    switch current.kind {
    case .minus where peek().kind == .number:
      let sign = advance()
      let number = try parseNumber()
      return Expression(.unary(.negate, number), at: range(sign).through(number.range))
    case .rawString, .stringStart:
      let (text, range) = try parsePlainString("a pattern")
      return Expression(.string(text), at: range)
    case .number, .null, .true, .false: return try parsePrimary()
    default: throw unexpected("a literal in the pattern")
    }
  }

  // MARK: - Objects

  /// object-pattern = "{" (field ("," field)* ("," "..." name?)? ","?)? "}"
  private mutating func parseObjectPattern(isBinding: Bool) throws(ParseFailure) -> Pattern {
    let start = current.start
    var fields: [Pattern.Field] = []
    var rest: Pattern.Rest?
    try parseList(orClose: "`,` or `}` after a field") { parser throws(ParseFailure) in
      if let rest { throw parser.failure(.restNotLast(rest.range)) }
      if parser.at(.ellipsis) {
        rest = try parser.parseRest()
      } else {
        fields.append(try parser.parseFieldPattern(isBinding: isBinding))
      }
    }
    return Pattern(.object(fields, rest: rest), at: range(from: start))
  }

  /// field = (word | string) ":" pattern default? | name default?, default = "=" expression
  private mutating func parseFieldPattern(isBinding: Bool) throws(ParseFailure) -> Pattern.Field {
    let key: Name
    let isKeyword = current.kind.isKeyword
    if isAtString {
      let (text, range) = try parsePlainString("a key")
      key = Name(text: text, range: range, id: makeID())
      try expect(.colon, "after the key", help: "write `\"key\": name`")
    } else if isKeyword, peek().kind != .colon {
      throw failure(keywordAsName())
    } else {
      key = try parseWord("the name of a field")
      guard accept(.colon) != nil else {
        let pattern = Pattern(.binding(makeName(tokens[index - 1])), at: key.range)
        return Pattern.Field(key: key, pattern: pattern, defaultValue: try parseDefault())
      }
    }
    let pattern = try parseNested(isBinding)
    return Pattern.Field(key: key, pattern: pattern, defaultValue: try parseDefault())
  }

  private mutating func parseNested(_ isBinding: Bool) throws(ParseFailure) -> Pattern {
    try isBinding ? parseBindingPattern("a name") : parsePattern()
  }

  private mutating func parseDefault() throws(ParseFailure) -> Expression? {
    try accept(.equal) == nil ? nil : parseValue("a value after `=`")
  }

  // MARK: - Lists

  /// list-pattern = "[" (element | rest) ("," (element | rest))* ","? "]", with at most one rest
  private mutating func parseListPattern(isBinding: Bool) throws(ParseFailure) -> Pattern {
    let start = current.start
    var before: [Pattern.Element] = []
    var after: [Pattern.Element] = []
    var rest: Pattern.Rest?
    try parseList(orClose: "`,` or `]` after an item") { parser throws(ParseFailure) in
      if parser.at(.ellipsis) {
        let found = try parser.parseRest()
        if let rest { throw parser.failure(.secondRest(found.range, first: rest.range)) }
        rest = found
        return
      }
      let pattern = try parser.parseNested(isBinding)
      let element = Pattern.Element(pattern: pattern, defaultValue: try parser.parseDefault())
      if rest == nil { before.append(element) } else { after.append(element) }
    }
    return Pattern(.list(before, rest: rest, after: after), at: range(from: start))
  }

  /// rest = "..." name?
  private mutating func parseRest() throws(ParseFailure) -> Pattern.Rest {
    let start = advance().start
    let name = try at(.identifier) ? parseName("a name after `...`") : nil
    return Pattern.Rest(name: name, range: range(from: start))
  }
}
