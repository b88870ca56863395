// Names, plain strings and lists in brackets: what many rules share.
extension Parser {
  /// name = identifier
  ///
  /// - Parameter expected: what the name refers to, for the message if there is none.
  mutating func parseName(_ expected: String) throws(ParseFailure) -> Name {
    let isOnNextLine = isAtLineEnd && previous?.kind.needsName == true
    if at(.identifier), !isOnNextLine { return makeName(advance()) }
    if current.kind.isKeyword, !isAtLineEnd { throw failure(keywordAsName()) }
    throw unexpected(expected)
  }

  /// word = identifier | keyword; what names a member, a key or an argument
  mutating func parseWord(_ expected: String) throws(ParseFailure) -> Name {
    guard isAtWord else { throw unexpected(expected) }
    return makeName(advance())
  }

  /// Whether the current token is an identifier or a keyword.
  var isAtWord: Bool { at(.identifier) || current.kind.isKeyword }

  /// Returns the name that a token spells, with its own identity.
  mutating func makeName(_ token: Token) -> Name {
    Name(text: text(token), range: range(token), id: makeID())
  }

  /// Whether the current token begins a string of any kind.
  var isAtString: Bool { at(.stringStart) || at(.rawString) }

  /// Reads a string that must not interpolate, such as the path of a module.
  mutating func parsePlainString(
    _ expected: String
  ) throws(ParseFailure) -> (text: String, range: SourceRange) {
    guard isAtString else { throw unexpected("\(expected), a string") }
    let string = try parsePrimary()
    guard case .string(let text) = string.kind else {
      throw failure(.unwantedInterpolation(string.range, in: expected))
    }
    return (text, string.range)
  }

  /// Reads `( item, … )`, `[ item, … ]` or `{ item, … }` from its opening bracket on, with a comma between
  /// the items and an optional one after the last.
  ///
  /// - Parameters:
  ///   - closeOrComma: What is expected after an item, for the message.
  ///   - item: Reads one item.
  mutating func parseList(
    orClose closeOrComma: String, in context: Context = .brackets,
    _ item: (inout Parser) throws(ParseFailure) -> Void
  ) throws(ParseFailure) {
    let opener = index
    let outer = try enter(context)
    defer { leave(outer) }
    advance()
    guard let kind = tokens[opener].kind.closer else { return }
    while !at(kind), closer(of: opener) != index {
      try item(&self)
      if accept(.comma) == nil { break }
    }
    if at(.endOfFile) || current.kind.isCloser {
      try expectClose(opener, closeOrComma)
    } else {
      throw unexpected(closeOrComma, help: missingCommaHelp(opener))
    }
  }

  /// In a closed list where two items follow each other, a comma is what is missing.
  private func missingCommaHelp(_ opener: Int) -> String? {
    closer(of: opener) != nil && startsOperand(current) ? "put a `,` between the items" : nil
  }
}
