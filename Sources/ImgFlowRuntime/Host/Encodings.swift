import ImgFlowValues

/// Base64 as in RFC 4648.
package enum Base64 {
  /// Which characters are written. All are read.
  enum Form {
    /// That of section 4, with padding.
    case padded
    /// That of section 5, for URLs and file names, without padding.
    case url

    fileprivate var digits: StaticString {
      switch self {
      case .padded: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
      case .url: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
      }
    }

    /// How many characters there are for `count` bytes.
    fileprivate func length(of count: Int) -> Int {
      switch self {
      case .padded: (count + 2) / 3 * 4
      case .url: (count * 4 + 2) / 3
      }
    }
  }

  package static func encode(_ bytes: [UInt8]) -> String {
    bytes.withUnsafeBufferPointer { encode($0, .padded, pausing: {}) }.text
  }

  package static func decode(_ text: String) -> [UInt8]? {
    var text = text
    return text.withUTF8 { decode($0, pausing: {}) }
  }

  /// How many bytes are worked on between two pauses; a multiple of 3.
  private static let stretch = 3 << 18

  /// Encodes for a script.
  ///
  /// - Throws: a `limit` error if it is too long; what a checkpoint throws.
  static func encode(_ bytes: UnsafeBufferPointer<UInt8>, _ form: Form) throws -> Value {
    try BuiltinLimits.claimBytes(form.length(of: bytes.count))
    return .heap(try encode(bytes, form, pausing: Checkpoint.pass))
  }

  /// - Parameter pause: is called now and then; what it throws ends the work.
  private static func encode(
    _ bytes: UnsafeBufferPointer<UInt8>, _ form: Form, pausing pause: () throws -> Void
  ) rethrows -> StringObject {
    try StringObject(count: form.length(of: bytes.count)) { text in
      for start in stride(from: 0, to: bytes.count, by: stretch) {
        if start > 0 { try pause() }
        let part = bytes[start..<min(bytes.count, start + stretch)]
        write(
          UnsafeBufferPointer(rebasing: part), form,
          to: UnsafeMutableRawBufferPointer(rebasing: text[(start / 3 * 4)...]))
      }
    }
  }

  private static func write(
    _ bytes: UnsafeBufferPointer<UInt8>, _ form: Form, to text: UnsafeMutableRawBufferPointer
  ) {
    let digits = form.digits.utf8Start
    var end = 0
    func append(_ group: UInt32, count: Int) {
      for position in 0..<count {
        text[end] = digits[Int(group >> UInt32(18 - 6 * position)) & 0x3F]
        end += 1
      }
    }
    let whole = bytes.count / 3 * 3
    for index in stride(from: 0, to: whole, by: 3) {
      let (first, second) = (UInt32(bytes[index]) << 16, UInt32(bytes[index + 1]) << 8)
      append(first | second | UInt32(bytes[index + 2]), count: 4)
    }
    let rest = bytes.count - whole
    guard rest > 0 else { return }
    append(
      UInt32(bytes[whole]) << 16 | (rest > 1 ? UInt32(bytes[whole + 1]) << 8 : 0), count: rest + 1)
    guard form == .padded else { return }
    for _ in rest..<3 {
      text[end] = UInt8(ascii: "=")
      end += 1
    }
  }

  /// Returns the bytes, or nil if the text is not base64. Line ends are skipped; both alphabets and missing
  /// padding are accepted.
  ///
  /// - Parameter pause: is called now and then; what it throws ends the work.
  static func decode(
    _ text: UnsafeBufferPointer<UInt8>, pausing pause: () throws -> Void
  ) rethrows -> [UInt8]? {
    var isBase64 = false
    let bytes = try [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3 + 3) { bytes, end in
      var group: UInt32 = 0
      var bits: UInt32 = 0
      var padding: UInt32 = 0
      for (index, byte) in text.enumerated() where byte != 0x0A && byte != 0x0D {
        if index % stretch == stretch - 1 { try pause() }
        if byte == UInt8(ascii: "=") {
          padding += 1
          continue
        }
        guard padding == 0, let digit = digit(byte) else { return }
        group = group << 6 | digit
        bits += 6
        if bits >= 8 {
          bits -= 8
          bytes[end] = UInt8(truncatingIfNeeded: group >> bits)
          end += 1
          group &= (1 << bits) - 1
        }
      }
      // Two bits are left over for each `=` that completes the last group of four.
      isBase64 = bits < 6 && group == 0 && (padding == 0 || padding == bits / 2)
    }
    return isBase64 ? bytes : nil
  }

  private static func digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) + 4
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }
}

/// Hexadecimal digits, two a byte.
enum Hexadecimal {
  /// - Throws: a `limit` error if it is too long; what a checkpoint throws.
  static func encode(_ bytes: UnsafeBufferPointer<UInt8>) throws -> Value {
    try BuiltinLimits.claimBytes(bytes.count * 2)
    return .heap(
      try StringObject(count: bytes.count * 2) { text in
        var pace = Pace()
        for (place, byte) in bytes.enumerated() {
          try pace.step()
          text[2 * place] = digit(byte >> 4)
          text[2 * place + 1] = digit(byte & 15)
        }
      })
  }

  private static func digit(_ number: UInt8) -> UInt8 {
    number + (number < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
  }
}
