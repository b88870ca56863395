/// Bytes in which strings are built, used like a stack.
///
/// It also makes strings of bytes, and remembers short ones: words recur.
package final class TextScratch {
  private static let usualSize = 1 << 10
  private static let largestKept = 1 << 20
  private var bytes = ByteBuffer(capacity: usualSize)
  private var words = ShortStrings(textLength: .max)

  package init() {}

  package var count: Int { bytes.count }

  package func append(_ text: UnsafeBufferPointer<UInt8>) { bytes.append(text) }

  package func append(_ text: String) { bytes.append(text) }

  package func append(_ string: StringObject) {
    string.withUTF8 { bytes.append($0) }
  }

  /// Appends the decimal digits of `number`.
  package func append(decimal number: Int) { bytes.append(decimal: number) }

  /// The bytes from `start` on, as a Swift string.
  package func text(from start: Int) -> String {
    bytes.withBytes {
      String(decoding: UnsafeBufferPointer(rebasing: $0[start...]), as: UTF8.self)
    }
  }

  /// Appends the bytes from `start` on to a string in place.
  ///
  /// - Precondition: the caller holds the only reference.
  /// - Throws: `ValueError.stringTooLong`.
  package func append(from start: Int, to string: StringObject) throws {
    try bytes.withBytes { try string.append(UnsafeBufferPointer(rebasing: $0[start...])) }
  }

  /// The bytes from `start` on, as a string of the language.
  package func string(from start: Int) -> StringObject {
    let end = bytes.count
    // A short string is looked up with a few bytes more than it has.
    _ = bytes.room(for: ShortStrings.window)
    return bytes.withRoom { string(of: start..<end, in: $0) }
  }

  /// The string of a range of bytes, which begins and ends between code points.
  package func string(
    of range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>
  ) -> StringObject {
    if range.count <= ShortStrings.longest, bytes.count - range.lowerBound >= ShortStrings.window,
      let start = bytes.baseAddress,
      let string = words.string(at: start + range.lowerBound, length: range.count)
    {
      return string
    }
    return StringObject(utf8: UnsafeBufferPointer(rebasing: bytes[range]))
  }

  /// Forgets what was added since there were `count` bytes.
  package func truncate(to count: Int) {
    bytes.truncate(to: count)
    if count == 0, bytes.capacity > Self.largestKept {
      bytes = ByteBuffer(capacity: Self.usualSize)
    }
  }
}
