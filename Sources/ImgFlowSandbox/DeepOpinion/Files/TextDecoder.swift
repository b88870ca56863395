/// Reads the text of a file, which says its encoding by a byte-order mark or is in UTF-8.
enum TextDecoder {
  /// The text in UTF-8, without a mark.
  ///
  /// - Throws: `FileFault` for data that is not text, with the line of the first bad byte.
  static func utf8(_ bytes: [UInt8]) throws(FileFault) -> [UInt8] {
    if bytes.starts(with: [0xFF, 0xFE]) { return try utf16(bytes, low: 0) }
    if bytes.starts(with: [0xFE, 0xFF]) { return try utf16(bytes, low: 1) }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    if let index = firstFault(in: text) {
      throw FileFault(line: line(of: index, in: text), "The text is not UTF-8; save it as UTF-8.")
    }
    return text
  }

  /// - Parameter low: which byte of two has the lower half.
  private static func utf16(_ bytes: [UInt8], low: Int) throws(FileFault) -> [UInt8] {
    let units = (1..<max(1, bytes.count / 2)).lazy.map { index in
      UInt16(bytes[index * 2 + low]) | UInt16(bytes[index * 2 + 1 - low]) << 8
    }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    let isBroken = transcode(
      units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true
    ) { text.append($0) }
    guard !isBroken, bytes.count.isMultiple(of: 2) else {
      throw FileFault(
        "The text is not UTF-16, although it begins with its byte-order mark; save it as UTF-8.")
    }
    return text
  }

  /// Where the first bytes are that are not UTF-8; nil if there are none.
  private static func firstFault(in text: [UInt8]) -> Int? {
    if String(validating: text, as: UTF8.self) != nil { return nil }
    var decoder = Unicode.UTF8.ForwardParser()
    var iterator = text.makeIterator()
    var index = 0
    while true {
      switch decoder.parseScalar(from: &iterator) {
      case .valid(let scalar): index += scalar.count
      case .error: return index
      case .emptyInput: return nil
      }
    }
  }

  private static func line(of index: Int, in text: [UInt8]) -> Int {
    text[..<min(index, text.count)].reduce(into: 1) { line, byte in if byte == 0x0A { line += 1 } }
  }
}
