// The rules of errors, and the shapes of bodies.
extension Parser {
  /// errors = "errors" "{" rule* "}"
  mutating func parseErrorRules() throws(ParseFailure) -> [VendorErrorRule] {
    advance()
    var rules: [VendorErrorRule] = []
    try parseClauses("after `errors`") { parser throws(ParseFailure) in
      rules.append(try parser.parseErrorRule())
    }
    return rules
  }

  /// rule = (number | "else") ("for" "invalid")? shape ("is" name ("when" expression)?)?
  private mutating func parseErrorRule() throws(ParseFailure) -> VendorErrorRule {
    let start = current.start
    let status = try accept(.else) == nil ? parseStatus() : nil
    var isForInvalid = false
    if accept(.for) != nil {
      try expectWord("invalid", "after `for`")
      isForInvalid = true
    }
    let shape = try parseBodyShape()
    var kind: Name?
    var condition: Expression?
    if accept(.is) != nil {
      kind = try parseName("a kind of error after `is`")
      if acceptWord("when") != nil { condition = try parseOperand("a condition after `when`") }
    }
    return VendorErrorRule(
      status: status, isForInvalid: isForInvalid, shape: shape, kind: kind, condition: condition,
      range: range(from: start))
  }

  /// A status of HTTP, as a number.
  mutating func parseStatus() throws(ParseFailure) -> Int {
    guard at(.number), let status = Int(text(current)), 100...599 ~= status else {
      throw unexpected("a status such as 422, or `else`")
    }
    advance()
    return status
  }

  /// shape = name | "[" shape "]" | "{" entry,* "}"
  mutating func parseBodyShape() throws(ParseFailure) -> BodyShape {
    let start = current.start
    switch current.kind {
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
