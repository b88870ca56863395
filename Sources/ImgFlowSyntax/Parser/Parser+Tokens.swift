// Looking at tokens and moving over them.
extension Parser {
  /// The token that is read next; the last one is `.endOfFile`, and it never goes away.
  var current: Token { tokens[index] }

  /// The token `distance` after the current one.
  func peek(_ distance: Int = 1) -> Token { tokens[min(index + distance, tokens.count - 1)] }

  /// The token before the current one; nil at the start of the file.
  var previous: Token? { index > 0 ? tokens[index - 1] : nil }

  func at(_ kind: Token.Kind) -> Bool { tokens[index].kind == kind }

  /// Whether a line that matters ends before the current token.
  var isAtLineEnd: Bool { context.lineEndsMatter && current.isFirstOnLine || at(.endOfFile) }

  /// Returns the current token and moves to the next one.
  @discardableResult
  mutating func advance() -> Token {
    let token = tokens[index]
    if index < tokens.count - 1 { index += 1 }
    return token
  }

  /// Moves over the current token when it is of the given kind.
  mutating func accept(_ kind: Token.Kind) -> Token? { at(kind) ? advance() : nil }

  /// Moves over a token that is required here, after `place`: "expected `)` after the condition".
  @discardableResult
  mutating func expect(
    _ kind: Token.Kind, _ place: String, help: String? = nil
  ) throws(ParseFailure) -> Token {
    guard let token = accept(kind) else {
      throw unexpected("`\(kind.rawValue)` \(place)", help: help)
    }
    return token
  }

  // MARK: - Contextual words

  /// Whether a token is the given word, which need not be a keyword.
  func isWord(_ token: Token, _ word: String) -> Bool {
    (token.kind == .identifier || token.kind.isKeyword)
      && token.end - token.start == word.utf8.count
      && bytes(of: token).elementsEqual(word.utf8)
  }

  func atWord(_ word: String) -> Bool { isWord(current, word) }

  mutating func acceptWord(_ word: String) -> Token? { atWord(word) ? advance() : nil }

  @discardableResult
  mutating func expectWord(
    _ word: String, _ place: String, help: String? = nil
  ) throws(ParseFailure) -> Token {
    guard let token = acceptWord(word) else { throw unexpected("`\(word)` \(place)", help: help) }
    return token
  }

  // MARK: - Brackets

  /// The index of the token that closes the bracket at `opener`; nil if nothing does.
  func closer(of opener: Int) -> Int? {
    partners[opener] > opener ? Int(partners[opener]) : nil
  }

  /// The token after the bracket that closes the one at `opener`.
  func tokenAfterBrackets(at opener: Int) -> Token? {
    closer(of: opener).map { tokens[min($0 + 1, tokens.count - 1)] }
  }

  /// Moves over the bracket that closes the one at `opener`.
  ///
  /// When the matcher found no partner, or a wrong one, it has said so: nothing more is reported.
  @discardableResult
  mutating func expectClose(_ opener: Int, _ expected: String) throws(ParseFailure) -> Token {
    if let closer = closer(of: opener) {
      if index == closer { return advance() }
    } else if let kind = tokens[opener].kind.closer, !at(kind) || partners[index] >= 0 {
      throw ParseFailure()
    } else {
      return advance()
    }
    throw unexpected(expected)
  }

  // MARK: - Text and places

  func bytes(of token: Token) -> ArraySlice<UInt8> { file.bytes[token.start..<token.end] }

  func text(_ token: Token) -> String { String(decoding: bytes(of: token), as: UTF8.self) }

  func range(_ token: Token) -> SourceRange {
    SourceRange(file: file, start: token.start, end: token.end)
  }

  /// The range from `start` to the end of the token before the current one.
  func range(from start: Int) -> SourceRange {
    SourceRange(file: file, start: start, end: max(start, previous?.end ?? start))
  }

  // MARK: - Documentation

  /// The text of the `///` lines directly before a token; nil without any.
  func documentation(before index: Int) -> String? {
    guard tokens[index].gap.contains(.documentation) else { return nil }
    let end = tokens[index].start
    let start = index > 0 ? tokens[index - 1].end : 0
    var low = 0
    var high = comments.count
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].range.start < start { low = middle + 1 } else { high = middle }
    }
    return Self.content(
      comments[low...].prefix { $0.range.start < end }.filter { $0.kind == .documentation })
  }

  /// The text of the `//!` lines.
  func fileDocumentation() -> String? {
    Self.content(comments.filter { $0.kind == .fileDocumentation })
  }

  private static func content(_ comments: [Comment]) -> String? {
    comments.isEmpty ? nil : comments.map(\.content).joined(separator: "\n")
  }
}
