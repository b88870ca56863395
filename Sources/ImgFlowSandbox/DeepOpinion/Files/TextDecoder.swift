import Foundation

/// Reads the text of a file, which says its encoding by a byte-order mark or is in UTF-8.
enum TextDecoder {
  /// The text in UTF-8, without a mark.
  ///
  /// - Throws: `FileFault` for what is no text, with the line of the first bad byte.
  static func utf8(_ bytes: [UInt8]) throws -> [UInt8] {
    if bytes.starts(with: [0xFF, 0xFE]) { return try utf16(bytes, .utf16LittleEndian) }
    if bytes.starts(with: [0xFE, 0xFF]) { return try utf16(bytes, .utf16BigEndian) }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    guard String(validating: text, as: UTF8.self) != nil else {
      throw FileFault(line: lineOfFirstFault(in: text), "The text is not UTF-8; save it as UTF-8.")
    }
    return text
  }

  private static func utf16(_ bytes: [UInt8], _ encoding: String.Encoding) throws -> [UInt8] {
    guard let text = String(data: Data(bytes.dropFirst(2)), encoding: encoding) else {
      throw FileFault("The text is not UTF-16, though it begins with its mark; save it as UTF-8.")
    }
    return Array(text.utf8)
  }

  private static func lineOfFirstFault(in text: [UInt8]) -> Int {
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    let index = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
    return (index ?? 0) + 1
  }
}
