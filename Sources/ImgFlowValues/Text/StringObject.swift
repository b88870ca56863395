import Synchronization

/// A string value.
///
/// Equality and order compare UTF-8 bytes, which is the order of code points; lengths and indices
/// count characters (grapheme clusters), in constant time where every byte is one character.
///
/// Sendable: `body` changes only while one thread holds the only reference to the string.
public final class StringObject: HeapObject, @unchecked Sendable {
  /// What has been computed about the string: the form in the lowest three bits, the hash in the others. Four
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
  public init(count: Int, fill: (UnsafeMutableRawBufferPointer) throws -> Void) rethrows {
    body = try StringBody(count: count, fill)
    super.init(type: .string)
  }

  deinit {
    forgetBreadcrumbs()
    body.release()
  }

  // MARK: - Bytes

  /// The content as a Swift string, which is made anew unless the string is large and was made of one:
  /// `withUTF8` is faster.
  public var text: String { body.text }

  /// The number of bytes in UTF-8.
  public var byteCount: Int { body.count }

  /// Returns what `body` makes of the bytes in UTF-8, which it must not let escape.
  @inlinable
  @inline(__always)
  public func withUTF8<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    defer { withExtendedLifetime(self) {} }
    return try body(utf8)
  }

  /// The bytes in UTF-8, which stay where they are until the string changes or ends.
  @usableFromInline
  var utf8: UnsafeBufferPointer<UInt8> { body.bytes }

  /// The first eight bytes as a number, of which the first counts most; zeros where there are fewer.
  public var start: UInt64 { body.start }

  /// Appends to the string in place.
  ///
  /// - Precondition: the caller holds the only reference, and `bytes` is well-formed UTF-8.
  /// - Throws: `ValueError.stringTooLong`; what `Memory.claim` throws.
  public func append(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    try ValueLimits.checkString(bytes: byteCount + bytes.count)
    try body.append(bytes)
    forgetBreadcrumbs()
    cache.store(0, ordering: .relaxed)
  }

  // MARK: - What is computed once

  /// What characters are in a string.
  private enum Form {
    static let mask: UInt32 = 0b011
    static let byteIsCharacter: UInt32 = 0b01
    static let scalarIsCharacter: UInt32 = 0b10
    static let general: UInt32 = 0b11
    /// Besides one of the others: where they begin is noted.
    static let hasBreadcrumbs: UInt32 = 0b100
    static let hashShift: UInt32 = 3
    static let hashMask: UInt32 = ~0b111
  }

  /// The hash of the string's bytes, never 0.
  public var hash: Int {
    let cached = cache.load(ordering: .relaxed) & Form.hashMask
    if cached != 0 { return Int(cached >> Form.hashShift) }
    let folded = UInt32(truncatingIfNeeded: withUTF8 { TextHash.hash(of: $0) }) & Form.hashMask
    let computed = folded == 0 ? Form.hashMask : folded
    note(computed)
    return Int(computed >> Form.hashShift)
  }

  /// Whether every byte is a character of its own: ASCII without carriage returns, because `\r\n`
  /// is one character.
  public var isByteIndexed: Bool { form == Form.byteIsCharacter }

  /// Whether every code point is a character of its own, so that no rules of Unicode's are needed to divide the
  /// string.
  package var hasLoneScalars: Bool { form != Form.general }

  private var form: UInt32 {
    let known = cache.load(ordering: .relaxed) & Form.mask
    if known != 0 { return known }
    let found = withUTF8 { bytes in
      TextScan.hasOneByteCharacters(UnsafeRawBufferPointer(bytes))
        ? Form.byteIsCharacter
        : LoneScalars.make(up: bytes) ? Form.scalarIsCharacter : Form.general
    }
    note(found)
    return found
  }

  /// Remembers bits.
  @inline(__always)
  private func note(_ bits: UInt32) { cache.bitwiseOr(bits, ordering: .relaxed) }

  // MARK: - Comparing

  /// Whether the other string has the same bytes.
  @inline(__always)
  package func hasText(of other: StringObject) -> Bool { body.isEqual(to: &other.body) }

  /// Whether the bytes of `part` are at a place of this string, which may be outside it.
  package func hasBytes(of part: StringObject, at place: Int) -> Bool {
    withUTF8 { bytes in
      part.withUTF8 { part in
        place >= 0 && bytes.count - place >= part.count
          && UnsafeBufferPointer(rebasing: bytes[place..<place + part.count]).elementsEqual(part)
      }
    }
  }

  /// Returns a negative number, 0 or a positive number as the string comes before, is, or comes after
  /// `other` in the order of code points.
  public func compare(to other: StringObject) -> Int {
    withUTF8 { bytes in other.withUTF8 { TextHash.compare(bytes, $0) } }
  }

  // MARK: - Characters

  /// The number of characters.
  public var length: Int {
    switch form {
    case Form.byteIsCharacter: byteCount
    case Form.scalarIsCharacter where !isLong: withUTF8(UTF8Scalars.count)
    default: isLong ? breadcrumbs.count : text.count
    }
  }

  /// Returns the character at `index`, or nil if there is none; negative indices are not resolved.
  public func character(at index: Int) -> StringObject? {
    guard index >= 0, index < length else { return nil }
    return bytes(places(of: index..<index + 1))
  }

  /// The character at an index, which may count from the end, where that is one of ASCII that takes a few steps
  /// to find; nil for any other.
  package func letter(at index: Int) -> UInt8? {
    withUTF8 { bytes in
      if isByteIndexed {
        let place = index < 0 ? index + bytes.count : index
        return place >= 0 && place < bytes.count ? bytes[place] : nil
      }
      guard form == Form.scalarIsCharacter, !isLong else { return nil }
      let position = index < 0 ? index + UTF8Scalars.count(bytes) : index
      guard position >= 0, position < bytes.count else { return nil }
      var place = 0
      for _ in 0..<position where place < bytes.count { place += UTF8Length.of(bytes[place]) }
      return place < bytes.count && bytes[place] < 0x80 ? bytes[place] : nil
    }
  }

  /// Returns the characters `range`, which must lie within `0...length`.
  ///
  /// - Throws: what `Memory.claim` throws.
  public func slice(_ range: Range<Int>) throws -> StringObject {
    let range = places(of: range)
    try Memory.claim(bytes: range.count)
    return bytes(range)
  }

  /// Returns the end of the character that begins at a byte; nil if some characters of the string have several
  /// scalars, so that it takes Unicode's rules to say.
  ///
  /// - Precondition: `place` is the start of a character, not the end of the string.
  public func endOfCharacter(at place: Int) -> Int? {
    switch form {
    case Form.byteIsCharacter: place + 1
    case Form.scalarIsCharacter: place + withUTF8 { UTF8Length.of($0[place]) }
    default: nil
    }
  }

  /// Returns the string of a range of bytes.
  ///
  /// - Precondition: it begins and ends where scalars do.
  public func bytes(_ range: Range<Int>) -> StringObject {
    withUTF8 { StringObject(utf8: UnsafeBufferPointer(rebasing: $0[range])) }
  }

  // MARK: - Breadcrumbs

  /// The bytes of the characters `range`, which must lie within `0...length`.
  package func places(of range: Range<Int>) -> Range<Int> {
    if isByteIndexed { return range }
    if isLong {
      let breadcrumbs = breadcrumbs
      return breadcrumbs.place(
        of: range.lowerBound, in: self)..<breadcrumbs.place(of: range.upperBound, in: self)
    }
    if form == Form.scalarIsCharacter {
      return withUTF8 { bytes in
        let start = Breadcrumbs.place(after: range.lowerBound, from: 0, in: bytes)
        return start..<Breadcrumbs.place(after: range.count, from: start, in: bytes)
      }
    }
    let text = text
    let start = text.index(text.startIndex, offsetBy: range.lowerBound)
    let end = text.index(start, offsetBy: range.count)
    return text.utf8.distance(
      from: text.startIndex, to: start)..<text.utf8.distance(from: text.startIndex, to: end)
  }

  /// Whether finding characters from the start takes longer than looking up where they are.
  private var isLong: Bool { byteCount > 96 }

  /// Where the characters are.
  private var breadcrumbs: Breadcrumbs {
    if cache.load(ordering: .relaxed) & Form.hasBreadcrumbs != 0, let kept = BreadcrumbTable[self] {
      return kept
    }
    let made = Breadcrumbs(of: self, hasLoneScalars: form == Form.scalarIsCharacter)
    BreadcrumbTable[self] = made
    note(Form.hasBreadcrumbs)
    return made
  }

  private func forgetBreadcrumbs() {
    if cache.load(ordering: .relaxed) & Form.hasBreadcrumbs != 0 { BreadcrumbTable[self] = nil }
  }
}
