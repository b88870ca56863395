/// Percent-encoding as in RFC 3986 section 2.
package enum PercentEncoding {
  /// Encodes everything but unreserved characters, so that the result is one path segment or one
  /// query value.
  package static func encode(_ text: String) -> String {
    var text = text
    return text.withUTF8 { encode($0, pausing: {}) }.text
  }

  /// - Parameter pause: is called now and then; what it throws ends the work.
  package static func encode(
    _ bytes: UnsafeBufferPointer<UInt8>, pausing pause: () throws -> Void
  ) rethrows -> StringObject {
    let encoded = bytes.reduce(into: 0) { if !isUnreserved($1) { $0 += 1 } }
    return try StringObject(count: bytes.count + 2 * encoded) { text in
      var end = 0
      for (index, byte) in bytes.enumerated() {
        if index & 0xFFFFF == 0xFFFFF { try pause() }
        if isUnreserved(byte) {
          text[end] = byte
          end += 1
        } else {
          text[end] = UInt8(ascii: "%")
          text[end + 1] = digit(byte >> 4)
          text[end + 2] = digit(byte & 15)
          end += 3
        }
      }
    }
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func digit(_ number: UInt8) -> UInt8 {
    number + (number < 10 ? UInt8(ascii: "0") : UInt8(ascii: "A") - 10)
  }

  /// Decodes `%XX`; nil if an escape is broken or the bytes are not UTF-8.
  package static func decode(_ text: String) -> String? {
    var text = text
    return text.withUTF8 { decode($0) }?.text
  }

  /// Decodes `%XX`; nil if an escape is broken or the bytes are not UTF-8.
  ///
  /// - Parameter plusIsSpace: whether `+` is a space, as forms write it.
  package static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, plusIsSpace: Bool = false
  ) -> StringObject? {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { decoded in
      var (place, end) = (0, 0)
      while place < bytes.count {
        var byte = bytes[place]
        place += 1
        if byte == UInt8(ascii: "%") {
          guard bytes.count - place >= 2, let high = number(bytes[place]),
            let low = number(bytes[place + 1])
          else { return nil }
          byte = high << 4 | low
          place += 2
        } else if plusIsSpace, byte == UInt8(ascii: "+") {
          byte = UInt8(ascii: " ")
        }
        decoded[end] = byte
        end += 1
      }
      return StringObject(validating: UnsafeBufferPointer(rebasing: decoded[..<end]))
    }
  }

  /// The number that a hexadecimal digit stands for.
  private static func number(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
