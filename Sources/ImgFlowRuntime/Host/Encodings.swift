/// Base64 as in RFC 4648 section 4, with padding.
package enum Base64 {
  package static func encode(_ bytes: [UInt8]) -> String { encode(bytes) {} }
  package static func encodeForURL(_ bytes: [UInt8]) -> String { encodeForURL(bytes) {} }
  package static func decode(_ text: String) -> [UInt8]? { decode(text) {} }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// How many bytes are worked on between two pauses; a multiple of 3.
  private static let stretch = 3 << 18

  /// - Parameter pause: is called now and then; what it throws ends the work.
  package static func encode(
    _ bytes: [UInt8], pausing pause: () throws -> Void
  ) rethrows -> String {
    let count = (bytes.count + 2) / 3 * 4
    return try String(unsafeUninitializedCapacity: count) { result in
      var place = 0
      for index in stride(from: 0, to: bytes.count, by: 3) {
        if index % stretch == 0 { try pause() }
        let rest = min(3, bytes.count - index)
        var group = Int(bytes[index]) << 16
        if rest > 1 { group |= Int(bytes[index + 1]) << 8 }
        if rest > 2 { group |= Int(bytes[index + 2]) }
        for position in 0..<4 {
          let isPadding = position > rest
          result[place] =
            isPadding ? UInt8(ascii: "=") : alphabet[(group >> (18 - 6 * position)) & 0x3F]
          place += 1
        }
      }
      return count
    }
  }

  /// Encodes with the alphabet for URLs and file names (RFC 4648 section 5), without padding.
  package static func encodeForURL(
    _ bytes: [UInt8], pausing pause: () throws -> Void
  ) rethrows -> String {
    let text = try encode(bytes, pausing: pause).utf8.compactMap { byte -> UInt8? in
      switch byte {
      case UInt8(ascii: "+"): UInt8(ascii: "-")
      case UInt8(ascii: "/"): UInt8(ascii: "_")
      case UInt8(ascii: "="): nil
      default: byte
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Returns the bytes, or nil if the text is not base64. Line ends are skipped; both alphabets and missing
  /// padding are accepted.
  ///
  /// - Parameter pause: is called now and then; what it throws ends the work.
  package static func decode(
    _ text: String, pausing pause: () throws -> Void
  ) rethrows -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count / 4 * 3)
    var group = 0
    var bits = 0
    var padding = 0
    for byte in text.utf8 where byte != 0x0A && byte != 0x0D {
      if bits == 0, result.count % stretch == 0 { try pause() }
      if byte == UInt8(ascii: "=") {
        padding += 1
        continue
      }
      guard padding == 0, let digit = digit(byte) else { return nil }
      group = group << 6 | digit
      bits += 6
      if bits >= 8 {
        bits -= 8
        result.append(UInt8(truncatingIfNeeded: group >> bits))
        group &= (1 << bits) - 1
      }
    }
    // Two bits are left over for each `=` that completes the last group of four.
    return bits < 6 && group == 0 && (padding == 0 || padding == bits / 2) ? result : nil
  }

  private static func digit(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) + 4
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }
}

/// Hexadecimal digits, two a byte.
package enum Hexadecimal {
  package static func encode(_ bytes: [UInt8]) -> String { encode(bytes) {} }

  /// - Parameter pause: is called now and then; what it throws ends the work.
  package static func encode(
    _ bytes: [UInt8], pausing pause: () throws -> Void
  ) rethrows -> String {
    try String(unsafeUninitializedCapacity: bytes.count * 2) { text in
      for (place, byte) in bytes.enumerated() {
        if place % (1 << 19) == 0 { try pause() }
        text[2 * place] = digit(byte >> 4)
        text[2 * place + 1] = digit(byte & 15)
      }
      return bytes.count * 2
    }
  }

  private static func digit(_ number: UInt8) -> UInt8 {
    number + (number < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
  }
}
