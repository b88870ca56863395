import ImgFlowValues

extension TOMLReader {
  /// Reads a value, from its first byte.
  mutating func value() throws -> Value {
    switch byte {
    case .quote, UInt8(ascii: "'"): return .heap(try string())
    case UInt8(ascii: "["): return try nested { try $0.array() }
    case UInt8(ascii: "{"): return try nested { try $0.inlineTable() }
    case UInt8(ascii: "t") where starts(with: "true"):
      place += 4
      return .bool(true)
    case UInt8(ascii: "f") where starts(with: "false"):
      place += 5
      return .bool(false)
    default: return try TOMLNumber.read(&self)
    }
  }

  private mutating func nested(_ body: (inout TOMLReader) throws -> Value) throws -> Value {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw ValueError(.limit, "the TOML text nests deeper than \(Self.deepest) levels")
    }
    place += 1
    return try body(&self)
  }

  // MARK: - Arrays

  private mutating func array() throws -> Value {
    let list = ListObject.make(count: 0)
    while true {
      try skipLines()
      if skip(UInt8(ascii: "]")) { return .heap(list) }
      try list.append(value())
      try skipLines()
      if skip(UInt8(ascii: ",")) { continue }
      guard skip(UInt8(ascii: "]")) else {
        throw failure("an item of an array must be followed by `,` or `]`, not by \(found)")
      }
      return .heap(list)
    }
  }

  /// Skips blanks, comments and line ends.
  private mutating func skipLines() throws {
    repeat {
      try pace.step()
      skipBlanks()
      try skipComment()
    } while skipLineEnd()
  }

  // MARK: - Tables in braces

  private mutating func inlineTable() throws -> Value {
    let table = TOMLTable()
    skipBlanks()
    if skip(UInt8(ascii: "}")) { return .heap(RecordObject()) }
    while true {
      try pace.step()
      let start = place
      let key = try key()
      guard skip(UInt8(ascii: "=")) else {
        throw failure("a key must be followed by `=`, not by \(found)")
      }
      skipBlanks()
      try add(value(), under: key, to: table, from: start)
      skipBlanks()
      if skip(UInt8(ascii: "}")) { return .heap(try table.value(&pace)) }
      guard skip(UInt8(ascii: ",")) else {
        throw failure(
          "an entry of a table in braces must be followed by `,` or `}`, not by \(found)",
          help: "a table in braces is on one line")
      }
      skipBlanks()
      if byte == UInt8(ascii: "}") {
        throw failure("the last entry of a table in braces has no comma after it")
      }
    }
  }
}
