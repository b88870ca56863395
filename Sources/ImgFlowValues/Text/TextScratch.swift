/// Bytes in which strings are built, used like a stack.
///
/// It also makes strings of bytes, and remembers short ones: words recur.
package final class TextScratch {
  private static let usualSize = 1 << 10
  private static let largestKept = 1 << 20
  private var bytes = ByteBuffer(capacity: usualSize)
  private var words = ShortStrings(textLength: .max)
  /// The strings of single characters of ASCII, as they are needed.
  private var letters: [StringObject?] = Array(repeating: nil, count: 128)

  package init() {}

  package var count: Int { bytes.count }

  package func append(_ text: UnsafeBufferPointer<UInt8>) { bytes.append(text) }

  package func append(_ byte: UInt8) { bytes.append(byte) }

  package func append(_ text: String) { bytes.append(text) }

  package func append(_ string: StringObject) {
    string.withUTF8 { bytes.append($0) }
  }

  /// Appends a string `count` times.
  package func append(_ string: StringObject, times count: Int) {
    string.withUTF8 { text in
      if text.count == 1 {
        bytes.append(repeating: text[0], count: count)
      } else {
        for _ in 0..<count { bytes.append(text) }
      }
    }
  }

  /// Appends a code point below U+0800.
  @inline(__always)
  package func append(scalar number: UInt16) {
    if number < 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: number))
    } else {
      bytes.append(0xC0 | UInt8(truncatingIfNeeded: number >> 6))
      bytes.append(0x80 | UInt8(truncatingIfNeeded: number & 0x3F))
    }
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
    if range.count == 1, bytes[range.lowerBound] < 0x80 { return letter(bytes[range.lowerBound]) }
    if range.count <= ShortStrings.longest, bytes.count - range.lowerBound >= ShortStrings.window,
      let start = bytes.baseAddress,
      let string = words.string(at: start + range.lowerBound, length: range.count)
    {
      return string
    }
    return StringObject(utf8: UnsafeBufferPointer(rebasing: bytes[range]))
  }

  private func letter(_ byte: UInt8) -> StringObject {
    if let known = letters[Int(byte)] { return known }
    let made = StringObject(String(Unicode.Scalar(byte)))
    letters[Int(byte)] = made
    return made
  }

  /// Forgets what was added since there were `count` bytes.
  package func truncate(to count: Int) {
    bytes.truncate(to: count)
    if count == 0, bytes.capacity > Self.largestKept {
      bytes = ByteBuffer(capacity: Self.usualSize)
    }
  }
}
