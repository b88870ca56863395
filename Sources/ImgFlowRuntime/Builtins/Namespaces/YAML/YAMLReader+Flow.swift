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
      throw failure("a pair inside of `[…]` needs braces: `{key: value}`")
    }
    return value
  }

  private mutating func flowEntry(of record: RecordObject) throws {
    let start = (row, column)
    let key =
      byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") ? try quoted() : try flowPlain()
    guard record[key] == nil else {
      (row, column) = start
      throw failure("the key `\(key)` comes twice")
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

  private mutating func flowPlain() throws -> String {
    try refuseIndicator()
    let start = column
    while let next = byte, ![",", "[", "]", "{", "}"].contains(Character(Unicode.Scalar(next))) {
      if next == UInt8(ascii: ":"), isEndOfFlowKey { break }
      if next == UInt8(ascii: "#"), column > start, line[column - 1].isBlank { break }
      column += 1
    }
    guard column > start else { throw failure("expected a value") }
    return String(decoding: line[start..<column], as: UTF8.self).trimmingSpaces
  }

  private var isEndOfFlowKey: Bool {
    guard let next = byte(after: 1) else { return true }
    return next.isBlank || [",", "]", "}"].contains(Character(Unicode.Scalar(next)))
  }
}
