// The rules of errors, and the shapes of bodies.
extension Parser {
  /// errors = "errors" "{" rule* "}"
  mutating func parseErrorRules() throws(ParseFailure) -> [VendorErrorRule] {
    advance()
    var rules: [VendorErrorRule] = []
    try parseClauses("after `errors`") { parser throws(ParseFailure) in
      rules += try parser.parseErrorRule()
    }
    return rules
  }

  /// rule = (number | "else") ("for" "invalid")? shape ("also" shape)* ("is" name ("when" expression)?)?
  ///
  /// Each shape is a separate rule: all are read, the first is written.
  private mutating func parseErrorRule() throws(ParseFailure) -> [VendorErrorRule] {
    let start = current.start
    let status = try accept(.else) == nil ? parseStatus() : nil
    var isForInvalid = false
    if accept(.for) != nil {
      try expectWord("invalid", "after `for`")
      isForInvalid = true
    }
    let shapes = try parseBodyShapes()
    var kind: Name?
    var condition: Expression?
    if accept(.is) != nil {
      kind = try parseName("a kind of error after `is`")
      if acceptWord("when") != nil { condition = try parseOperand("a condition after `when`") }
    }
    let range = range(from: start)
    return shapes.map {
      VendorErrorRule(
        status: status, isForInvalid: isForInvalid, shape: $0, kind: kind, condition: condition,
        range: range)
    }
  }

  /// A status of HTTP, as a number.
  mutating func parseStatus() throws(ParseFailure) -> Int {
    guard at(.number), let status = Int(text(current)), 100...599 ~= status else {
      throw unexpected("a status such as 422, or `else`")
    }
    advance()
    return status
  }

  /// shapes = shape ("also" shape)*
  mutating func parseBodyShapes() throws(ParseFailure) -> [BodyShape] {
    var shapes = [try parseBodyShape()]
    while !isAtLineEnd, acceptWord("also") != nil { shapes.append(try parseBodyShape()) }
    return shapes
  }

  /// shape = name | "[" shape "]" | "{" entry,* "}" | "{" "[" name "]" ":" shape "}"
  mutating func parseBodyShape() throws(ParseFailure) -> BodyShape {
    let start = current.start
    switch current.kind {
    case .leftBrace where peek().kind == .leftBracket: return try parseEntriesShape()
    case .leftBrace:
      var entries: [BodyShape.Entry] = []
      try parseList(orClose: "`,` or `}` after a field") { parser throws(ParseFailure) in
        entries.append(try parser.parseShapeEntry())
      }
      return BodyShape(.object(entries), at: range(from: start))
    case .leftBracket:
      let opener = index
      let outer = try enter(.brackets)
      defer { leave(outer) }
      advance()
      let element = try parseBodyShape()
      try expectClose(opener, "`]` after the shape of an element")
      return BodyShape(.list(element), at: range(from: start))
    default:
      let name = try parseName("what is meant by this part of the body")
      return BodyShape(.role(name), at: name.range)
    }
  }

  private mutating func parseEntriesShape() throws(ParseFailure) -> BodyShape {
    let start = current.start
    var shape: BodyShape.Kind?
    try parseList(orClose: "`}` after the shape of the entries") { parser throws(ParseFailure) in
      let opener = parser.index
      try parser.expect(.leftBracket, "before what the keys mean")
      let key = try parser.parseName("what the keys mean")
      try parser.expectClose(opener, "`]` after what the keys mean")
      try parser.expect(.colon, "after `]`")
      shape = .entries(key: key, try parser.parseBodyShape())
    }
    return BodyShape(shape ?? .object([]), at: range(from: start))
  }

  /// entry = key (":" shape | "=" expression)?, key = word | string
  private mutating func parseShapeEntry() throws(ParseFailure) -> BodyShape.Entry {
    let key = try parseKey("a field")
    if accept(.colon) != nil { return BodyShape.Entry(key: key, shape: try parseBodyShape()) }
    if accept(.equal) != nil {
      let value = try parseValue("a literal after `=`")
      return BodyShape.Entry(key: key, shape: BodyShape(.constant(value), at: value.range))
    }
    return BodyShape.Entry(key: key, shape: BodyShape(.role(key), at: key.range))
  }

  /// key = word | string
  mutating func parseKey(_ expected: String) throws(ParseFailure) -> Name {
    guard isAtString else { return try parseWord(expected) }
    let (text, range) = try parsePlainString(expected)
    return Name(text: text, range: range, id: makeID())
  }
}
