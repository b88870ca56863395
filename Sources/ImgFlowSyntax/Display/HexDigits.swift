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
    String(decoding: bytes.flatMap { [digit($0 >> 4), digit($0 & 0xF)] }, as: UTF8.self)
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
