import ImgFlowValues

/// Writes a value as YAML in block style. The value has been checked to have a form in JSON.
struct YAMLWriter {
  private(set) var text = JoinedText()

  mutating func writeDocument(_ value: Value) throws {
    if isNested(value) {
      try writeNested(value, indent: 0)
    } else {
      try writeScalar(value, indent: 0)
    }
  }

  private func isNested(_ value: Value) -> Bool {
    value.asList.map { !$0.items.isEmpty } ?? value.asRecord.map { $0.count > 0 } ?? false
  }

  /// Writes a collection that is not empty, a line for each item.
  ///
  /// - Parameter continues: whether the first line has begun already.
  private mutating func writeNested(_ value: Value, indent: Int, continues: Bool = false) throws {
    try BuiltinLimits.checkBytes(text.byteCount)
    let indentation = String(repeating: " ", count: indent)
    var spaces = continues ? "" : indentation
    if let list = value.asList {
      for item in list.items {
        text.append("\(spaces)- ")
        spaces = indentation
        if isNested(item) {
          try writeNested(item, indent: indent + 2, continues: true)
        } else {
          try writeScalar(item, indent: indent)
        }
      }
    } else if let record = value.asRecord {
      for (name, item) in zip(record.keys.map(\.text), record.values) {
        let key = try YAMLScalar.needsQuotes(name) ? quoted(name) : name
        text.append("\(spaces)\(key):")
        spaces = indentation
        text.append(isNested(item) ? "\n" : " ")
        if isNested(item) {
          try writeNested(item, indent: indent + 2)
        } else {
          try writeScalar(item, indent: indent)
        }
      }
    }
  }

  private mutating func writeScalar(_ value: Value, indent: Int) throws {
    if let secret = value.asSecret {
      text.append(secret: try quoted(secret.text), display: "\"\(secret.display)\"")
    } else if let string = value.asString, canBeBlock(string) {
      return writeBlock(string, indent: indent)
    } else if let string = value.asString, !YAMLScalar.needsQuotes(string) {
      text.append(string)
    } else if let string = value.asString {
      text.append(try quoted(string))
    } else {
      let written = try JSON.text(of: value)
      text.append(value.type == .float ? Self.withPoint(written) : written)
    }
    text.append("\n")
  }

  /// A string in double quotes. Besides what JSON escapes, these are line ends for some readers.
  private func quoted(_ string: String) throws -> String {
    var text = try JSON.text(of: .string(string))
    guard string.utf8.contains(where: { $0 >= 0x80 }) else { return text }
    for (character, escape) in ["\u{85}": "\\u0085", "\u{2028}": "\\u2028", "\u{2029}": "\\u2029"] {
      text = text.replacing(character, with: escape)
    }
    return text
  }

  /// `1e+300` as `1.0e+300`: without a point, some readers take it for a string.
  private static func withPoint(_ number: String) -> String {
    guard let exponent = number.firstIndex(of: "e"), !number.contains(".") else { return number }
    return number[..<exponent] + ".0" + number[exponent...]
  }

  /// Whether a string is clear as lines below a `|`.
  private func canBeBlock(_ string: String) -> Bool {
    guard string.contains("\n"), let first = string.first, !first.isWhitespace else { return false }
    return string.unicodeScalars.allSatisfy { scalar in
      scalar == "\n"
        || scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
          && !["\u{2028}", "\u{2029}", "\u{FEFF}"].contains(scalar)
    }
  }

  private mutating func writeBlock(_ string: String, indent: Int) {
    let ends = string.utf8.reversed().prefix { $0 == UInt8(ascii: "\n") }.count
    text.append(ends == 0 ? "|-\n" : ends == 1 ? "|\n" : "|+\n")
    let lines = string.utf8.dropLast(ends).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for line in lines {
      text.append(
        line.isEmpty
          ? "\n" : String(repeating: " ", count: indent + 2) + String(Substring(line)) + "\n")
    }
    text.append(String(repeating: "\n", count: max(0, ends - 1)))
  }
}
