/// Where the directory of a zip archive is, in its plain form or the one for large archives (ZIP64).
package struct ZipDirectory {
  /// How many files it lists.
  package private(set) var count: Int
  private(set) var start: Int
  /// Bytes that precede the archive and are not counted in its offsets.
  private(set) var shift = 0

  /// Finds the directory; nil for data that is not an archive.
  package init?(of bytes: [UInt8]) {
    guard let end = Self.end(of: bytes), let count = bytes.littleEndian(2, at: end + 10),
      let size = bytes.littleEndian(4, at: end + 12),
      let start = bytes.littleEndian(4, at: end + 16)
    else { return nil }
    self.count = count
    self.start = start
    if count == 0xFFFF || size == 0xFFFF_FFFF || start == 0xFFFF_FFFF {
      guard let record = bytes.littleEndian(8, at: end - 12),
        bytes.littleEndian(4, at: end - 20) == 0x0706_4B50,
        bytes.littleEndian(4, at: record) == 0x0606_4B50,
        let count = bytes.littleEndian(8, at: record + 32),
        let start = bytes.littleEndian(8, at: record + 48)
      else { return nil }
      self.count = count
      self.start = start
    } else if end - size >= start {
      shift = end - size - start
      self.start = end - size
    }
    guard self.count >= 0, (0...bytes.count).contains(self.start) else { return nil }
  }

  /// The numbers of eight bytes that an extra field has for those that do not fit into four.
  static func wideFields(of bytes: [UInt8], in extra: Range<Int>) -> [Int] {
    var position = extra.lowerBound
    while position + 4 <= extra.upperBound, let id = bytes.littleEndian(2, at: position),
      let size = bytes.littleEndian(2, at: position + 2)
    {
      let content = (position + 4)..<min(extra.upperBound, position + 4 + size)
      if id == 1 {
        return stride(from: content.lowerBound, to: content.upperBound - 7, by: 8)
          .compactMap { bytes.littleEndian(8, at: $0) }
      }
      position = content.upperBound
    }
    return []
  }

  /// Where the record at the end is, after which only a comment may follow.
  private static func end(of bytes: [UInt8]) -> Int? {
    let last = bytes.count - 22
    guard last >= 0 else { return nil }
    return (max(0, last - 0xFFFF)...last).reversed().first { position in
      // The comment may look like the record.
      bytes.littleEndian(4, at: position) == 0x0605_4B50
        && (bytes.littleEndian(2, at: position + 20) ?? 0) <= last - position
    }
  }
}

extension [UInt8] {
  /// The unsigned number of `count` bytes at an offset, the lowest first; nil beyond the end, and for one
  /// that no `Int` holds.
  func littleEndian(_ count: Int, at offset: Int) -> Int? {
    guard offset >= 0, offset <= self.count - count else { return nil }
    var number: UInt64 = 0
    for index in (0..<count).reversed() { number = number << 8 | UInt64(self[offset + index]) }
    return Int(exactly: number)
  }
}
