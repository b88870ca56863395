// Object literals, and what distinguishes them from blocks.
extension Parser {
  /// Whether the `{` at `index` opens an object where an operand is expected: before `}`, `...`, a word or
  /// string and `:`, or a name that is not a keyword and `,` or `}`.
  func opensObject(at index: Int) -> Bool {
    let next = tokens[min(index + 1, tokens.count - 1)]
    let second = tokens[min(index + 2, tokens.count - 1)].kind
    switch next.kind {
    case .rightBrace, .ellipsis: return true
    case .identifier: return second == .colon || second == .comma || second == .rightBrace
    // A key in brackets is a mistake that is better explained in an object, too.
    case .stringStart, .leftBracket: return tokenAfterBrackets(at: index + 1)?.kind == .colon
    // A number is not a key, and the mistake is better explained as one in an object.
    case .rawString, .number: return second == .colon
    default: return next.kind.isKeyword && second == .colon
    }
  }

  /// object = "{" (entry ("," entry)* ","?)? "}"
  mutating func parseObject() throws(ParseFailure) -> Expression {
    let start = current.start
    var entries: [Expression.ObjectEntry] = []
    var keys: [String: SourceRange] = [:]
    try parseList(orClose: "`,` or `}` after a field") { parser throws(ParseFailure) in
      let entry = try parser.parseEntry()
      entries.append(entry)
      guard let key = entry.key else { return }
      if let earlier = keys.updateValue(key.range, forKey: key.text) {
        parser.report(.repeatedKey(key, earlier: earlier))
      }
    }
    return Expression(.object(entries), at: range(from: start))
  }

  /// entry = "..." expression | key ":" expression | name, key = word | string
  private mutating func parseEntry() throws(ParseFailure) -> Expression.ObjectEntry {
    switch current.kind {
    case .ellipsis:
      advance()
      return .spread(try parseValue("an object after `...`"))
    case .stringStart, .rawString:
      let key = try parsePrimary()
      try expectColon(after: "the key")
      let value = try parseValue("a value after `:`")
      guard case .string(let text) = key.kind else { return .computed(key, value) }
      return .pair(Name(text: text, range: key.range, id: makeID()), value)
    default:
      guard isAtWord else { throw entryMistake() }
      let token = advance()
      let name = makeName(token)
      if at(.comma) || at(.rightBrace), !token.kind.isKeyword { return .shorthand(name) }
      try expectColon(after: "the key `\(name.text)`")
      return .pair(name, try parseValue("a value after `:`"))
    }
  }

  private mutating func expectColon(after place: String) throws(ParseFailure) {
    let help = at(.equal) ? "write `:` in an object" : nil
    try expect(.colon, "after \(place)", help: help)
  }
}

extension Expression.ObjectEntry {
  /// The key when it is known before running.
  fileprivate var key: Name? {
    switch self {
    case .pair(let name, _), .shorthand(let name): name
    case .computed, .spread: nil
    }
  }
}
