import Synchronization

/// A string value.
///
/// Equality and order compare UTF-8 bytes, which is the order of code points; lengths and indices
/// count characters (grapheme clusters), in constant time where every byte is one character.
public final class StringObject: HeapObject, @unchecked Sendable {
  /// What has been computed about the text: the form in the lowest two bits, the hash in the
  /// others. Four bytes, which fit beside the depth: a document has more strings than anything
  /// else.
  private let cache = Atomic<UInt32>(0)
  @exclusivity(unchecked)
  public var text: String

  public init(_ text: String) {
    self.text = text
    super.init(type: .string)
  }

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
    let folded = UInt32(truncatingIfNeeded: TextHash.hash(of: text)) & ~Form.mask
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
      let isSimple = TextScan.hasOneByteCharacters(text)
      note(isSimple ? Form.byteIsCharacter : Form.general)
      return isSimple
    }
  }

  /// Remembers bits. Another thread may be doing the same: what is lost is worked out again.
  @inline(__always)
  private func note(_ bits: UInt32) {
    cache.store(cache.load(ordering: .relaxed) | bits, ordering: .relaxed)
  }

  /// Whether the other string has the same bytes.
  @inline(__always)
  func hasText(of other: StringObject) -> Bool { TextHash.areEqual(text, other.text) }

  /// The number of characters.
  public var length: Int { isByteIndexed ? text.utf8.count : text.count }

  /// Appends to the string in place.
  ///
  /// - Precondition: the caller holds the only reference.
  /// - Throws: `ValueError.stringTooLong`.
  public func append(_ other: String) throws {
    try ValueLimits.checkString(bytes: text.utf8.count + other.utf8.count)
    text.append(other)
    cache.store(0, ordering: .relaxed)
  }

  /// Returns the character at `index`, or nil when there is none; negative indices are not
  /// resolved.
  public func character(at index: Int) -> String? {
    guard index >= 0 else { return nil }
    if isByteIndexed {
      let utf8 = text.utf8
      guard index < utf8.count else { return nil }
      return String(UnicodeScalar(utf8[utf8.index(utf8.startIndex, offsetBy: index)]))
    }
    guard let place = text.index(text.startIndex, offsetBy: index, limitedBy: text.endIndex),
      place < text.endIndex
    else { return nil }
    return String(text[place])
  }

  /// Returns the characters `range`, which must lie within `0...length`.
  public func slice(_ range: Range<Int>) -> String {
    if isByteIndexed {
      let utf8 = text.utf8
      let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
      let end = utf8.index(start, offsetBy: range.count)
      return String(text[start..<end])
    }
    return String(text.dropFirst(range.lowerBound).prefix(range.count))
  }
}
