/// Turns the bytes of a piece of a string literal into the text they stand for.
struct StringDecoder {
  let file: SourceFile
  /// The `"""` that closes a string of several lines, and the white space before it.
  let closing: (quotes: SourceRange, indentation: ArraySlice<UInt8>)?
  /// The mistakes found; a piece with mistakes is decoded as far as it makes sense.
  private(set) var diagnostics: [Diagnostic] = []

  private var position = 0
  private var end = 0
  private var output: [UInt8] = []

  init(file: SourceFile, closing: (quotes: SourceRange, indentation: ArraySlice<UInt8>)? = nil) {
    self.file = file
    self.closing = closing
  }

  /// Decodes the text between two offsets.
  ///
  /// In a string of several lines `isFirst` says that the text begins a line, and `isLast` that the
  /// closing quotes follow, so that the last line end and what comes after it do not count.
  mutating func decode(
    from start: Int, to textEnd: Int, isFirst: Bool = false, isLast: Bool = false
  ) -> String {
    position = start
    end = textEnd
    output.removeAll(keepingCapacity: true)
    if let closing, isLast { end = lastLineEnd(closing.indentation) }
    if isFirst, position < end { skipIndentation() }
    while position < end { decodeNext() }
    return String(decoding: output, as: UTF8.self)
  }

  private var bytes: [UInt8] { file.bytes }

  private mutating func decodeNext() {
    let byte = bytes[position]
    if byte == UInt8(ascii: "\\") {
      decodeEscape()
    } else if closing != nil, byte == UInt8(ascii: "\n") {
      output.append(byte)
      position += 1
      skipIndentation()
    } else if closing != nil, byte == UInt8(ascii: "\r"), isLineEnd(at: position) {
      position += 1
    } else {
      output.append(byte)
      position += 1
    }
  }

  // MARK: - Lines

  private func isLineEnd(at offset: Int) -> Bool {
    guard offset < bytes.count else { return false }
    return bytes[offset] == UInt8(ascii: "\n")
      || bytes[offset] == UInt8(ascii: "\r") && offset + 1 < bytes.count
        && bytes[offset + 1] == UInt8(ascii: "\n")
  }

  /// The offset of the line end before the closing quotes.
  private func lastLineEnd(_ indentation: ArraySlice<UInt8>) -> Int {
    let lineEnd = indentation.startIndex - 1
    guard lineEnd >= position else { return position }
    return lineEnd > position && bytes[lineEnd - 1] == UInt8(ascii: "\r") ? lineEnd - 1 : lineEnd
  }

  /// Skips the indentation at the start of a line; a line of white space alone may have less.
  private mutating func skipIndentation() {
    guard let closing else { return }
    if bytes[position...].starts(with: closing.indentation) {
      position += closing.indentation.count
      return
    }
    var text = position
    while text < end, bytes[text] == UInt8(ascii: " ") || bytes[text] == UInt8(ascii: "\t") {
      text += 1
    }
    if !isLineEnd(at: text) {
      let line = SourceRange(file: file, start: position, end: text + 1)
      diagnostics.append(.tooLittleIndentation(line, closing: closing.quotes))
    }
    position = text
  }

  // MARK: - Escapes

  private mutating func decodeEscape() {
    let start = position
    position += 1
    guard position < end else { return reportEscape(start, "nothing follows this `\\`") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): output.append(byte)
    case UInt8(ascii: "b"): output.append(0x08)
    case UInt8(ascii: "f"): output.append(0x0C)
    case UInt8(ascii: "n"): output.append(0x0A)
    case UInt8(ascii: "r"): output.append(0x0D)
    case UInt8(ascii: "t"): output.append(0x09)
    case UInt8(ascii: "u"): decodeUnicode(from: start)
    default: reportUnknownEscape(start)
    }
  }

  /// `\uXXXX`, a pair of them for one character, or `\u{X…}`.
  private mutating func decodeUnicode(from start: Int) {
    if position < end, bytes[position] == UInt8(ascii: "{") { return decodeBraced(from: start) }
    guard let first = fourDigits(at: position) else {
      return reportEscape(
        start, "`\\u` needs four hexadecimal digits", help: "write `\\u00e9` or `\\u{e9}`")
    }
    position += 4
    if 0xD800..<0xDC00 ~= first, position + 1 < end, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u"), let second = fourDigits(at: position + 2),
      0xDC00..<0xE000 ~= second
    {
      position += 6
      append(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00), from: start)
    } else {
      append(first, from: start)
    }
  }

  private mutating func decodeBraced(from start: Int) {
    position += 1
    let digits = bytes[position..<end].prefix { Self.hexValue($0) != nil }
    let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    position += digits.count
    guard position < end, bytes[position] == UInt8(ascii: "}") else {
      return reportEscape(
        start, "`\\u{` needs hexadecimal digits and `}`", help: "write `\\u{1F600}`")
    }
    position += 1
    append(value ?? .max, from: start)
  }

  private func fourDigits(at offset: Int) -> UInt32? {
    guard offset + 4 <= end else { return nil }
    var value: UInt32 = 0
    for byte in bytes[offset..<offset + 4] {
      guard let digit = Self.hexValue(byte) else { return nil }
      value = value << 4 | digit
    }
    return value
  }

  private static func hexValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }

  private mutating func append(_ value: UInt32, from start: Int) {
    if let scalar = Unicode.Scalar(value) {
      output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    } else if 0xD800..<0xE000 ~= value {
      reportEscape(
        start, "this is half of a character (a lone surrogate)",
        help: "write both halves, or `\\u{…}` with the character's own number")
    } else {
      reportEscape(start, "not a character", help: "the last one is `\\u{10FFFF}`")
    }
  }

  private mutating func reportUnknownEscape(_ start: Int) {
    // The rest of a character of several bytes belongs to it.
    while position < end, bytes[position] & 0xC0 == 0x80 { position += 1 }
    let character = file.text(from: start + 1, to: position)
    let help =
      switch character {
      case "\n", "\r": "escapes stay on one line; write `\\\\` for a backslash"
      case "'", "$", "`", "{", "#": "write `\(character)` alone"
      case "0": "write `\\u{0}`"
      case "x": "write `\\u{…}` with the character's number"
      case "e": "write `\\u{1B}`"
      default: "write `\\\\\(character)`, or use a raw string `'…'`"
      }
    reportEscape(
      start, "unknown escape `\\\(character.first?.isNewline == true ? "" : character)`", help: help
    )
  }

  private mutating func reportEscape(_ start: Int, _ message: String, help: String? = nil) {
    let range = SourceRange(file: file, start: start, end: position)
    diagnostics.append(.badEscape(range, message, help: help))
  }
}
