import ImgFlowValues

/// Finding a text in a text by their UTF-8 bytes, which is by code points.
///
/// Knuth, Morris and Pratt's algorithm: never slower than the two lengths together, because a script's
/// texts come from anywhere.
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

  /// Calls `found` with the place of every occurrence that does not overlap the one before, until it
  /// returns false.
  @inline(__always)
  private func forEach(
    in bytes: UnsafeBufferPointer<UInt8>, _ found: (Int) throws -> Bool
  ) rethrows {
    var length = 0
    var index = 0
    while index < bytes.count {
      if length == 0 {
        guard let candidate = TextSearch.firstOffset(of: needle[0], in: bytes, from: index) else {
          return
        }
        (index, length) = (candidate + 1, 1)
      } else {
        let byte = bytes[index]
        while length > 0, needle[length] != byte { length = fallback[length - 1] }
        if needle[length] == byte { length += 1 }
        index += 1
      }
      if length == needle.count {
        guard try found(index - length) else { return }
        length = 0
      }
    }
  }

  /// Returns the place of the first occurrence.
  func first(in text: String) -> Int? {
    var text = text
    var place: Int?
    text.withUTF8 { bytes in
      forEach(in: bytes) {
        place = $0
        return false
      }
    }
    return place
  }

  /// Returns the parts of `text` between the occurrences, at most `limit` of them.
  ///
  /// - Throws: what a checkpoint throws.
  func split(_ text: String, limit: Int = .max) throws -> [String] {
    var text = text
    return try text.withUTF8 { bytes in
      try split(bytes, limit: limit) {
        String(decoding: UnsafeBufferPointer(rebasing: $1[$0]), as: UTF8.self)
      }
    }
  }

  /// Returns what `transform` makes of the parts of a text between the occurrences, which it is given
  /// as ranges of the bytes.
  ///
  /// - Throws: what a checkpoint throws.
  @inline(__always)
  func split<Part>(
    _ bytes: UnsafeBufferPointer<UInt8>, limit: Int,
    _ transform: (Range<Int>, UnsafeBufferPointer<UInt8>) -> Part
  ) throws -> [Part] {
    var parts: [Part] = []
    var pace = Pace()
    var start = 0
    func add(_ end: Int) { parts.append(transform(start..<end, bytes)) }
    try forEach(in: bytes) { place in
      try pace.step()
      guard parts.count < limit - 1 else { return false }
      add(place)
      start = place + needle.count
      return true
    }
    add(bytes.count)
    return parts
  }
}

extension String {
  /// The text of a range of bytes that begins and ends between code points.
  func utf8Text(_ range: Range<Int>) -> String {
    let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    let end = utf8.index(start, offsetBy: range.count)
    return String(self[start..<end])
  }
}
