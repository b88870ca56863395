import ImgFlowValues

/// The place of a part of a value, as JSON Pointer (RFC 6901) writes it: `/areas/0/name`; empty for the whole value.
struct JSONPointer {
  /// Keys and indices, the outermost first.
  private(set) var parts: [String] = []

  init() {}

  /// Nil for a string that is not a pointer.
  init?(_ text: String) {
    let pieces = text.utf8.split(separator: Self.slash, omittingEmptySubsequences: false)
    guard pieces.first?.isEmpty ?? true else { return nil }
    for piece in pieces.dropFirst() {
      guard let part = Self.unescaped(piece) else { return nil }
      parts.append(part)
    }
  }

  /// The pointer to a part of what this one leads to.
  func appending(_ part: String) -> JSONPointer {
    var pointer = self
    pointer.parts.append(part)
    return pointer
  }

  /// The pointer as text.
  var text: String {
    String(decoding: parts.flatMap { [Self.slash] + $0.utf8.flatMap(Self.escaped) }, as: UTF8.self)
  }

  /// Whether this leads to a part of what another pointer leads to, and not to the same.
  func isBelow(_ other: JSONPointer) -> Bool {
    parts.count > other.parts.count
      && zip(parts, other.parts).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
  }

  private static let (slash, tilde) = (UInt8(ascii: "/"), UInt8(ascii: "~"))
  private static let (zero, one) = (UInt8(ascii: "0"), UInt8(ascii: "1"))

  private static func escaped(_ byte: UInt8) -> [UInt8] {
    byte == tilde ? [tilde, zero] : byte == slash ? [tilde, one] : [byte]
  }

  /// Nil if a `~` is followed by anything else than `0` or `1`.
  private static func unescaped(_ part: Substring.UTF8View) -> String? {
    var bytes: [UInt8] = []
    var rest = part
    while let byte = rest.popFirst() {
      guard byte == tilde else {
        bytes.append(byte)
        continue
      }
      guard let code = rest.popFirst(), code == zero || code == one else { return nil }
      bytes.append(code == zero ? tilde : slash)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Returns the index that a part is in a list of `count` items, or nil if it is none: RFC 6901 has no leading
  /// zeros and no signs.
  static func index(_ part: String, in count: Int) -> Int? {
    guard let index = Int(part), String(index) == part, index >= 0, index < count else {
      return nil
    }
    return index
  }
}
