import ImgFlowSyntax
import ImgFlowValues

/// Makes UTF-8 of the bytes of a text that come in pieces, in any encoding but UTF-8 itself.
struct TextDecoder {
  let encoding: TextEncoding
  /// What is read, for messages.
  let name: String
  /// The bytes of a character whose other bytes have not come yet.
  private var pending: [UInt8] = []
  /// How many bytes came before those.
  private var offset: Int

  /// - Parameter offset: where in the file the bytes begin.
  init(_ encoding: TextEncoding, of name: String, from offset: Int = 0) {
    (self.encoding, self.name, self.offset) = (encoding, name, offset)
  }

  /// The UTF-8 of the next piece.
  ///
  /// - Parameter isLast: whether no other piece follows.
  /// - Throws: a `parse` error that says which byte is wrong.
  mutating func decode(_ piece: ArraySlice<UInt8>, isLast: Bool) throws -> [UInt8] {
    let bytes = pending.isEmpty ? piece : pending[...] + piece
    var place = bytes.startIndex
    try Memory.claim(bytes: bytes.count)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var pace = Pace()
    while place < bytes.endIndex {
      try pace.step()
      guard let (scalar, length) = scalar(bytes[place...]) else {
        throw wrong(bytes[place], at: offset + place - bytes.startIndex)
      }
      guard length > 0 else { break }
      if let encoded = UTF8.encode(scalar) { output.append(contentsOf: encoded) }
      place += length
    }
    if isLast, place < bytes.endIndex {
      throw ValueError(
        .parse, "\(name) is not text in \(encoding.name): it ends in the middle of a character",
        help: "check that the whole file is there")
    }
    pending = Array(bytes[place...])
    offset += place - bytes.startIndex
    return output
  }

  /// The first character and how many bytes it has, 0 when they are not all there; nil if there is none.
  private func scalar(_ bytes: ArraySlice<UInt8>) -> (Unicode.Scalar, Int)? {
    switch encoding.kind {
    case .utf8: return nil
    case .singleByte(let table):
      guard let byte = bytes.first else { return ("\0", 0) }
      if byte < 0x80 { return (Unicode.Scalar(byte), 1) }
      let unit = table[Int(byte) - 0x80]
      return unit == 0 ? nil : Unicode.Scalar(unit).map { ($0, 1) }
    case .utf16(let isBigEndian):
      guard let unit = Self.number(bytes, 2, isBigEndian) else { return ("\0", 0) }
      guard unit & 0xFC00 == 0xD800 else { return Unicode.Scalar(unit).map { ($0, 2) } }
      guard let second = Self.number(bytes.dropFirst(2), 2, isBigEndian) else { return ("\0", 0) }
      guard second & 0xFC00 == 0xDC00 else { return nil }
      return Unicode.Scalar(0x10000 + (unit & 0x3FF) << 10 + second & 0x3FF).map { ($0, 4) }
    case .utf32(let isBigEndian):
      guard let number = Self.number(bytes, 4, isBigEndian) else { return ("\0", 0) }
      return Unicode.Scalar(number).map { ($0, 4) }
    }
  }

  private static func number(
    _ bytes: ArraySlice<UInt8>, _ count: Int, _ isBigEndian: Bool
  ) -> UInt32? {
    let digits = bytes.prefix(count)
    guard digits.count == count else { return nil }
    return isBigEndian
      ? digits.reduce(0) { $0 << 8 | UInt32($1) }
      : digits.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  private func wrong(_ byte: UInt8, at place: Int) -> ValueError {
    ValueError(
      .parse,
      "\(name) is not text in \(encoding.name): byte \(place) is 0x"
        + HexDigits.of(byte, count: 2),
      help: "pass its encoding, or read it with `file.bytes` if it is not text")
  }
}
