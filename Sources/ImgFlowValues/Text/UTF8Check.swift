/// Checking UTF-8 (RFC 3629, section 4: the table of well-formed sequences).
enum UTF8Check {
  /// Returns how many of the first bytes are well-formed UTF-8.
  static func wellFormedLength(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var offset = 0
    while true {
      offset += asciiLength(UnsafeBufferPointer(rebasing: bytes[offset...]))
      guard offset < bytes.count else { return offset }
      let length = sequenceLength(bytes, at: offset)
      guard length > 0 else { return offset }
      offset += length
    }
  }

  private static func asciiLength(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var offset = 0
    while offset + 8 <= raw.count,
      raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    {
      offset += 8
    }
    while offset < raw.count, raw[offset] < 0x80 { offset += 1 }
    return offset
  }

  /// Returns the length of the sequence of two or more bytes at `offset`, or 0 when it is
  /// ill-formed.
  private static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Int {
    let first = bytes[offset]
    let length: Int
    // What the second byte must lie in: less than a whole range where a shorter sequence, a
    // surrogate or a number above U+10FFFF would be possible.
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if first == 0xE0 { second = 0xA0...0xBF }
      if first == 0xED { second = 0x80...0x9F }
    case 0xF0...0xF4:
      length = 4
      if first == 0xF0 { second = 0x90...0xBF }
      if first == 0xF4 { second = 0x80...0x8F }
    default: return 0
    }
    guard offset + length <= bytes.count, second.contains(bytes[offset + 1]) else { return 0 }
    for index in 2..<max(2, length) where bytes[offset + index] & 0xC0 != 0x80 { return 0 }
    return length
  }
}

extension StringObject {
  /// Whether bytes are UTF-8 and could be those of a string.
  package static func isWellFormed(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    UTF8Check.wellFormedLength(bytes) == bytes.count
  }

  /// Creates a string of UTF-8, or nil if it is ill-formed.
  package convenience init?(validating bytes: UnsafeBufferPointer<UInt8>) {
    // `String(validating:)` does the same, but is generic code that looks up types each time.
    guard Self.isWellFormed(bytes) else { return nil }
    self.init(utf8: bytes)
  }
}
