/// Scanning the inside of JSON strings eight bytes at a time.
///
/// The word tests are Alan Mycroft's zero-byte trick as collected in Anderson's "Bit Twiddling
/// Hacks" (https://graphics.stanford.edu/~seander/bithacks.html): exact up to and at the lowest
/// hit, which is the one that counts here.
enum StringScan {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// Returns a word whose lowest set bit is in the first byte of `word` that is a quote, a backslash or a
  /// control character; 0 if there is none.
  @inline(__always)
  static func special(in word: UInt64) -> UInt64 {
    let quotes = word ^ (ones &* 0x22)
    let backslashes = word ^ (ones &* 0x5C)
    let hits =
      ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
      | ((word &- ones &* 0x20) & ~word)
    return hits & highBits
  }

  /// Returns the bytes of `word` that are not ASCII, as their highest bits.
  @inline(__always)
  static func nonASCII(in word: UInt64) -> UInt64 { word & highBits }

  /// Returns how many bytes from `start` stand for themselves in a JSON string, at most `count`.
  @inline(__always)
  static func plainLength(_ start: UnsafeRawPointer, count: Int) -> Int {
    var offset = 0
    while offset + 8 <= count {
      let word = UInt64(
        littleEndian: start.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      let hits = special(in: word)
      if hits != 0 { return offset + hits.trailingZeroBitCount >> 3 }
      offset += 8
    }
    while offset < count, isPlain(start.load(fromByteOffset: offset, as: UInt8.self)) {
      offset += 1
    }
    return offset
  }

  @inline(__always)
  static func isPlain(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x22 && byte != 0x5C }
}
