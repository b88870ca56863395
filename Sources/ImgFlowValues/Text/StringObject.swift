import Synchronization

/// A string value.
///
/// Equality and order compare UTF-8 bytes, which is the order of code points; lengths and indices
/// count characters (grapheme clusters), in constant time where every byte is one character.
public final class StringObject: HeapObject, @unchecked Sendable {
  /// What has been computed about the string: the form in the lowest two bits, the hash in the others. Four
  /// bytes, which fit next to the depth: a document has more strings than anything else.
  private let cache = Atomic<UInt32>(0)
  @exclusivity(unchecked)
  private var body: StringBody

  public init(_ text: String) {
    body = StringBody(text)
    super.init(type: .string)
  }

  /// Creates a string of bytes.
  ///
  /// - Precondition: they are well-formed UTF-8.
  public init(utf8 bytes: UnsafeBufferPointer<UInt8>) {
    body = StringBody(bytes)
    super.init(type: .string)
  }

  /// Creates a string of `count` bytes, all of which `fill` writes.
  ///
  /// - Precondition: what it writes is well-formed UTF-8.
  public init(count: Int, fill: (UnsafeMutableRawBufferPointer) -> Void) {
    body = StringBody(count: count, fill)
    super.init(type: .string)
  }

  deinit { body.release() }

  // MARK: - Bytes

  /// The content as a Swift string, which is made anew for a short one: `withUTF8` is faster.
  public var text: String { body.text }

  /// The number of bytes in UTF-8.
  public var byteCount: Int { body.count }

  /// Returns what `body` makes of the bytes in UTF-8, which it must not let escape.
  @inlinable
  @inline(__always)
  public func withUTF8<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    var result: Result?
    try read { result = try body($0) }
    return result.unsafelyUnwrapped
  }

  /// Runs `body` with the bytes. It is not generic, so that other modules can call it as it is.
  @usableFromInline
  @inline(__always)
  func read(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) rethrows {
    try self.body.withBytes(body)
  }

  /// The first eight bytes as a number, of which the first counts most; zeros where there are fewer.
  public var start: UInt64 { body.start }

  /// Appends to the string in place.
  ///
  /// - Precondition: the caller holds the only reference, and `bytes` is well-formed UTF-8.
  /// - Throws: `ValueError.stringTooLong`; what `Memory.claim` throws.
  public func append(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    try ValueLimits.checkString(bytes: byteCount + bytes.count)
    try body.append(bytes)
    cache.store(0, ordering: .relaxed)
  }

  // MARK: - What is computed once

  /// Whether bytes and characters are the same thing in a string.
  private enum Form {
    static let mask: UInt32 = 0b11
    static let byteIsCharacter: UInt32 = 0b01
    static let general: UInt32 = 0b10
  }

  /// The hash of the string's bytes, never 0.
  public var hash: Int {
    let cached = cache.load(ordering: .relaxed) & ~Form.mask
    if cached != 0 { return Int(cached >> 2) }
    let folded = UInt32(truncatingIfNeeded: withUTF8 { TextHash.hash(of: $0) }) & ~Form.mask
    let computed = folded == 0 ? ~Form.mask : folded
    note(computed)
    return Int(computed >> 2)
  }

  /// Whether every byte is a character of its own: ASCII without carriage returns, because `\r\n`
  /// is one character.
  public var isByteIndexed: Bool {
    switch cache.load(ordering: .relaxed) & Form.mask {
    case Form.byteIsCharacter: return true
    case Form.general: return false
    default:
      let isSimple = withUTF8 { TextScan.hasOneByteCharacters(UnsafeRawBufferPointer($0)) }
      note(isSimple ? Form.byteIsCharacter : Form.general)
      return isSimple
    }
  }

  /// Remembers bits. Another thread may be doing the same: what is lost is computed again.
  @inline(__always)
  private func note(_ bits: UInt32) {
    cache.store(cache.load(ordering: .relaxed) | bits, ordering: .relaxed)
  }

  // MARK: - Comparing

  /// Whether the other string has the same bytes.
  @inline(__always)
  func hasText(of other: StringObject) -> Bool { body.isEqual(to: &other.body) }

  /// Returns a negative number, 0 or a positive number as the string comes before, is, or comes after
  /// `other` in the order of code points.
  public func compare(to other: StringObject) -> Int {
    withUTF8 { bytes in other.withUTF8 { TextHash.compare(bytes, $0) } }
  }

  // MARK: - Characters

  /// The number of characters.
  public var length: Int { isByteIndexed ? byteCount : text.count }

  /// Returns the character at `index`, or nil if there is none; negative indices are not resolved.
  public func character(at index: Int) -> StringObject? {
    guard index >= 0 else { return nil }
    if isByteIndexed { return index < byteCount ? bytes(index..<index + 1) : nil }
    let text = text
    guard let place = text.index(text.startIndex, offsetBy: index, limitedBy: text.endIndex),
      place < text.endIndex
    else { return nil }
    return StringObject(String(text[place]))
  }

  /// Returns the characters `range`, which must lie within `0...length`.
  ///
  /// - Throws: what `Memory.claim` throws.
  public func slice(_ range: Range<Int>) throws -> StringObject {
    try Memory.claim(bytes: min(byteCount, range.count))
    if isByteIndexed { return bytes(range) }
    return StringObject(String(text.dropFirst(range.lowerBound).prefix(range.count)))
  }

  private func bytes(_ range: Range<Int>) -> StringObject {
    withUTF8 { StringObject(utf8: UnsafeBufferPointer(rebasing: $0[range])) }
  }
}
