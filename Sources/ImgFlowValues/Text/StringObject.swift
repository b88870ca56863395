import Synchronization

/// A string value.
///
/// Equality and order compare UTF-8 bytes, which is the order of code points; lengths and indices
/// count characters (grapheme clusters), in constant time where every byte is one character.
///
/// Sendable: `body` changes only while one thread holds the only reference to the string.
public final class StringObject: HeapObject, @unchecked Sendable {
  /// What has been computed about the string: the form in the lowest two bits, the hash in the others. Four
  /// bytes, which fit next to the depth: a document has more strings than anything else.
  @usableFromInline let cache = Atomic<UInt32>(0)
  @exclusivity(unchecked)
  @usableFromInline var body: StringBody

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

  deinit { body.release() }

  // MARK: - Bytes

  /// The content as a Swift string, which is made anew unless the string is large and was made of one:
  /// `withUTF8` is faster.
  public var text: String { body.text }

  /// The number of bytes in UTF-8.
  @inlinable @inline(__always)
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
  @inlinable @inline(__always)
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
    cache.store(0, ordering: .relaxed)
  }

  // MARK: - What is computed once

  /// What characters are in a string.
  @usableFromInline
  enum Form: UInt32 {
    case unknown = 0
    case byteIsCharacter = 1
    case scalarIsCharacter = 2
    case general = 3

    @inlinable static var mask: UInt32 { 0b11 }
  }

  private static let hashShift: UInt32 = 2
  private static let hashMask = ~Form.mask

  /// The hash of the string's bytes, never 0.
  public var hash: Int {
    let cached = cache.load(ordering: .relaxed) & Self.hashMask
    if cached != 0 { return Int(cached >> Self.hashShift) }
    let folded = UInt32(truncatingIfNeeded: withUTF8 { TextHash.hash(of: $0) }) & Self.hashMask
    let computed = folded == 0 ? Self.hashMask : folded
    note(computed)
    return Int(computed >> Self.hashShift)
  }

  /// Whether every byte is a character of its own: ASCII without carriage returns, because `\r\n`
  /// is one character.
  @inlinable @inline(__always)
  public var isByteIndexed: Bool { form == .byteIsCharacter }

  /// Whether every code point is a character of its own, so that no rules of Unicode's are needed to divide the
  /// string.
  @inlinable @inline(__always)
  package var hasLoneScalars: Bool { form != .general }

  @inlinable @inline(__always)
  var form: Form {
    // Its raw value is not asked for, which takes a call.
    switch cache.load(ordering: .relaxed) & Form.mask {
    case 1: .byteIsCharacter
    case 2: .scalarIsCharacter
    case 3: .general
    default: findForm()
    }
  }

  @usableFromInline
  func findForm() -> Form {
    let found: Form = withUTF8 { bytes in
      TextScan.hasOneByteCharacters(UnsafeRawBufferPointer(bytes))
        ? .byteIsCharacter
        : LoneScalars.make(up: bytes) ? .scalarIsCharacter : .general
    }
    note(found.rawValue)
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
  @inlinable @inline(__always)
  public var length: Int { isByteIndexed ? byteCount : countCharacters() }

  @usableFromInline
  func countCharacters() -> Int {
    if isLong { return breadcrumbs.count }
    return form == .scalarIsCharacter ? withUTF8(UTF8Scalars.count) : text.count
  }

  /// Returns the character at `index`, or nil if there is none; negative indices are not resolved.
  public func character(at index: Int) -> StringObject? {
    guard index >= 0, index < length else { return nil }
    return bytes(places(of: index..<index + 1))
  }

  /// The bytes of the character at an index, which may count from the end; nil if there is none, or if some
  /// characters of the string have several scalars.
  package func character(byIndex index: Int) -> Range<Int>? {
    let form = form
    guard form != .general else { return nil }
    let position = index < 0 ? index + length : index
    return withUTF8 { bytes in
      guard position >= 0, position < bytes.count else { return nil }
      if form == .byteIsCharacter { return position..<position + 1 }
      let place =
        isLong ? place(of: position) : Breadcrumbs.place(after: position, from: 0, in: bytes)
      guard place < bytes.count else { return nil }
      return place..<place + UTF8Length.of(bytes[place])
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
  @inlinable @inline(__always)
  public func endOfCharacter(at place: Int) -> Int? {
    switch form {
    case .byteIsCharacter: place + 1
    case .scalarIsCharacter: place + withUTF8 { UTF8Length.of($0[place]) }
    case .general, .unknown: nil
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
    guard form == .scalarIsCharacter || isLong else { return placesOfClusters(range) }
    let start = place(of: range.lowerBound)
    // What is near is found without looking up where it is.
    guard range.count <= 1, let end = start < byteCount ? endOfCharacter(at: start) : start else {
      return start..<place(of: range.upperBound)
    }
    return start..<(range.isEmpty ? start : end)
  }

  /// The byte at which a character begins, or that of the end.
  ///
  /// - Precondition: the string is long, or each of its scalars is a character.
  private func place(of index: Int) -> Int {
    if isLong {
      if let place = body.noted?._withUnsafeGuaranteedRef({ $0.place(of: index, in: self) }) {
        return place
      }
      return breadcrumbs.place(of: index, in: self)
    }
    return withUTF8 { Breadcrumbs.place(after: index, from: 0, in: $0) }
  }

  private func placesOfClusters(_ range: Range<Int>) -> Range<Int> {
    let text = text
    let start = text.index(text.startIndex, offsetBy: range.lowerBound)
    let end = text.index(start, offsetBy: range.count)
    return text.utf8.distance(
      from: text.startIndex, to: start)..<text.utf8.distance(from: text.startIndex, to: end)
  }

  /// Whether finding characters from the start takes longer than looking up where they are.
  private var isLong: Bool { byteCount > 96 }

  /// Where the characters are.
  ///
  /// - Precondition: the string is long.
  private var breadcrumbs: Breadcrumbs {
    if let noted = body.noted { return noted.takeUnretainedValue() }
    let made = Breadcrumbs(of: self, hasLoneScalars: form == .scalarIsCharacter)
    body.note(made)
    return made
  }
}
