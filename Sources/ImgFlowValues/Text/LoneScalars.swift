/// Scalars that are characters of their own, whatever is next to them among others like them.
///
/// Most texts have only such: letters with accents in one scalar, Greek, Cyrillic, Chinese, Japanese, Korean
/// syllables, punctuation, simple emoji. The ranges leave out what Unicode's rules for grapheme clusters
/// (UAX 29) join with its neighbours: combining marks, joiners, variation selectors, skin tones, flags, and the
/// carriage return.
enum LoneScalars {
  private static let ranges: [ClosedRange<UInt32>] = [
    0x370...0x482, 0x48A...0x52F, 0x1E00...0x1FFF, 0x2010...0x2027, 0x2030...0x205E,
    0x20A0...0x20C0, 0x2100...0x2BFF, 0x3000...0x3029, 0x3041...0x3096, 0x309B...0x30FF,
    0x3400...0x9FFF, 0xAC00...0xD7A3, 0xFF01...0xFF60, 0x1F300...0x1F3FA, 0x1F400...0x1FAFF,
  ]

  /// Whether all scalars of a string are.
  ///
  /// - Parameter bytes: well-formed UTF-8.
  static func make(up bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        if byte == 0x0D { return false }
        index += 1
        continue
      }
      let length = UTF8Length.of(byte)
      var scalar = UInt32(byte) & (0x7F >> UInt32(length))
      for next in index + 1..<index + length { scalar = scalar << 6 | UInt32(bytes[next] & 0x3F) }
      guard contains(scalar) else { return false }
      index += length
    }
    return true
  }

  @inline(__always)
  private static func contains(_ scalar: UInt32) -> Bool {
    scalar <= 0x2FF || ranges.contains { $0.contains(scalar) }
  }
}

/// The length of scalars in UTF-8.
@usableFromInline
enum UTF8Length {
  /// How many bytes the scalar has that begins with this one.
  @inlinable @inline(__always)
  static func of(_ first: UInt8) -> Int {
    first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
  }

  /// Whether a byte begins a scalar, rather than continuing one.
  @inlinable @inline(__always)
  static func isStart(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }
}
