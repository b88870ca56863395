/// Reads the XML that office programs write, an element or a piece of text at a time.
///
/// There are no document types and so no entities but XML's own five and characters by number: the dangerous
/// parts of untrusted XML are left out.
struct XMLScanner {
  enum Event: Equatable {
    /// An element begins; names are without their prefixes.
    case start(String, [String: String])
    case end(String)
    /// A text, or a piece of one.
    case text(String)
  }

  private let bytes: [UInt8]
  private var position = 0
  /// The elements that have begun and not ended.
  private var open: [String] = []
  /// Whether the element that began last is empty, so that its end follows.
  private var isEmpty = false

  /// Elements inside each other, and attributes of one: office programs write fewer.
  private static let limit = 200
  /// Bytes of a piece of text, and of an attribute.
  private static let pieceLength = 32 << 10

  /// - Throws: `FileFault` for bytes that are not text.
  init(_ part: [UInt8]) throws(FileFault) {
    do throws(FileFault) {
      bytes = try TextDecoder.utf8(part)
    } catch {
      throw Self.broken
    }
  }

  /// The next event; nil at the end.
  ///
  /// - Throws: `FileFault` for data that is not XML.
  mutating func next() throws(FileFault) -> Event? {
    if isEmpty {
      isEmpty = false
      return .end(open.removeLast())
    }
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "<") else { return .text(try readText()) }
      if try skipMarkup() { continue }
      if let text = try readCharacterData() { return .text(text) }
      return try readTag()
    }
    guard open.isEmpty else { throw Self.broken }
    return nil
  }

  private static let broken = FileFault("The workbook is damaged: a part of it is not XML.")

  // MARK: - Markup

  /// Passes over a declaration, instruction or comment.
  private mutating func skipMarkup() throws(FileFault) -> Bool {
    if starts(with: "<?") {
      try skip(past: "?>")
    } else if starts(with: "<!--") {
      try skip(past: "-->")
    } else if starts(with: "<!DOCTYPE") {
      throw FileFault(
        "The workbook has a document type declaration, which office programs do not write.")
    } else {
      return false
    }
    return true
  }

  private mutating func readCharacterData() throws(FileFault) -> String? {
    guard starts(with: "<![CDATA[") else { return nil }
    let start = position + 9
    position = start
    try skip(past: "]]>")
    return String(decoding: bytes[start..<position - 3], as: UTF8.self)
  }

  private mutating func readTag() throws(FileFault) -> Event {
    position += 1
    if take(UInt8(ascii: "/")) {
      let name = try readName()
      skipBlanks()
      guard take(UInt8(ascii: ">")), open.popLast() == name else { throw Self.broken }
      return .end(name)
    }
    let name = try readName()
    var attributes: [String: String] = [:]
    while true {
      skipBlanks()
      if take(UInt8(ascii: ">")) { break }
      if take(UInt8(ascii: "/")) {
        guard take(UInt8(ascii: ">")) else { throw Self.broken }
        isEmpty = true
        break
      }
      guard attributes.count < Self.limit else { throw Self.broken }
      let key = try readName()
      attributes[key] = try readValue()
    }
    open.append(name)
    guard open.count <= Self.limit else {
      throw FileFault("A part of the workbook is nested more than \(Self.limit) elements deep.")
    }
    return .start(name, attributes)
  }

  /// Reads a name, of which the part after the colon counts.
  private mutating func readName() throws(FileFault) -> String {
    var start = position
    while position < bytes.count, !Self.endsName(bytes[position]) {
      position += 1
      if bytes[position - 1] == UInt8(ascii: ":") { start = position }
    }
    guard position > start else { throw Self.broken }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func readValue() throws(FileFault) -> String {
    skipBlanks()
    guard take(UInt8(ascii: "=")) else { throw Self.broken }
    skipBlanks()
    guard position < bytes.count, [0x22, 0x27].contains(bytes[position]) else { throw Self.broken }
    let quote = bytes[position]
    position += 1
    var value = ""
    while position < bytes.count, bytes[position] != quote {
      value += try readPiece { $0 == quote }
      guard value.utf8.count <= Self.pieceLength else { throw Self.broken }
    }
    guard take(quote) else { throw Self.broken }
    return value
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">")
      || byte == UInt8(ascii: "/")
  }

  // MARK: - Text

  private mutating func readText() throws(FileFault) -> String {
    try readPiece { $0 == UInt8(ascii: "<") }
  }

  /// Reads a reference to a character, or what is before the next one, so far as `ends` says.
  private mutating func readPiece(_ ends: (UInt8) -> Bool) throws(FileFault) -> String {
    if bytes[position] == UInt8(ascii: "&") { return try readReference() }
    let start = position
    let bound = min(bytes.count, start + Self.pieceLength)
    while position < bound, bytes[position] != UInt8(ascii: "&"), !ends(bytes[position]) {
      position += 1
    }
    // A character of several bytes stays whole.
    while position > start, position < bytes.count, bytes[position] & 0xC0 == 0x80 { position -= 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// Reads `&amp;`, `&#228;` and their like.
  private mutating func readReference() throws(FileFault) -> String {
    // The longest is `&#1114111;`.
    guard let end = bytes[position...].prefix(16).firstIndex(of: UInt8(ascii: ";")),
      let character = Self.character(String(decoding: bytes[position + 1..<end], as: UTF8.self))
    else { throw Self.broken }
    position = end + 1
    return String(character)
  }

  private static func character(_ name: String) -> Unicode.Scalar? {
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

  // MARK: - Bytes

  private func starts(with text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard position + count <= bytes.count else { return false }
    return (0..<count).allSatisfy { bytes[position + $0] == text.utf8Start[$0] }
  }

  private mutating func skip(past text: StaticString) throws(FileFault) {
    while position < bytes.count, !starts(with: text) { position += 1 }
    guard position < bytes.count else { throw Self.broken }
    position += text.utf8CodeUnitCount
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
