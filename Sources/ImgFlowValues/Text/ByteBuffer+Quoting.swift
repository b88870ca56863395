extension ByteBuffer {
  /// Appends `text` as a JSON string: other than quotes, backslashes and control characters,
  /// everything stands for itself.
  @inline(__always)
  mutating func appendQuoted(_ text: String) {
    let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { appendQuoted($0) }
    if isDone == nil { appendQuotedCopy(text) }
  }

  @inline(never)
  private mutating func appendQuotedCopy(_ text: String) {
    var text = text
    text.withUTF8 { appendQuoted($0) }
  }

  mutating func appendQuoted(_ bytes: UnsafeBufferPointer<UInt8>) {
    let quote = UInt8(ascii: "\"")
    let destination = UnsafeMutableRawPointer(room(for: bytes.count + 2))
    destination.storeBytes(of: quote, as: UInt8.self)
    // Copied while it is scanned, as far as it is plain.
    let source = UnsafeRawBufferPointer(bytes)
    var offset = 0
    while offset + 8 <= source.count {
      let word = source.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if StringScan.special(in: UInt64(littleEndian: word)) != 0 { break }
      destination.storeBytes(of: word, toByteOffset: offset + 1, as: UInt64.self)
      offset += 8
    }
    while offset < source.count, StringScan.isPlain(source[offset]) {
      destination.storeBytes(of: source[offset], toByteOffset: offset + 1, as: UInt8.self)
      offset += 1
    }
    advance(offset + 1)
    if offset < source.count { appendEscaped(UnsafeBufferPointer(rebasing: bytes[offset...])) }
    append(quote)
  }

  @inline(never)
  private mutating func appendEscaped(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    var written = 0
    while written < bytes.count {
      let plain = StringScan.plainLength(start + written, count: bytes.count - written)
      append(UnsafeBufferPointer(start: start + written, count: plain))
      written += plain
      guard written < bytes.count else { break }
      appendEscape(of: bytes[written])
      written += 1
    }
  }

  private mutating func appendEscape(of byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append("\\\"")
    case UInt8(ascii: "\\"): append("\\\\")
    case 0x08: append("\\b")
    case 0x09: append("\\t")
    case 0x0A: append("\\n")
    case 0x0C: append("\\f")
    case 0x0D: append("\\r")
    default:
      append(byte < 0x10 ? "\\u000" : "\\u001")
      let digit = byte & 0x0F
      append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}
