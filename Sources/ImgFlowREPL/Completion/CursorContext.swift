import ImgFlowSyntax

/// What surrounds the cursor in a statement that is being typed.
///
/// It is found in the tokens alone, since such a statement seldom parses; only what precedes the cursor is
/// cut into tokens, so that an open string or bracket is open just where the cursor is.
struct CursorContext {
  enum Place: Equatable {
    /// In code: the word before the cursor, which may be empty, is to be completed.
    case code
    /// In the text of a string; `quote` begins it.
    case string(quote: Character)
    /// Where nothing can be proposed: in a comment, in a number.
    case nowhere
  }

  let file: SourceFile
  /// The tokens before what is to be completed.
  let tokens: [Token]
  let place: Place
  /// The offset at which what is to be completed begins.
  let start: Int
  /// What has been typed of it.
  let prefix: String
  /// What comes after the cursor.
  let rest: String
  /// Whether a line ends between the last token and what is to be completed.
  let startsLine: Bool
  /// For each token the index of the bracket, interpolation or string that it is in, or that it closes.
  private let enclosing: [Int?]
  /// The indices of all brackets that are open at the cursor, innermost last.
  let openers: [Int]

  init(_ text: String, cursor: Int) {
    let bytes = Array(text.utf8)
    let cursor = min(max(cursor, 0), bytes.count)
    file = SourceFile(name: "<prompt>", text: String(decoding: bytes[..<cursor], as: UTF8.self))
    rest = String(decoding: bytes[cursor...], as: UTF8.self)
    let lexed = Lexer.tokenize(file)
    let end = file.bytes.count
    var tokens = Array(lexed.tokens.dropLast())
    let open = Self.removeOpenEnds(of: &tokens, at: end)
    var found = (place: Place.code, start: end)
    if Self.isInComment(lexed, end) {
      found.place = .nowhere
    } else if let open {
      found = (.string(quote: "\""), tokens[open].end)
      tokens.removeSubrange(open...)
    } else if let last = tokens.last, last.end == end {
      found = Self.wordOrText(last, in: file)
      if found.start < end { tokens.removeLast() }
    }
    self.tokens = tokens
    (enclosing, openers) = Self.brackets(tokens)
    place = found.place
    start = found.start
    startsLine = file.text(from: tokens.last?.end ?? 0, to: found.start).contains("\n")
    prefix = file.text(from: found.start, to: end)
  }

  /// Takes away the ends that the lexer gives to strings which are still open, and returns the index of the
  /// string in whose text the cursor is; nil if it is in code.
  private static func removeOpenEnds(of tokens: inout [Token], at end: Int) -> Int? {
    let count = tokens.count
    while let last = tokens.last, last.kind == .stringEnd, last.start == end, last.end == end {
      tokens.removeLast()
    }
    guard tokens.count < count else { return nil }
    var open: [Int] = []
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .stringStart, .interpolationStart: open.append(index)
      case .stringEnd, .interpolationEnd: _ = open.popLast()
      default: break
      }
    }
    return open.last.flatMap { tokens[$0].kind == .stringStart ? $0 : nil }
  }

  private static func brackets(_ tokens: [Token]) -> (enclosing: [Int?], open: [Int]) {
    var open: [Int] = []
    let enclosing = tokens.enumerated().map { index, token in
      let current = open.last
      if token.kind.isCloser {
        _ = open.popLast()
      } else if token.kind.closer != nil {
        open.append(index)
      }
      return current
    }
    return (enclosing, open)
  }

  private static func isInComment(_ lexed: LexedFile, _ end: Int) -> Bool {
    guard let comment = lexed.comments.last, comment.range.end == end else { return false }
    guard case .block = comment.kind else { return true }
    return !comment.range.text.hasSuffix("*/") || comment.range.text.count < 4
  }

  /// What the token that ends at the cursor is: a word, a raw string without its end, or neither.
  private static func wordOrText(_ token: Token, in file: SourceFile) -> (place: Place, start: Int)
  {
    if token.isWord { return (.code, token.start) }
    if token.kind == .number { return (.nowhere, token.end) }
    guard token.kind == .rawString else { return (.code, token.end) }
    let quotes = file.bytes[token.start..<token.end].count { $0 == UInt8(ascii: "'") }
    return quotes.isMultiple(of: 2) ? (.nowhere, token.end) : (.string(quote: "'"), token.start + 1)
  }
}

extension Token {
  /// Whether it is a name or a keyword, which may be a name in the making.
  var isWord: Bool { kind == .identifier || kind.isKeyword }
}

extension CursorContext {
  func text(of token: Token) -> String { file.text(from: token.start, to: token.end) }

  /// The index of the bracket that the token at an index is in, or that it closes.
  func opener(of index: Int) -> Int? { enclosing.indices.contains(index) ? enclosing[index] : nil }

  /// The index of what closes the bracket at an index; nil while it is open.
  func closer(of opener: Int) -> Int? {
    ((opener + 1)..<max(opener + 1, tokens.count)).first {
      tokens[$0].kind.isCloser && enclosing[$0] == opener
    }
  }

  /// The word that a token is.
  func word(at index: Int) -> String? {
    tokens.indices.contains(index) && tokens[index].isWord ? text(of: tokens[index]) : nil
  }

  func kind(at index: Int) -> Token.Kind? {
    tokens.indices.contains(index) ? tokens[index].kind : nil
  }
}
