/// Percent-encoding as in RFC 3986 section 2.
package enum PercentEncoding {
  /// Encodes everything but unreserved characters, so that the result is one path segment or one
  /// query value.
  package static func encode(_ text: String) -> String { encode(text) {} }

  /// - Parameter pause: is called now and then; what it throws ends the work.
  package static func encode(
    _ text: String, pausing pause: () throws -> Void
  ) rethrows -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    for (index, byte) in text.utf8.enumerated() {
      if index % (1 << 20) == 0 { try pause() }
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.append(byte)
      default:
        result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Decodes `%XX`; nil if an escape is broken or the bytes are not UTF-8.
  package static func decode(_ text: String) -> String? {
    var result: [UInt8] = []
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        result.append(byte)
        continue
      }
      let digits = String(decoding: bytes.prefix(2), as: UTF8.self)
      guard digits.utf8.count == 2, let code = UInt8(digits, radix: 16) else { return nil }
      bytes = bytes.dropFirst(2)
      result.append(code)
    }
    return String(validating: result, as: UTF8.self)
  }
}
