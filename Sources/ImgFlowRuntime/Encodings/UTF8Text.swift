import ImgFlowSyntax
import ImgFlowValues

/// Reading UTF-8 without repairing it.
package enum UTF8Text {
  /// - Parameter offset: where the bytes begin in `what`.
  /// - Throws: a `parse` error that says which byte of `what` is wrong.
  package static func read(
    _ bytes: ArraySlice<UInt8>, from offset: Int = 0, of what: String, help: String?
  ) throws -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    throw problem(of: bytes, from: offset, in: what, help: help)
  }

  /// The error that says which byte is wrong.
  static func problem(
    of bytes: ArraySlice<UInt8>, from offset: Int, in what: String, help: String? = nil
  ) -> ValueError {
    let place = bytes.startIndex + wellFormedLength(bytes)
    let byte = place < bytes.endIndex ? HexDigits.of(bytes[place], count: 2) : "00"
    return ValueError(
      .parse,
      "\(what) is not text in UTF-8: byte \(offset + place - bytes.startIndex) is 0x\(byte)",
      help: help)
  }

  /// How many of the first bytes are well-formed.
  static func wellFormedLength(_ bytes: ArraySlice<UInt8>) -> Int {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var length = 0
    while case .valid(let scalar) = parser.parseScalar(from: &iterator) { length += scalar.count }
    return length
  }

  /// The text with each byte that is not UTF-8 as `\xFC`; for what people read, and for nothing else.
  package static func escaped(_ bytes: [UInt8]) -> String {
    var text = ""
    var rest = bytes[...]
    while !rest.isEmpty {
      let length = wellFormedLength(rest)
      text += String(decoding: rest.prefix(length), as: UTF8.self)
      rest = rest.dropFirst(length)
      guard let byte = rest.popFirst() else { break }
      text += "\\x" + HexDigits.of(byte, count: 2)
    }
    return text
  }
}
