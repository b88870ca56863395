/// Reads comma-separated values as RFC 4180 has them, with what is common beside it: semicolons, tabs
/// or bars instead of commas, any line ending, and rows that end early.
struct CSVReader {
  private let text: [UInt8]
  private let delimiter: UInt8
  private var position = 0
  private var line = 1

  private static let quote = UInt8(ascii: "\"")

  private init(_ text: [UInt8]) {
    self.text = text
    delimiter = Self.delimiter(of: text)
  }

  /// Returns the rows of a text in UTF-8. Blank lines are no rows, empty cells are nil.
  ///
  /// - Throws: `FileFault` for a broken quote and for a row that is longer than the first.
  static func table(_ text: [UInt8]) throws -> DataTable {
    var reader = CSVReader(text)
    var rows: [[String?]] = []
    while reader.position < text.count {
      let line = reader.line
      let row = try reader.readRow()
      if row.allSatisfy({ $0 == nil }) && row.count == 1 { continue }
      let width = rows.first?.count ?? row.count
      guard row.count <= width else {
        throw FileFault(line: line, "The row has \(row.count) cells where the first has \(width).")
      }
      rows.append(row + Array(repeating: nil, count: width - row.count))
    }
    return DataTable(rows: rows, header: .perhaps)
  }

  /// The delimiter that the first line has most of, outside quotes.
  private static func delimiter(of text: [UInt8]) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in text {
      if byte == quote { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x0A || byte == 0x0D { break }
      counts[byte, default: 0] += 1
    }
    let others = [UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]
    return others.reduce(UInt8(ascii: ",")) { best, other in
      counts[other, default: 0] > counts[best, default: 0] ? other : best
    }
  }

  private mutating func readRow() throws -> [String?] {
    var row: [String?] = []
    while true {
      row.append(try readCell())
      guard position < text.count else { return row }
      let byte = text[position]
      position += 1
      if byte == delimiter { continue }
      if byte == 0x0D, position < text.count, text[position] == 0x0A { position += 1 }
      line += 1
      return row
    }
  }

  /// Reads up to a delimiter, a line break or the end, and stays before it.
  private mutating func readCell() throws -> String? {
    if position < text.count, text[position] == Self.quote { return try readQuoted() }
    let start = position
    while position < text.count, !isEnd(text[position]) { position += 1 }
    return start == position ? nil : String(decoding: text[start..<position], as: UTF8.self)
  }

  private mutating func readQuoted() throws -> String {
    let start = line
    var cell: [UInt8] = []
    position += 1
    while position < text.count {
      let byte = text[position]
      position += 1
      guard byte == Self.quote else {
        if byte == 0x0A { line += 1 }
        cell.append(byte)
        continue
      }
      if position < text.count, text[position] == Self.quote {
        cell.append(byte)
        position += 1
      } else if position == text.count || isEnd(text[position]) {
        return String(decoding: cell, as: UTF8.self)
      } else {
        let place =
          line == start ? "after its closing quote" : "after the next quote, in line \(line),"
        throw FileFault(
          line: start,
          "A quote opens here, and \(place) there is no delimiter and no line's end. A quote inside of a "
            + "cell is written twice.")
      }
    }
    throw FileFault(line: start, "A quote opens here and is never closed.")
  }

  private func isEnd(_ byte: UInt8) -> Bool { byte == delimiter || byte == 0x0A || byte == 0x0D }
}
