import ImgFlowValues

/// What the encoding of bytes looks like that are not UTF-8.
struct EncodingGuess {
  /// In words: `windows-1252`, `a JPEG image`.
  let text: String
  /// The name of the encoding; nil if it is not text.
  let encoding: String?

  /// How many bytes are looked at.
  private static let sample = 1 << 16

  /// Nil if it cannot be determined.
  static func of(_ bytes: [UInt8]) -> EncodingGuess? {
    if let wide = wide(bytes[...]) { return EncodingGuess(text: wide, encoding: wide) }
    if let type = FileSignature.mediaType(of: bytes[...]) {
      return EncodingGuess(text: type, encoding: nil)
    }
    let sample = bytes.prefix(sample)
    // Text has no control characters other than tabs and line ends.
    guard sample.allSatisfy({ $0 >= 0x20 || (0x09...0x0D).contains($0) || $0 == 0x1B }) else {
      return nil
    }
    let high = sample.filter { $0 >= 0x80 }
    let letters = sample.count { $0 >= 0x80 || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) }
    // In western languages most letters are those of ASCII.
    guard high.count * 2 <= letters, let table = SingleByteTables.table("windows-1252"),
      high.allSatisfy({ table[Int($0) - 0x80] != 0 })
    else { return nil }
    return EncodingGuess(text: "windows-1252", encoding: "windows-1252")
  }

  /// The kind of UTF-16 that bytes look like, which have a NUL in every other place.
  static func wide(_ bytes: ArraySlice<UInt8>) -> String? {
    let sample = bytes.prefix(256)
    // Less could be anything.
    guard sample.count >= 10 else { return nil }
    func hasZeros(at parity: Int) -> Bool {
      sample.enumerated().allSatisfy { ($1 == 0) == ($0 % 2 == parity) }
    }
    return hasZeros(at: 1) ? "utf-16le" : hasZeros(at: 0) ? "utf-16be" : nil
  }
}
