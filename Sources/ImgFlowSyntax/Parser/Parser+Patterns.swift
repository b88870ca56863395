// Patterns: what takes a value apart.
extension Parser {
  /// What a pattern is for.
  enum PatternUse {
    /// It declares names, and cannot fail by comparing.
    case binding
    /// It is compared with a value, and declares names.
    case matching
    /// It holds places that are assigned to.
    case assignment
  }

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
    case .leftBrace where !isAtLineEnd, .leftBracket where !isAtLineEnd:
      return try parseUnpacking(for: .binding)
    case .number, .rawString, .stringStart, .null, .true, .false:
      throw failure(literalInBinding(expected))
    default:
      let isWildcard = atWord("_")
      let name = try parseName(expected)
      return Pattern(isWildcard ? .wildcard : .binding(name), at: name.range)
    }
  }

  /// alternative = binding-pattern | literal (("..." | "..<") literal)? | name? "is" type
  private mutating func parseAlternative() throws(ParseFailure) -> Pattern {
    let start = current.start
    switch current.kind {
    case .leftBrace, .leftBracket: return try parseUnpacking(for: .matching)
    case .is: return try parseTypePattern(nil, from: start)
    case .number, .rawString, .stringStart, .null, .true, .false, .minus:
      return try parseLiteralPattern()
    case .else: throw failure(elseInPattern())
    default:
      let isWildcard = atWord("_")
      let name = try parseName("a pattern")
      if at(.dot) || at(.leftParen), !isAtLineEnd { throw failure(valueInPattern(name)) }
      if at(.is), !isAtLineEnd { return try parseTypePattern(isWildcard ? nil : name, from: start) }
      return Pattern(isWildcard ? .wildcard : .binding(name), at: name.range)
    }
  }

  /// type-pattern = name? "is" type
  private mutating func parseTypePattern(
    _ name: Name?, from start: Int
  ) throws(ParseFailure) -> Pattern {
    advance()
    let type = try parseTypeExpression()
    return Pattern(.type(name, type), at: range(from: start))
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

  /// Reads an object or list pattern from its bracket on.
  mutating func parseUnpacking(for use: PatternUse) throws(ParseFailure) -> Pattern {
    try at(.leftBrace) ? parseObjectPattern(for: use) : parseListPattern(for: use)
  }

  // MARK: - Objects

  /// object-pattern = "{" (field ("," field)* ("," "..." name?)? ","?)? "}"
  private mutating func parseObjectPattern(for use: PatternUse) throws(ParseFailure) -> Pattern {
    let start = current.start
    var fields: [Pattern.Field] = []
    var rest: Pattern.Rest?
    try parseList(orClose: "`,` or `}` after a field") { parser throws(ParseFailure) in
      if let rest { throw parser.failure(.restNotLast(rest.range)) }
      if parser.at(.ellipsis) {
        rest = try parser.parseRest(for: use)
      } else {
        fields.append(try parser.parseFieldPattern(for: use))
      }
    }
    return Pattern(.object(fields, rest: rest), at: range(from: start))
  }

  /// field = (word | string) ":" pattern default? | name ("is" type)? default?, default = "=" expression
  private mutating func parseFieldPattern(for use: PatternUse) throws(ParseFailure) -> Pattern.Field
  {
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
        let name = makeName(tokens[index - 1])
        let kind: Pattern.Kind =
          use == .assignment ? .place(Expression(.name(name), at: key.range)) : .binding(name)
        let pattern =
          try at(.is) && use == .matching
          ? parseTypePattern(name, from: key.range.start) : Pattern(kind, at: key.range)
        return Pattern.Field(key: key, pattern: pattern, defaultValue: try parseDefault())
      }
    }
    let pattern = try parseNested(use)
    return Pattern.Field(key: key, pattern: pattern, defaultValue: try parseDefault())
  }

  private mutating func parseNested(_ use: PatternUse) throws(ParseFailure) -> Pattern {
    switch use {
    case .binding: try parseBindingPattern("a name")
    case .matching: try parsePattern()
    case .assignment: try parseTarget()
    }
  }

  private mutating func parseDefault() throws(ParseFailure) -> Expression? {
    try accept(.equal) == nil ? nil : parseValue("a value after `=`")
  }

  // MARK: - Lists

  /// list-pattern = "[" (element | rest) ("," (element | rest))* ","? "]", with at most one rest
  private mutating func parseListPattern(for use: PatternUse) throws(ParseFailure) -> Pattern {
    let start = current.start
    var before: [Pattern.Element] = []
    var after: [Pattern.Element] = []
    var rest: Pattern.Rest?
    try parseList(orClose: "`,` or `]` after an item") { parser throws(ParseFailure) in
      if parser.at(.ellipsis) {
        let found = try parser.parseRest(for: use)
        if let rest { throw parser.failure(.secondRest(found.range, first: rest.range)) }
        rest = found
        return
      }
      let pattern = try parser.parseNested(use)
      let element = Pattern.Element(pattern: pattern, defaultValue: try parser.parseDefault())
      if rest == nil { before.append(element) } else { after.append(element) }
    }
    return Pattern(.list(before, rest: rest, after: after), at: range(from: start))
  }

  /// rest = "..." (name | place)?
  private mutating func parseRest(for use: PatternUse) throws(ParseFailure) -> Pattern.Rest {
    let start = advance().start
    guard at(.identifier) else { return Pattern.Rest(target: nil, range: range(from: start)) }
    let target: Pattern
    if use == .assignment {
      target = try parseTarget()
    } else {
      let name = try parseName("a name after `...`")
      target = Pattern(.binding(name), at: name.range)
    }
    return Pattern.Rest(target: target, range: range(from: start))
  }
}
