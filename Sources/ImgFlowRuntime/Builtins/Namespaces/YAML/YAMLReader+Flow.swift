import ImgFlowValues

extension YAMLReader {
  /// Reads `[…]` or `{…}`, which may go over several lines.
  mutating func flow() throws -> Value {
    try enter()
    defer { depth -= 1 }
    let start = (row, column)
    let isList = byte == UInt8(ascii: "[")
    let closer = isList ? UInt8(ascii: "]") : UInt8(ascii: "}")
    column += 1
    var items: [Value] = []
    let record = RecordObject()
    while true {
      guard try findContent() else {
        (row, column) = start
        throw failure("this bracket is never closed")
      }
      if byte == closer { break }
      if isList { items.append(try flowItem()) } else { try flowEntry(of: record) }
      let isMore = try findContent()
      guard isMore, byte == UInt8(ascii: ",") else {
        guard isMore, byte != closer else { continue }
        throw failure("expected `,` or `\(Character(Unicode.Scalar(closer)))`")
      }
      column += 1
    }
    column += 1
    return isList ? try .list(items) : .heap(record)
  }

  private mutating func flowItem() throws -> Value {
    let value = try flowValue()
    if try findContent(), byte == UInt8(ascii: ":") {
      throw failure("a pair in `[…]` needs braces: `{key: value}`")
    }
    return value
  }

  private mutating func flowEntry(of record: RecordObject) throws {
    let start = (row, column)
    let key =
      byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") ? try quoted() : try flowPlain()
    guard row == start.0 else {
      (row, column) = start
      throw failure("a key must be on one line")
    }
    guard record[key] == nil else {
      (row, column) = start
      throw failure("the key `\(key)` is repeated")
    }
    guard try findContent(), byte == UInt8(ascii: ":") else { return try record.set(key, .null) }
    column += 1
    let isValue = try findContent()
    let isAbsent = !isValue || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}")
    try record.set(key, isAbsent ? .null : flowValue())
  }

  private mutating func flowValue() throws -> Value {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try quoted())
    case UInt8(ascii: "["), UInt8(ascii: "{"): return try flow()
    default:
      let start = self
      return try YAMLScalar.value(of: flowPlain()) { start.failure($0, help: $1) }
    }
  }

  /// Reads a string without quotes, which may go on in further lines: their ends are folded as in quotes.
  private mutating func flowPlain() throws -> String {
    if byte.map(isFlowIndicator) ?? false { throw failure("expected a value") }
    try refuseIndicator()
    if byte == UInt8(ascii: ":") {
      throw failure("a string in brackets cannot begin with a colon", help: "put it in quotes")
    }
    if byte == UInt8(ascii: "-"), byte(after: 1).map({ $0.isBlank || isFlowIndicator($0) }) ?? true
    {
      throw failure("items in brackets have no dash", help: "write `[a, b]`")
    }
    var text = try flowPlainLine()
    while let breaks = passLineEndsBeforeText() {
      text += breaks == 1 ? " " : String(repeating: "\n", count: breaks - 1)
      text += try flowPlainLine()
    }
    return text
  }

  private mutating func flowPlainLine() throws -> String {
    let start = column
    while let next = byte, !isFlowIndicator(next) {
      if next == UInt8(ascii: ":"), isEndOfFlowKey { break }
      if next == UInt8(ascii: "#"), column > start, line[column - 1].isBlank { break }
      column += 1
    }
    guard column > start else { throw failure("expected a value") }
    return String(decoding: line[start..<column], as: UTF8.self).trimmingSpaces
  }

  /// Goes on to the next line that is not empty, and returns how many lines ended; nil, without moving, if
  /// the text does not continue there.
  private mutating func passLineEndsBeforeText() -> Int? {
    guard column == line.count else { return nil }
    let start = self
    var breaks = 0
    repeat {
      (row, column) = (row + 1, 0)
      skipSpaces()
      breaks += 1
    } while row < lines.count && column == line.count
    let isText =
      byte.map { next in
        !isFlowIndicator(next) && next != UInt8(ascii: "#") && !isMarker
          && !(next == UInt8(ascii: ":") && isEndOfFlowKey)
      } ?? false
    guard isText else {
      self = start
      return nil
    }
    return breaks
  }

  private func isFlowIndicator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"):
      true
    default: false
    }
  }

  private var isEndOfFlowKey: Bool {
    guard let next = byte(after: 1) else { return true }
    return next.isBlank || isFlowIndicator(next)
  }
}
