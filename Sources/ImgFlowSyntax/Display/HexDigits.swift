/// Numbers in hexadecimal digits.
package enum HexDigits {
  /// `0A`: with zeros before it up to `count` digits.
  package static func of(
    _ number: some BinaryInteger, count: Int, uppercase: Bool = true
  ) -> String {
    let digits = String(number, radix: 16, uppercase: uppercase)
    return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
  }

  /// `00ff7f`: two small digits for each byte.
  package static func of(bytes: some Sequence<UInt8>) -> String {
    bytes.map { of($0, count: 2, uppercase: false) }.joined()
  }
}
