// Types, as they come after `:`, `->` and `is`.
extension Parser {
  /// type = suffixed ("|" suffixed)*
  mutating func parseTypeExpression() throws(ParseFailure) -> TypeExpression {
    let first = try parseSuffixedType()
    guard isAtUnion else { return first }
    var members = [first]
    while isAtUnion {
      advance()
      members.append(try parseSuffixedType())
    }
    return TypeExpression(.union(members), at: range(from: first.range.start))
  }

  /// Whether another member of a union follows. In a pattern, `is A | is B` and `n is A | n is B` are two
  /// alternatives rather than one type.
  private var isAtUnion: Bool {
    at(.bar) && peek().kind != .is && !(peek().kind == .identifier && peek(2).kind == .is)
  }

  /// suffixed = type-primary (bounds | "?")*
  mutating func parseSuffixedType() throws(ParseFailure) -> TypeExpression {
    let outerHeight = height
    height = 0
    defer { height = max(outerHeight, height) }
    var type = try parseTypePrimary()
    while !isAtLineEnd {
      if at(.leftParen) {
        type = try parseBounds(of: type)
      } else if accept(.question) != nil {
        type = TypeExpression(.optional(type), at: range(from: type.range.start))
      } else {
        break
      }
      try addLink()
    }
    if at(.coalesce), !isAtLineEnd { throw failure(.doubledOptional(range(current))) }
    return type
  }

  /// bounds = "(" number? ("..." | "..<") number? ")"
  mutating func parseBounds(of type: TypeExpression) throws(ParseFailure) -> TypeExpression {
    let opener = index
    let outer = try enter(.brackets)
    defer { leave(outer) }
    advance()
    let lower = try isAtRangeSign ? nil : parseBound()
    guard isAtRangeSign else {
      throw unexpected("`...` or `..<` in the bounds", help: "write bounds like `int(1...100)`")
    }
    let isClosed = advance().kind == .ellipsis
    let upper = try at(.rightParen) ? nil : parseBound()
    try expectClose(opener, "`)` after the bounds")
    return TypeExpression(
      .bounded(type, lower: lower, upper: upper, isClosed: isClosed),
      at: range(from: type.range.start))
  }

  private var isAtRangeSign: Bool { at(.ellipsis) || at(.halfOpenRange) }

  private mutating func parseBound() throws(ParseFailure) -> Expression {
    guard startsOperand(current) else { throw unexpected("a number in the bounds") }
    return try parseOperators(atLeast: .sum)
  }

  /// type-primary = name ("." name)* | "[" type "]" | object-type | literal | "(" type ")"
  mutating func parseTypePrimary() throws(ParseFailure) -> TypeExpression {
    let start = current.start
    if isAtLineEnd, previous?.kind.expectsMore != true, previous?.kind != .colon {
      throw unexpected("a type", help: foreignTypeHelp())
    }
    switch current.kind {
    case .identifier: return try parseNamedType()
    case .null:
      let name = makeName(advance())
      return TypeExpression(.named([name]), at: name.range)
    case .leftBracket, .leftParen: return try parseBracketedType()
    case .leftBrace: return try parseObjectType()
    case .number, .minus, .rawString, .stringStart, .true, .false:
      let literal = try parsePatternLiteral()
      return TypeExpression(.literal(literal), at: range(from: start))
    case .fn:
      throw failure(
        Diagnostic(
          .badType, "`fn` is not a type", at: range(current), help: "write `function`"))
    default: throw unexpected("a type", help: foreignTypeHelp())
    }
  }

  private mutating func parseNamedType() throws(ParseFailure) -> TypeExpression {
    var names = [makeName(advance())]
    while at(.dot), !isAtLineEnd {
      advance()
      names.append(try parseWord("the name of a type after `.`"))
    }
    return TypeExpression(.named(names), at: range(from: names[0].range.start))
  }

  /// `[T]`, or a type in parentheses.
  private mutating func parseBracketedType() throws(ParseFailure) -> TypeExpression {
    let opener = index
    let outer = try enter(.brackets)
    defer { leave(outer) }
    let isList = advance().kind == .leftBracket
    let type = try parseTypeExpression()
    try expectClose(opener, isList ? "`]` after the type of the items" : "`)` after the type")
    let range = range(from: tokens[opener].start)
    return TypeExpression(isList ? .list(type) : type.kind, at: range)
  }

  // MARK: - Objects

  /// object-type = "{" (field-names (":" type)? ("," …)*)? ("," "...")? ","? "}"
  ///
  /// Names before one `:` share its type (`{x, y: int}`); without a type a field may hold anything. Only
  /// `{string: T}` has no fields: it is an object with any keys. A field `string` is written `{"string": T}`.
  private mutating func parseObjectType() throws(ParseFailure) -> TypeExpression {
    let start = current.start
    let isMap = isAtMap
    var fields: [TypeExpression.Field] = []
    var pending: [TypeExpression.Field] = []
    var isOpen = false
    try parseList(orClose: "`,` or `}` after a field") { parser throws(ParseFailure) in
      if parser.accept(.ellipsis) != nil {
        isOpen = true
      } else {
        pending.append(try parser.parseTypeFieldName())
      }
      guard parser.accept(.colon) != nil else { return }
      let type = try parser.parseTypeExpression()
      fields += pending.map { $0.with(type) }
      pending = []
    }
    let range = range(from: start)
    if isMap, !isOpen, pending.isEmpty, fields.count == 1 {
      return TypeExpression(.map(fields[0].type), at: range)
    }
    return TypeExpression(.object(fields + pending, isOpen: isOpen), at: range)
  }

  /// Whether `{string:` begins here.
  private var isAtMap: Bool { isWord(peek(), "string") && peek(2).kind == .colon }

  /// field-name = (word | string) "?"?; the type is `any` until `with` gives the field another.
  mutating func parseTypeFieldName() throws(ParseFailure) -> TypeExpression.Field {
    let documentation = documentation(before: index)
    let name: Name
    if isAtString {
      let (text, range) = try parsePlainString("the name of a field")
      name = Name(text: text, range: range, id: makeID())
    } else {
      name = try parseWord("the name of a field")
    }
    let any = Name(text: "any", range: name.range, id: makeID())
    return TypeExpression.Field(
      name: name, type: TypeExpression(.named([any]), at: name.range),
      isOptional: accept(.question) != nil, documentation: documentation)
  }
}

extension TypeExpression.Field {
  /// Returns the field with another type.
  func with(_ type: TypeExpression) -> TypeExpression.Field {
    TypeExpression.Field(
      name: name, type: type, isOptional: isOptional, documentation: documentation)
  }
}
