import ImgFlowValues

/// Finding a string in a string by their UTF-8 bytes, that is, by code points.
///
/// Knuth, Morris and Pratt's algorithm: never slower than linear in both lengths, because a script's strings
/// come from anywhere.
struct ByteSearch {
  private let needle: [UInt8]
  /// For each length of a match, how much of it is still a match one place further.
  private let fallback: [Int]

  /// - Precondition: `needle` is not empty.
  init(_ needle: String) {
    self.needle = Array(needle.utf8)
    var fallback = [0]
    var length = 0
    for byte in self.needle.dropFirst() {
      while length > 0, self.needle[length] != byte { length = fallback[length - 1] }
      if self.needle[length] == byte { length += 1 }
      fallback.append(length)
    }
    self.fallback = fallback
  }

  /// How many bytes are searched for.
  var count: Int { needle.count }

  /// Returns the place of the first occurrence at or after `start`.
  func first(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var length = 0
    var index = start
    while index < bytes.count {
      if length == 0 {
        guard let candidate = TextSearch.firstOffset(of: needle[0], in: bytes, from: index) else {
          return nil
        }
        (index, length) = (candidate + 1, 1)
      } else {
        let byte = bytes[index]
        while length > 0, needle[length] != byte { length = fallback[length - 1] }
        if needle[length] == byte { length += 1 }
        index += 1
      }
      if length == needle.count { return index - length }
    }
    return nil
  }

  /// Returns the place of the first occurrence.
  func first(in text: String) -> Int? {
    var text = text
    return text.withUTF8 { first(in: $0, from: 0) }
  }
}

extension String {
  /// The string of a range of bytes that begins and ends between code points.
  func utf8Text(_ range: Range<Int>) -> String {
    let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    let end = utf8.index(start, offsetBy: range.count)
    return String(self[start..<end])
  }
}
