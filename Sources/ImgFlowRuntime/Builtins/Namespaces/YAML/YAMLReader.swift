import ImgFlowValues

/// Reads a YAML document: block collections here, scalars and flow collections in extensions.
struct YAMLReader {
  /// The lines without their line ends.
  let lines: [[UInt8]]
  /// Whether the last line has a line end.
  let endsInLineEnd: Bool
  /// Where the reader is; `column` counts bytes from 0.
  var row = 0
  var column = 0
  var depth = 0
  /// Whether the document has begun, so that a `---` is a further one.
  private var isStarted = false
  private var pace = Pace()

  /// Far more than anyone writes, and far less than the stack holds.
  private static let deepest = 100

  init(_ text: String) throws {
    var bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    endsInLineEnd = bytes.last == UInt8(ascii: "\n")
    if endsInLineEnd { bytes.removeLast() }
    lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      $0.last == UInt8(ascii: "\r") ? Array($0.dropLast()) : Array($0)
    }
  }

  mutating func document() throws -> Value {
    guard try findContent() else { return .null }
    if startsDocument {
      column = 3
      skipSpaces()
      if isAtLineEnd { (row, column) = (row + 1, 0) }
    }
    isStarted = true
    guard try findContent() else { return .null }
    let value = try node(parent: -1)
    if try findContent() {
      throw failure("this does not belong to anything: check the indentation")
    }
    return value
  }

  /// Whether `---` is at the place.
  var startsDocument: Bool { isMarker("---") }
  /// Whether `...` is at the place.
  var endsDocument: Bool { isMarker("...") }

  private func isMarker(_ marker: String) -> Bool {
    column == 0 && line.starts(with: marker.utf8) && (line.count == 3 || line[3].isBlank)
  }

  // MARK: - The place

  var line: [UInt8] { row < lines.count ? lines[row] : [] }
  var byte: UInt8? { column < line.count ? line[column] : nil }
  func byte(after distance: Int) -> UInt8? {
    column + distance < line.count ? line[column + distance] : nil
  }

  /// Whether nothing but spaces and a comment follows on the line.
  var isAtLineEnd: Bool {
    let rest = line.dropFirst(column).drop { $0.isBlank }
    let isSeparated =
      column == 0 || column >= line.count || line[column].isBlank || line[column - 1].isBlank
    return rest.isEmpty || rest.first == UInt8(ascii: "#") && isSeparated
  }

  mutating func skipSpaces() { while byte?.isBlank == true { column += 1 } }

  /// Goes on to the next content, at the place itself or on a line below; false at the end.
  mutating func findContent() throws -> Bool {
    while row < lines.count {
      try pace.step()
      skipSpaces()
      if !isAtLineEnd {
        let isIndented = line[..<column].allSatisfy { $0.isBlank }
        if isIndented, line[..<column].contains(UInt8(ascii: "\t")) {
          throw failure("a tab cannot indent YAML", help: "use spaces")
        }
        if endsDocument {
          try passDocumentEnd()
          return false
        }
        if isStarted, startsDocument {
          throw failure("a second document is not supported", help: "split the text first")
        }
        return true
      }
      (row, column) = (row + 1, 0)
    }
    return false
  }

  /// Skips `...` and any comments after it.
  private mutating func passDocumentEnd() throws {
    while endsDocument {
      column = 3
      guard isAtLineEnd else { throw failure("only a comment can follow here") }
      repeat { (row, column) = (row + 1, 0) } while row < lines.count && isAtLineEnd
    }
    if row < lines.count {
      throw failure("a second document is not supported", help: "split the text first")
    }
  }

  func failure(_ message: String, help: String? = nil) -> ValueError {
    ValueError(
      .parse, "\(message) (line \(row + 1), column \(column + 1) of the YAML text)", help: help)
  }

  // MARK: - Blocks

  /// Reads the node at the place; `parent` is the column of what it belongs to.
  mutating func node(parent: Int) throws -> Value {
    try enter()
    defer { depth -= 1 }
    if isDash { return try sequence() }
    if isKey { return try mapping() }
    return try scalar(parent: parent)
  }

  mutating func enter() throws {
    try pace.step()
    depth += 1
    guard depth <= Self.deepest else {
      throw ValueError(.limit, "the YAML text nests deeper than \(Self.deepest) levels")
    }
  }

  private var isDash: Bool { byte == UInt8(ascii: "-") && (byte(after: 1) ?? .space).isBlank }

  private mutating func sequence() throws -> Value {
    let indent = column
    var items: [Value] = []
    while true {
      column += 1
      items.append(try content(of: indent, sequenceMayAlign: false))
      // The items of a key may be right below it; then the next key ends them.
      guard try findContent(), column > indent || column == indent && isDash else { break }
      guard column == indent else { throw failure("expected `- ` below the other items") }
    }
    return try .list(items)
  }

  private mutating func mapping() throws -> Value {
    let indent = column
    let record = RecordObject()
    while true {
      let start = column
      let key = try key()
      guard record[key] == nil else {
        column = start
        throw failure("the key `\(key)` is repeated")
      }
      try record.set(key, content(of: indent, sequenceMayAlign: true))
      guard try findContent(), column >= indent else { break }
      guard column == indent, isKey else { throw failure("expected a key below the other keys") }
    }
    return .heap(record)
  }

  /// What follows a `-` or `key:` at `indent`, on the line or below it.
  private mutating func content(of indent: Int, sequenceMayAlign: Bool) throws -> Value {
    skipSpaces()
    guard isAtLineEnd else {
      guard !sequenceMayAlign || !isDash && !isKey else {
        throw failure("a value on the line of its key cannot have its own keys or items")
      }
      return try node(parent: indent)
    }
    (row, column) = (row + 1, 0)
    guard try findContent() else { return .null }
    let isItsOwn = column > indent || sequenceMayAlign && column == indent && isDash
    return isItsOwn ? try node(parent: indent) : .null
  }

  // MARK: - Keys

  /// Whether a key and its colon are at the place.
  private var isKey: Bool {
    guard let first = byte else { return false }
    var end = column
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      guard let close = endOfQuotes else { return false }
      end = close
      while end < line.count, line[end].isBlank { end += 1 }
      return end < line.count && isColon(at: end)
    }
    if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") { return false }
    while end < line.count {
      if isColon(at: end) { return true }
      if line[end] == UInt8(ascii: "#"), end > column, line[end - 1].isBlank { return false }
      end += 1
    }
    return false
  }

  /// Where the text in quotes at the place ends; nil if it goes on on the next line.
  private var endOfQuotes: Int? {
    let quote = line[column]
    var end = column + 1
    while end < line.count {
      let isDoubled = quote == UInt8(ascii: "'") && end + 1 < line.count && line[end + 1] == quote
      if line[end] == quote, !isDoubled { return end + 1 }
      let isEscape = quote == UInt8(ascii: "\"") && line[end] == UInt8(ascii: "\\")
      end += isEscape || line[end] == quote ? 2 : 1
    }
    return nil
  }

  func isColon(at place: Int) -> Bool {
    line[place] == UInt8(ascii: ":") && (place + 1 == line.count || line[place + 1].isBlank)
  }

  private mutating func key() throws -> String {
    let key: String
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      key = try quoted()
      skipSpaces()
    } else {
      try refuseIndicator()
      let end = (column..<line.count).first { isColon(at: $0) } ?? line.count
      if end == column { throw failure("a key is missing before the colon") }
      key = String(decoding: line[column..<end], as: UTF8.self).trimmingSpaces
      column = end
    }
    column += 1
    return key
  }
}

extension UInt8 {
  static let space = UInt8(ascii: " ")
  var isBlank: Bool { self == .space || self == UInt8(ascii: "\t") }
}

extension String {
  /// The text without spaces and tabs at its ends.
  var trimmingSpaces: String {
    let start = utf8.drop { $0.isBlank }
    let end = start.lastIndex { !$0.isBlank }
    return end.map { String(self[start.startIndex...$0]) } ?? ""
  }
}
