import ImgFlowValues

/// Taking white space off both ends of strings.
enum Trimming {
  /// The bytes of a string from its first character that is not white space to its last.
  static func bytes(of string: StringObject) -> Range<Int> {
    string.withUTF8 { bytes in
      if let range = between(bytes) { return range }
      guard string.hasLoneScalars else { return characters(string.text) }
      let scalars = UTF8Scalars(bytes)
      var (start, end) = (0, bytes.count)
      while start < end, scalars[start].isWhitespaceScalar { start = scalars.index(after: start) }
      while start < end {
        let last = scalars.index(before: end)
        guard scalars[last].isWhitespaceScalar else { break }
        end = last
      }
      return start..<end
    }
  }

  /// What is between the white space of ASCII at both ends; nil if it does not begin and end with ASCII, since
  /// more may then be white space, or belong to a character with what is next to it.
  private static func between(_ bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    var (start, end) = (0, bytes.count)
    while start < end, UInt32(bytes[start]).isWhitespaceScalar { start += 1 }
    while end > start, UInt32(bytes[end - 1]).isWhitespaceScalar { end -= 1 }
    return start == end || bytes[start] < 0x80 && bytes[end - 1] < 0x80 ? start..<end : nil
  }

  private static func characters(_ text: String) -> Range<Int> {
    guard let start = text.firstIndex(where: { !$0.isWhitespace }),
      let last = text.lastIndex(where: { !$0.isWhitespace })
    else { return 0..<0 }
    let utf8 = text.utf8
    return utf8.distance(
      from: utf8.startIndex, to: start)..<utf8.distance(
        from: utf8.startIndex, to: text.index(after: last))
  }
}
