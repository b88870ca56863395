/// Reads the XML that office programs write, an element or text at a time.
///
/// There are no document types and so no entities but XML's own five and characters by number: what
/// makes XML from strangers dangerous is left out.
struct XMLScanner {
  enum Event: Equatable {
    /// An element begins; names are without their prefixes.
    case start(String, [String: String])
    case end(String)
    case text(String)
  }

  private let bytes: [UInt8]
  private var position = 0
  /// The end that an empty element still owes.
  private var owedEnd: String?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next event; nil at the end.
  ///
  /// - Throws: `FileFault` for what is no XML.
  mutating func next() throws -> Event? {
    if let name = owedEnd {
      owedEnd = nil
      return .end(name)
    }
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "<") else { return .text(try readText()) }
      if try skipMarkup() { continue }
      if let text = try readCharacterData() { return .text(text) }
      return try readTag()
    }
    return nil
  }

  private static let broken = FileFault("The workbook is damaged: a part of it is no XML.")

  private mutating func readText() throws -> String {
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
    return try Self.resolve(bytes[start..<position])
  }

  /// Passes over a declaration, instruction or comment.
  private mutating func skipMarkup() throws -> Bool {
    if starts(with: "<?") {
      try skip(past: "?>")
    } else if starts(with: "<!--") {
      try skip(past: "-->")
    } else if starts(with: "<!DOCTYPE") {
      throw FileFault("The workbook has a document type, which no office program writes.")
    } else {
      return false
    }
    return true
  }

  private mutating func readCharacterData() throws -> String? {
    guard starts(with: "<![CDATA[") else { return nil }
    let start = position + 9
    try skip(past: "]]>")
    guard position - 3 >= start else { throw Self.broken }
    return String(decoding: bytes[start..<position - 3], as: UTF8.self)
  }

  private mutating func readTag() throws -> Event {
    position += 1
    let isEnd = take(UInt8(ascii: "/"))
    let name = try readName()
    var attributes: [String: String] = [:]
    while true {
      skipBlanks()
      guard position < bytes.count else { throw Self.broken }
      if take(UInt8(ascii: ">")) { break }
      if take(UInt8(ascii: "/")) {
        guard take(UInt8(ascii: ">")) else { throw Self.broken }
        owedEnd = name
        break
      }
      let key = try readName()
      attributes[key] = try readValue()
    }
    return isEnd ? .end(name) : .start(name, attributes)
  }

  /// Reads a name, of which the part after the colon counts.
  private mutating func readName() throws -> String {
    let start = position
    while position < bytes.count, !Self.endsName(bytes[position]) { position += 1 }
    guard position > start else { throw Self.broken }
    let name = bytes[start..<position].split(separator: UInt8(ascii: ":")).last ?? []
    return String(decoding: name, as: UTF8.self)
  }

  private mutating func readValue() throws -> String {
    skipBlanks()
    guard take(UInt8(ascii: "=")) else { throw Self.broken }
    skipBlanks()
    guard position < bytes.count, [0x22, 0x27].contains(bytes[position]) else { throw Self.broken }
    let quote = bytes[position]
    let start = position + 1
    guard let end = bytes[start...].firstIndex(of: quote) else { throw Self.broken }
    position = end + 1
    return try Self.resolve(bytes[start..<end])
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    byte <= 0x20 || [UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "/")].contains(byte)
  }

  // MARK: - Characters

  /// Replaces `&amp;`, `&#228;` and their like.
  private static func resolve(_ text: ArraySlice<UInt8>) throws -> String {
    let plain = String(decoding: text, as: UTF8.self)
    guard text.contains(UInt8(ascii: "&")) else { return plain }
    var parts = plain.split(separator: "&", omittingEmptySubsequences: false)
    var result = String(parts.removeFirst())
    for part in parts {
      guard let end = part.firstIndex(of: ";"), let character = character(part[..<end]) else {
        throw broken
      }
      result.unicodeScalars.append(character)
      result += part[part.index(after: end)...]
    }
    return result
  }

  private static func character(_ name: Substring) -> Unicode.Scalar? {
    switch name {
    case "amp": "&"
    case "lt": "<"
    case "gt": ">"
    case "quot": "\""
    case "apos": "'"
    default:
      if name.hasPrefix("#x") {
        UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
      } else {
        name.hasPrefix("#") ? UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init) : nil
      }
    }
  }

  private func starts(with text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

  private mutating func skip(past text: String) throws {
    while position < bytes.count, !starts(with: text) { position += 1 }
    guard position < bytes.count else { throw Self.broken }
    position += text.utf8.count
  }

  private mutating func skipBlanks() {
    while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }
}
