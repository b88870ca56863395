import ImgFlowSyntax
import ImgFlowValues

extension TOMLReader {
  /// What follows the backslash of an escape of one character, and what it means.
  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "b"): 0x08, UInt8(ascii: "t"): 0x09, UInt8(ascii: "n"): 0x0A,
    UInt8(ascii: "f"): 0x0C, UInt8(ascii: "r"): 0x0D, .quote: .quote,
    UInt8(ascii: "\\"): UInt8(ascii: "\\"),
  ]

  /// Reads a string of any of the four forms.
  mutating func string() throws -> StringObject {
    let (start, quote) = (place, byte ?? .quote)
    let isLong = starts(with: "\"\"\"") || starts(with: "'''")
    place += isLong ? 3 : 1
    if isLong { _ = skipLineEnd() }
    return try content(quote, isLong: isLong, from: start)
  }

  private mutating func content(
    _ quote: UInt8, isLong: Bool, from start: Int
  ) throws -> StringObject {
    var text: [UInt8] = []
    while let byte {
      try pace.step()
      if byte == quote, !isLong || isEnd(quote) {
        place += isLong ? 3 : 1
        // One or two quotes may come before the three that end it.
        if isLong { for _ in 0..<2 where skip(quote) { text.append(quote) } }
        return text.withUnsafeBufferPointer { StringObject(utf8: $0) }
      }
      if byte == UInt8(ascii: "\\"), quote == .quote {
        try escape(isLong: isLong, into: &text)
      } else if isLong, skipLineEnd() {
        text.append(.newline)
      } else {
        if byte == .newline || starts(with: "\r\n") { break }
        try checkCharacter(byte, in: "a string")
        text.append(byte)
        place += 1
      }
    }
    throw failure("a string that begins here is never closed", at: start)
  }

  private func isEnd(_ quote: UInt8) -> Bool {
    place + 2 < bytes.count && bytes[place + 1] == quote && bytes[place + 2] == quote
  }

  /// Reads an escape, from its backslash.
  private mutating func escape(isLong: Bool, into text: inout [UInt8]) throws {
    let start = place
    place += 1
    if isLong, skipFold() { return }
    if let byte, let character = Self.escapes[byte] {
      place += 1
      return text.append(character)
    }
    let count = byte == UInt8(ascii: "u") ? 4 : byte == UInt8(ascii: "U") ? 8 : 0
    guard count > 0 else {
      throw failure(
        "`\\` is followed by \(found) in a string", at: start,
        help: #"the escapes are \b \t \n \f \r \" \\ \u and \U; a string in single quotes has none"#
      )
    }
    let digits = bytes[(place + 1)...].prefix(count)
    let code =
      digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit } && digits.count == count
      ? UInt32(String(decoding: digits, as: UTF8.self), radix: 16) : nil
    guard let scalar = code.flatMap(Unicode.Scalar.init) else {
      throw failure(
        "`\\\(count == 4 ? "u" : "U")` must be followed by the \(count) hexadecimal digits of a character",
        at: start)
    }
    text += Array(String(scalar).utf8)
    place += 1 + count
  }

  /// Skips a line end after a backslash, with all white space after it and blanks before it; false if there is none.
  private mutating func skipFold() -> Bool {
    let start = place
    skipBlanks()
    guard skipLineEnd() || place == bytes.count else {
      place = start
      return false
    }
    repeat { skipBlanks() } while skipLineEnd()
    return true
  }
}
