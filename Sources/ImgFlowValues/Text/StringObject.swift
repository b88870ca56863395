import Synchronization

/// A string value.
///
/// Equality and order compare UTF-8 bytes, which is the order of code points; lengths and indices
/// count characters (grapheme clusters), in constant time where every byte is one character.
public final class StringObject: HeapObject, @unchecked Sendable {
  @exclusivity(unchecked)
  public var text: String
  /// The hash of the bytes, or 0 when it has not been computed.
  private let cachedHash = Atomic<Int>(0)
  private let cachedForm = Atomic<UInt8>(Form.unknown.rawValue)

  public init(_ text: String) {
    self.text = text
    super.init(type: .string)
  }

  /// Whether bytes and characters are the same thing in a string.
  private enum Form: UInt8 {
    case unknown, byteIsCharacter, general
  }

  /// The hash of the string's bytes, never 0.
  public var hash: Int {
    let cached = cachedHash.load(ordering: .relaxed)
    if cached != 0 { return cached }
    let computed = TextHash.hash(of: text)
    cachedHash.store(computed, ordering: .relaxed)
    return computed
  }

  /// Whether every byte is a character of its own: ASCII without carriage returns, because `\r\n` is
  /// one character.
  public var isByteIndexed: Bool {
    switch cachedForm.load(ordering: .relaxed) {
    case Form.byteIsCharacter.rawValue: return true
    case Form.general.rawValue: return false
    default:
      let isSimple = text.utf8.allSatisfy { $0 < 0x80 && $0 != 0x0D }
      let form: Form = isSimple ? .byteIsCharacter : .general
      cachedForm.store(form.rawValue, ordering: .relaxed)
      return isSimple
    }
  }

  /// The number of characters.
  public var length: Int { isByteIndexed ? text.utf8.count : text.count }

  /// Appends to the string in place.
  ///
  /// - Precondition: the caller holds the only reference.
  public func append(_ other: String) {
    text.append(other)
    cachedHash.store(0, ordering: .relaxed)
    cachedForm.store(Form.unknown.rawValue, ordering: .relaxed)
  }

  /// Returns the character at `index`, or nil when there is none; negative indices are not resolved.
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
