// Names, keywords and numbers.
extension Lexer {
  /// identifier = (letter | "_") (letter | digit | "_")*
  mutating func lexWord() {
    let start = position
    while isIdentifierCharacter(at: position, first: false) { position += width(at: position) }
    let kind = keyword(from: start)
    if kind == .try, peek() == UInt8(ascii: "?") {
      position += 1
      add(.tryOptional, from: start)
    } else {
      add(kind ?? .identifier, from: start)
    }
  }

  /// number = digit (digit | letter | "_" | "." before a digit | sign after an exponent's "e")*
  ///
  /// Takes everything attached to the digits, so that `5min` or `1m30` is one token that `NumberLiteral` can
  /// explain.
  mutating func lexNumber() {
    let start = position
    var isPlain = true
    while position < bytes.count {
      let byte = bytes[position]
      if Self.isDigit(byte) || byte == UInt8(ascii: "_") {
        position += 1
      } else if byte == UInt8(ascii: "."), Self.isDigit(peek(1)) {
        position += 1
      } else if isPlain, byte | 0x20 == UInt8(ascii: "e"), hasSignedDigits(after: position) {
        isPlain = false
        position += 2
      } else if isIdentifierCharacter(at: position, first: false) {
        isPlain = false
        position += width(at: position)
      } else {
        break
      }
    }
    add(.number, from: start)
  }

  private func hasSignedDigits(after offset: Int) -> Bool {
    guard offset + 2 < bytes.count else { return false }
    let sign = bytes[offset + 1]
    return (sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"))
      && Self.isDigit(bytes[offset + 2])
  }

  // MARK: - Characters

  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// Whether an ASCII byte can begin a name.
  static func isIdentifierStart(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_")
  }

  /// Whether the character at `offset` can appear in a name, or at its start.
  func isIdentifierCharacter(at offset: Int, first: Bool) -> Bool {
    guard offset < bytes.count else { return false }
    let byte = bytes[offset]
    if byte < 0x80 { return Self.isIdentifierStart(byte) || !first && Self.isDigit(byte) }
    let properties = scalar(at: offset).properties
    return first ? properties.isXIDStart : properties.isXIDContinue
  }

  /// The number of bytes of the character at `offset`; the source is known to be valid UTF-8.
  func width(at offset: Int) -> Int {
    let byte = bytes[offset]
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
  }

  /// The Unicode scalar at `offset`.
  func scalar(at offset: Int) -> Unicode.Scalar {
    let end = min(offset + width(at: offset), bytes.count)
    return String(decoding: bytes[offset..<end], as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
  }

  // MARK: - Keywords

  /// The keywords with their first letters packed into a number: comparing makes no string. They are few,
  /// and a dictionary would take longer to set up than a small script takes to run.
  private static let keywords = Token.Kind.keywords.map { kind in
    (pack(kind.rawValue.utf8.prefix(8)), kind.rawValue.utf8.count, kind)
  }
  private static let longest = keywords.map(\.1).max() ?? 0

  private static func pack(_ letters: some Sequence<UInt8>) -> UInt64 {
    letters.reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func keyword(from start: Int) -> Token.Kind? {
    let count = position - start
    guard 2...Self.longest ~= count else { return nil }
    let letters = Self.pack(bytes[start..<min(position, start + 8)])
    for (first, length, kind) in Self.keywords where first == letters && length == count {
      if count <= 8 || bytes[start..<position].elementsEqual(kind.rawValue.utf8) { return kind }
    }
    return nil
  }
}
