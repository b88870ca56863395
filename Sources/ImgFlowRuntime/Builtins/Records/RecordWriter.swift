import ImgFlowValues

/// Writes records of separated values: RFC 4180, lines that end in CRLF, and quotes only where they are needed.
struct RecordWriter {
  let separator: UInt8
  /// Whether a string that a spreadsheet would take for a formula gets an apostrophe before it.
  let guardsFormulas: Bool
  let scratch: TextScratch

  /// Appends a record to the scratch.
  ///
  /// - Throws: a `type` error for a secret, or for a value in a container that JSON cannot express.
  func write(_ values: ListObject) throws {
    let start = scratch.count
    var isFirst = true
    for value in values.items {
      if !isFirst { scratch.append(separator) }
      isFirst = false
      try write(value)
    }
    // An empty line would be passed over.
    if scratch.count == start { scratch.append("\"\"") }
    scratch.append("\r\n")
  }

  private func write(_ value: Value) throws {
    switch value.type {
    case .null: break
    case .string: value.asStringObject?.withUTF8 { write($0, isString: true) }
    case .int, .bool, .float: scratch.append(value.displayText)
    case .list, .object: try write(JSON.stringify(value, indent: nil))
    case .secret:
      throw ValueError(
        .type, "a secret cannot be written as CSV", help: "`.reveal()` makes it a string")
    default:
      var text = try value.displayed()
      text.withUTF8 { write($0, isString: false) }
    }
  }

  private func write(_ text: UnsafeBufferPointer<UInt8>, isString: Bool) {
    let isFormula = guardsFormulas && isString && text.first.map(Self.beginsFormula) == true
    guard text.contains(where: isSpecial) || text.starts(with: [0xEF, 0xBB, 0xBF]) else {
      if isFormula { scratch.append(UInt8(ascii: "'")) }
      return scratch.append(text)
    }
    scratch.append(.quote)
    if isFormula { scratch.append(UInt8(ascii: "'")) }
    var rest = text[...]
    while let quote = rest.firstIndex(of: .quote) {
      scratch.append(UnsafeBufferPointer(rebasing: rest[...quote]))
      scratch.append(.quote)
      rest = rest[(quote + 1)...]
    }
    scratch.append(UnsafeBufferPointer(rebasing: rest))
    scratch.append(.quote)
  }

  @inline(__always)
  private func isSpecial(_ byte: UInt8) -> Bool {
    byte == separator || byte == .quote || byte == .newline || byte == .carriageReturn
  }

  private static func beginsFormula(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"): true
    case UInt8(ascii: "\t"), .carriageReturn: true
    default: false
    }
  }
}
