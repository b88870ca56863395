/// The forms of strings that have a type of their own. Loose on purpose: the service has the last
/// word, these catch what is certainly not meant.
package enum TextForm {
  /// A name, one `@`, and a host with a dot or `localhost`: what browsers take for an address
  /// (https://html.spec.whatwg.org/#valid-e-mail-address), letters beyond ASCII included.
  package static func isEmail(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else { return false }
    let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts[0].allSatisfy { isLetterOrDigit($0) || ".!#$%&'*+/=?^_`{|}~-".utf8.contains($0) }
      && labels.allSatisfy(isLabel)
      && (labels.count > 1 || String(Substring(parts[1])).lowercased() == "localhost")
  }

  /// A part of a host's name (RFC 1123 section 2.1).
  private static func isLabel(_ label: Substring.UTF8View) -> Bool {
    let hyphen = UInt8(ascii: "-")
    return (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
      && label.allSatisfy { isLetterOrDigit($0) || $0 == hyphen }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: true
    default: false
    }
  }

  /// An absolute http or https URL.
  package static func isURL(_ text: String) -> Bool { URLParts(text) != nil }

  /// RFC 9562 section 4: 8-4-4-4-12 hexadecimal digits.
  package static func isUUID(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return parts.map(\.count) == [8, 4, 4, 4, 12]
      && parts.allSatisfy { $0.allSatisfy { Character(UnicodeScalar($0)).isHexDigit } }
  }

  /// `2026-11-23`, a day that there is.
  package static func isDate(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return parts.map(\.count) == [4, 2, 2] && TimeText.parse(text) != nil
  }
}
