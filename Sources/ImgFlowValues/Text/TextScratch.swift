/// Bytes in which strings are built, used like a stack.
///
/// It also makes strings of bytes, and remembers short ones: words recur.
package final class TextScratch {
  private static let usualSize = 1 << 10
  private static let largestKept = 1 << 20
  private var bytes = ByteBuffer(capacity: usualSize)
  private var words = ShortStrings(textLength: .max)
  /// The strings of single characters of ASCII, as they are needed; null until then.
  private let letters = UnsafeMutablePointer<Value>.allocate(capacity: 128)

  package init() { letters.initialize(repeating: .null, count: 128) }

  deinit {
    letters.deinitialize(count: 128)
    letters.deallocate()
  }

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

  /// Appends the decimal digits of `number`.
  package func append(decimal number: BigIntegerObject) {
    IntegerText.append(number, to: &bytes)
  }

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

  /// The string of the decimal digits of an int, in place or large; nil for anything else.
  package func string(decimal number: Value) -> StringObject? {
    let start = count
    defer { truncate(to: start) }
    if case .int(let number) = number {
      append(decimal: number)
    } else if let large = number.asBigInteger {
      append(decimal: large)
    } else {
      return nil
    }
    return string(from: start)
  }

  /// The string of a range of bytes, which begins and ends between code points.
  package func string(
    of range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>
  ) -> StringObject {
    let part = UnsafeBufferPointer(rebasing: bytes[range])
    if part.count == 1, part[0] < 0x80, let known = letter(part[0]).pointee.asStringObject {
      return known
    }
    guard part.count <= ShortStrings.longest, let start = part.baseAddress else {
      return StringObject(utf8: part)
    }
    let hasWindow = bytes.count - range.lowerBound >= ShortStrings.window
    let known = hasWindow ? words.string(at: start, length: part.count) : words.string(of: part)
    return known ?? StringObject(utf8: part)
  }

  /// The string of the characters `range`, which lie within the string.
  package func string(of range: Range<Int>, in text: StringObject) -> StringObject {
    let places = text.places(of: range)
    return text.withUTF8 { string(of: places, in: $0) }
  }

  /// Where the string of a character of ASCII is, for as long as this exists.
  @inline(__always)
  package func letter(_ byte: UInt8) -> UnsafePointer<Value> {
    let place = letters + Int(byte & 0x7F)
    if case .null = place.pointee { makeLetter(byte, place) }
    return UnsafePointer(place)
  }

  @inline(never)
  private func makeLetter(_ byte: UInt8, _ place: UnsafeMutablePointer<Value>) {
    place.initialize(
      to: .heap(
        withUnsafePointer(to: byte) {
          StringObject(utf8: UnsafeBufferPointer(start: $0, count: 1))
        }))
  }

  /// Where the character at an index is, which may count from the end, if it is one of ASCII in a string of such.
  @inline(__always)
  package func letter(of text: StringObject, at index: Int) -> UnsafePointer<Value>? {
    guard text.isByteIndexed else { return nil }
    return text.withUTF8 { bytes in
      let place = index < 0 ? index + bytes.count : index
      return place >= 0 && place < bytes.count ? letter(bytes[place]) : nil
    }
  }

  /// The character at an index, which may count from the end; nil if there is none, or if finding it takes
  /// Unicode's rules.
  package func character(of text: StringObject, at index: Int) -> Value? {
    guard let place = text.character(byIndex: index) else { return nil }
    return text.withUTF8 { bytes in
      if bytes[place.lowerBound] < 0x80 { return letter(bytes[place.lowerBound]).copy() }
      return .heap(string(of: place, in: bytes))
    }
  }

  /// Forgets what was added since there were `count` bytes.
  package func truncate(to count: Int) {
    bytes.truncate(to: count)
    if count == 0, bytes.capacity > Self.largestKept {
      bytes = ByteBuffer(capacity: Self.usualSize)
    }
  }
}
