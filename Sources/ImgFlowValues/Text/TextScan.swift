/// Scanning the bytes of a string, eight at a time.
enum TextScan {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits = ones << 7

  /// Whether every byte is a character of its own: ASCII without carriage returns.
  static func hasOneByteCharacters(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      // A byte that equals 0x0D is the only one below 1 after the exclusive or.
      let returns = word ^ (ones &* 0x0D)
      let zeroes = (returns &- ones) & ~returns
      if (word | zeroes) & highBits != 0 { return false }
      index += 8
    }
    while index < bytes.count {
      if bytes[index] >= 0x80 || bytes[index] == 0x0D { return false }
      index += 1
    }
    return true
  }
}
