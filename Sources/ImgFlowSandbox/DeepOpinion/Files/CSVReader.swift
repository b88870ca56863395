/// Reads comma-separated values as RFC 4180 has them, with common variations: semicolons, tabs or bars
/// instead of commas, any line ending, and rows that end early.
struct CSVReader {
  private let text: [UInt8]
  private let delimiter: UInt8
  private var position = 0
  private var line = 1

  private static let quote = UInt8(ascii: "\"")

  private init(_ text: [UInt8], _ delimiter: UInt8) {
    self.text = text
    self.delimiter = delimiter
  }

  /// Returns the rows of UTF-8 text. Blank lines are not rows; empty cells are nil.
  ///
  /// - Throws: `FileFault` for a broken quote and for a row that is longer than the first.
  static func table(_ text: [UInt8], _ budget: DocumentBudget) throws(FileFault) -> DataTable {
    var reader = CSVReader(text, delimiter(of: text))
    var builder = TableBuilder(budget)
    while reader.position < text.count {
      let line = reader.line
      if reader.skipBlankLine() { continue }
      try reader.readRow { cell throws(FileFault) in try builder.add(cell) }
      guard builder.width == 0 || builder.count <= builder.width else {
        throw FileFault(
          line: line, "The row has \(builder.count) cells where the first has \(builder.width).")
      }
      try builder.endRow()
    }
    return try builder.table(.perhaps)
  }

  /// The delimiter that cuts the first row into most cells; a comma when others do no better.
  private static func delimiter(of text: [UInt8]) -> UInt8 {
    let counts = [",", ";", "\t", "|"].map { (character: Unicode.Scalar) -> (UInt8, Int) in
      let delimiter = UInt8(ascii: character)
      var reader = CSVReader(text, delimiter)
      while reader.skipBlankLine() {}
      var count = 0
      // With the wrong one, quotes seem to be broken.
      do { try reader.readRow { _ in count += 1 } } catch { count = 0 }
      return (delimiter, count)
    }
    return counts.reduce(counts[0]) { best, other in other.1 > best.1 ? other : best }.0
  }

  private mutating func skipBlankLine() -> Bool {
    guard position < text.count, text[position] == 0x0A || text[position] == 0x0D else {
      return false
    }
    endLine()
    return true
  }

  /// Passes the line break that is next.
  private mutating func endLine() {
    if text[position] == 0x0D, position + 1 < text.count, text[position + 1] == 0x0A {
      position += 1
    }
    position += 1
    line += 1
  }

  private mutating func readRow(_ take: (String?) throws(FileFault) -> Void) throws(FileFault) {
    while true {
      try take(try readCell())
      guard position < text.count else { return }
      guard text[position] == delimiter else { return endLine() }
      position += 1
    }
  }

  /// Reads up to a delimiter, a line break or the end, and stays before it.
  private mutating func readCell() throws(FileFault) -> String? {
    if position < text.count, text[position] == Self.quote { return try readQuoted() }
    let start = position
    while position < text.count, !isEnd(text[position]) { position += 1 }
    return start == position ? nil : String(decoding: text[start..<position], as: UTF8.self)
  }

  private mutating func readQuoted() throws(FileFault) -> String {
    let start = line
    var cell: [UInt8] = []
    position += 1
    while position < text.count {
      let first = position
      while position < text.count, text[position] != Self.quote {
        if text[position] == 0x0A || text[position] == 0x0D { endLine() } else { position += 1 }
      }
      cell += text[first..<position]
      guard cell.count <= TableBuilder.cellLimit else {
        throw FileFault(
          line: start,
          "A quote opens here, and a cell of more than 1 MB follows: perhaps it is not closed.")
      }
      guard position < text.count else { break }
      position += 1
      if position < text.count, text[position] == Self.quote {
        cell.append(Self.quote)
        position += 1
      } else if position == text.count || isEnd(text[position]) {
        return String(decoding: cell, as: UTF8.self)
      } else {
        let place =
          line == start ? "its closing quote" : "the next quote, in line \(line)"
        throw FileFault(
          line: start,
          "A quote opens here, and no delimiter or line end follows \(place). Write a quote inside a "
            + "cell twice.")
      }
    }
    throw FileFault(line: start, "A quote opens here and is never closed.")
  }

  private func isEnd(_ byte: UInt8) -> Bool { byte == delimiter || byte == 0x0A || byte == 0x0D }
}
