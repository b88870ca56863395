/// Cuts a source file into tokens, in one pass over its bytes.
///
/// It never fails: bytes that belong to no token become an `.unknown` one with a diagnostic. It keeps no
/// stack but the list of strings whose interpolations are open, so any nesting is safe.
package struct Lexer {
  /// A string whose text, or an interpolation in it, is being read.
  struct OpenString {
    let start: SourceRange
    let isMultiline: Bool
    /// The parentheses open in its interpolation, that of `\(` aside.
    var openParens = 0
  }

  let file: SourceFile
  let bytes: [UInt8]
  var position = 0
  var gap = Token.Gap.lineEnd
  var tokens: [Token] = []
  var comments: [Comment] = []
  var diagnostics: [Diagnostic] = []
  var strings: [OpenString] = []
  var endsInsideOpenText = false

  init(_ file: SourceFile) {
    self.file = file
    self.bytes = file.bytes
    tokens.reserveCapacity(bytes.count / 4 + 2)
  }

  /// Returns the tokens of `file`, its comments, and what is wrong with them.
  package static func tokenize(_ file: SourceFile) -> LexedFile {
    var lexer = Lexer(file)
    lexer.lexFile()
    return LexedFile(
      file: file, tokens: lexer.tokens, comments: lexer.comments, diagnostics: lexer.diagnostics,
      endsInsideOpenText: lexer.endsInsideOpenText)
  }

  private mutating func lexFile() {
    skipByteOrderMark()
    skipInterpreterLine()
    while true {
      skipTrivia()
      guard position < bytes.count else { break }
      lexToken()
    }
    abandonStrings(from: 0, inInterpolation: true)
    add(.endOfFile, from: position)
    reportHiddenCharacters()
  }

  private mutating func lexToken() {
    let byte = bytes[position]
    if Self.isIdentifierStart(byte) {
      lexWord()
    } else if Self.isDigit(byte) {
      lexNumber()
    } else if byte == UInt8(ascii: "\"") {
      lexStringStart()
    } else if byte == UInt8(ascii: "'") {
      lexRawString()
    } else if byte >= 0x80 {
      if isIdentifierCharacter(at: position, first: true) { lexWord() } else { lexUnknown() }
    } else {
      lexPunctuation(byte)
    }
  }

  // MARK: - Helpers

  /// The byte `distance` after the position; 0 past the end.
  func peek(_ distance: Int = 0) -> UInt8 {
    let index = position + distance
    return index < bytes.count ? bytes[index] : 0
  }

  /// Whether the bytes from `offset` on are those of `text`.
  func has(_ text: StaticString, at offset: Int) -> Bool {
    guard offset + text.utf8CodeUnitCount <= bytes.count else { return false }
    return text.withUTF8Buffer { buffer in
      for (index, byte) in buffer.enumerated() where bytes[offset + index] != byte { return false }
      return true
    }
  }

  /// Adds the token that reaches from `start` to the position.
  mutating func add(_ kind: Token.Kind, from start: Int) {
    tokens.append(Token(kind, start: start, end: position, after: gap))
    gap = []
  }

  func range(_ start: Int, _ end: Int) -> SourceRange {
    SourceRange(file: file, start: start, end: end)
  }

  /// Keeps a diagnostic; beyond the number that is ever shown they are dropped.
  mutating func report(_ diagnostic: Diagnostic) {
    if diagnostics.count < Parser.maximumDiagnostics { diagnostics.append(diagnostic) }
  }
}
