/// Finding bytes in bytes in time that is linear in both lengths, whatever is in them: Knuth, Morris and Pratt's
/// algorithm.
struct SteadySearch {
  private let needle: UnsafeBufferPointer<UInt8>
  /// For each length of a match, how much of it is still a match one place further.
  private let fallback: [Int]

  /// - Precondition: `needle` is not empty, and outlives the search.
  init(_ needle: UnsafeBufferPointer<UInt8>) {
    self.needle = needle
    var fallback = [0]
    var length = 0
    for byte in needle.dropFirst() {
      while length > 0, needle[length] != byte { length = fallback[length - 1] }
      if needle[length] == byte { length += 1 }
      fallback.append(length)
    }
    self.fallback = fallback
  }

  /// Returns the offset of the first occurrence at or after `start`.
  func firstOffset(in hay: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var length = 0
    for index in start..<hay.count {
      let byte = hay[index]
      while length > 0, needle[length] != byte { length = fallback[length - 1] }
      if needle[length] == byte { length += 1 }
      if length == needle.count { return index + 1 - length }
    }
    return nil
  }
}
