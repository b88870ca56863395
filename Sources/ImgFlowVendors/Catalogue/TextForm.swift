/// The forms of strings that have a type of their own. Loose on purpose: the service has the last
/// word, these catch what is certainly not meant.
enum TextForm {
  /// Something, one `@`, something with a dot or `localhost`; no spaces.
  static func isEmail(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, let host = parts.last, !parts[0].isEmpty, !host.isEmpty else {
      return false
    }
    return text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
  }

  /// An absolute http or https URL.
  static func isURL(_ text: String) -> Bool { URLParts(text) != nil }

  /// RFC 9562 section 4: 8-4-4-4-12 hexadecimal digits.
  static func isUUID(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return parts.map(\.count) == [8, 4, 4, 4, 12]
      && parts.allSatisfy { $0.allSatisfy { Character(UnicodeScalar($0)).isHexDigit } }
  }

  /// `2026-11-23`.
  static func isDate(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return parts.map(\.count) == [4, 2, 2]
      && parts.allSatisfy { $0.allSatisfy { (0x30...0x39).contains($0) } }
  }
}
