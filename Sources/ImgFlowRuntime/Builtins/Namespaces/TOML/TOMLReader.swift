import ImgFlowSyntax
import ImgFlowValues

/// Reads a TOML document: its lines and keys here, values in extensions.
struct TOMLReader {
  let bytes: [UInt8]
  var place = 0
  var pace = Pace()
  /// How many arrays and tables in braces are open.
  var depth = 0
  /// How deep values nest, and how many parts a key has, at most.
  static let deepest = 200
  /// Tables that dotted keys of this section have defined.
  private var dotted: [TOMLTable] = []

  init(_ text: String) {
    let utf8 = Array(text.utf8)
    bytes = utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(utf8.dropFirst(3)) : utf8
  }

  mutating func document() throws -> RecordObject {
    let root = TOMLTable()
    var table = root
    while place < bytes.count {
      try pace.step()
      skipBlanks()
      switch byte {
      case UInt8(ascii: "["): table = try header(in: root)
      case nil, UInt8(ascii: "#"), .newline, .carriageReturn: break
      default: try keyAndValue(in: table)
      }
      try endLine()
    }
    return try root.value(&pace)
  }

  // MARK: - The place

  var byte: UInt8? { place < bytes.count ? bytes[place] : nil }

  func starts(with text: StaticString) -> Bool {
    place + text.utf8CodeUnitCount <= bytes.count
      && (0..<text.utf8CodeUnitCount).allSatisfy { bytes[place + $0] == text.utf8Start[$0] }
  }

  /// Skips a byte; false if another one is here.
  mutating func skip(_ expected: UInt8) -> Bool {
    guard byte == expected else { return false }
    place += 1
    return true
  }

  mutating func skipBlanks() {
    while let byte, byte == 0x20 || byte == 0x09 { place += 1 }
  }

  /// Skips a line end, if there is one here.
  mutating func skipLineEnd() -> Bool {
    if starts(with: "\r\n") { place += 2 } else if !skip(.newline) { return false }
    return true
  }

  /// Skips a comment, if there is one here.
  mutating func skipComment() throws {
    guard byte == UInt8(ascii: "#") else { return }
    while let byte, byte != .newline, !starts(with: "\r\n") {
      try pace.step()
      try checkCharacter(byte, in: "a comment")
      place += 1
    }
  }

  private mutating func endLine() throws {
    skipBlanks()
    try skipComment()
    guard place == bytes.count || skipLineEnd() else {
      throw failure("the line should end here, but goes on with \(found)")
    }
  }

  /// - Throws: a `parse` error for a control character, which TOML has nowhere.
  func checkCharacter(_ byte: UInt8, in what: String) throws {
    guard byte >= 0x20 && byte != 0x7F || byte == 0x09 else {
      throw failure("\(what) contains the control character U+00\(HexDigits.of(byte, count: 2))")
    }
  }

  /// What is here, in words.
  var found: String {
    switch byte {
    case nil: "the end of the text"
    case .newline: "the end of the line"
    case .carriageReturn:
      starts(with: "\r\n") ? "the end of the line" : "a carriage return without a line feed"
    default:
      "`"
        + String(
          String(decoding: bytes[place..<min(bytes.count, place + 40)], as: UTF8.self).prefix(1))
        + "`"
    }
  }

  /// A mistake at the place, or at an earlier one.
  func failure(_ message: String, at start: Int? = nil, help: String? = nil) -> DetailedError {
    let before = bytes[..<(start ?? place)]
    let line = before.count { $0 == .newline } + 1
    let column = before.reversed().prefix { $0 != .newline }.count { $0 & 0xC0 != 0x80 } + 1
    return DetailedError(
      .parse, "\(message) (line \(line), column \(column) of the TOML text)",
      details: [("line", .int(line)), ("column", .int(column))], help: help)
  }

  // MARK: - Sections and keys

  /// Reads `[a.b]` or `[[a.b]]`, and returns the table that follows.
  private mutating func header(in root: TOMLTable) throws -> TOMLTable {
    let start = place
    place += 1
    let isArray = skip(UInt8(ascii: "["))
    let key = try key()
    guard skip(UInt8(ascii: "]")), !isArray || skip(UInt8(ascii: "]")) else {
      throw failure("the name of a table ends with `\(isArray ? "]]" : "]")`, not with \(found)")
    }
    for table in dotted { table.close() }
    dotted = []
    do throws(TOMLTable.Conflict) {
      var table = root
      for part in key.dropLast() { table = try table.nested(part) }
      guard let last = key.last else { return root }
      return isArray ? try table.appended(last) : try table.defined(last)
    } catch {
      throw failure(Self.message(error, key), at: start)
    }
  }

  /// Reads `a.b = value`.
  private mutating func keyAndValue(in table: TOMLTable) throws {
    let start = place
    let key = try key()
    guard skip(UInt8(ascii: "=")) else {
      throw failure("a key must be followed by `=`, not by \(found)")
    }
    skipBlanks()
    let value = try value()
    try add(value, under: key, to: table, from: start)
  }

  /// Adds a value under a key, whose parts before the last one are tables.
  mutating func add(
    _ value: Value, under key: [StringObject], to table: TOMLTable, from start: Int
  ) throws {
    do throws(TOMLTable.Conflict) {
      var table = table
      for part in key.dropLast() {
        table = try table.dotted(part)
        dotted.append(table)
      }
      if let last = key.last { try table.add(value, under: last) }
    } catch {
      throw failure(Self.message(error, key), at: start)
    }
  }

  private static func message(_ conflict: TOMLTable.Conflict, _ key: [StringObject]) -> String {
    let name = key.map(\.text).joined(separator: ".")
    return switch conflict {
    case .isValue: "`\(name)` is given twice, or a part of it has a value already"
    case .isDefined: "`\(name)` cannot be defined here: the table is defined already"
    }
  }

  /// Reads a key: parts with dots between them, and the blanks after it.
  mutating func key() throws -> [StringObject] {
    var parts: [StringObject] = []
    repeat {
      skipBlanks()
      parts.append(try keyPart())
      guard parts.count <= Self.deepest else {
        throw ValueError(.limit, "a key of the TOML text has more than \(Self.deepest) parts")
      }
      skipBlanks()
    } while skip(UInt8(ascii: "."))
    return parts
  }

  private mutating func keyPart() throws -> StringObject {
    if byte == .quote || byte == UInt8(ascii: "'") {
      if starts(with: "\"\"\"") || starts(with: "'''") {
        throw failure("a key cannot be a string of several lines")
      }
      return try string()
    }
    let start = place
    while let byte, Self.isBare(byte) { place += 1 }
    guard place > start else { throw failure("a key should be here, not \(found)") }
    return StringObject(String(decoding: bytes[start..<place], as: UTF8.self))
  }

  private static func isBare(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: false
    }
  }
}
