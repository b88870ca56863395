/// Puts a column `source` at the end of rows of separated values (RFC 4180), of which the first holds
/// the names. All else stays byte for byte.
struct CSVStamp {
  private let text: String
  private let separator: UInt8?

  /// - Parameter separator: nil for the one that the first line has.
  init(_ text: String, separator: UInt8?) {
    self.text = text
    self.separator = separator
  }

  /// A row, without its line end.
  private struct Row {
    var cells: [Range<Int>]
    var start: Int { cells.first?.lowerBound ?? 0 }
    var end: Int { cells.last?.upperBound ?? 0 }
    var isEmpty: Bool { start == end }
  }

  /// Returns nil for what has no rows.
  func stamped(_ bytes: [UInt8], foreign: Int) -> [UInt8]? {
    let separator = separator ?? Self.separator(of: bytes)
    let rows = Self.rows(of: bytes, separator).filter { !$0.isEmpty }
    guard let head = rows.first else { return nil }
    let names = head.cells.map { Self.plain(bytes[$0]) }
    let (name, known) = Self.column(of: names, rows, bytes)
    let place = known ?? names.count
    let comma = String(decoding: [separator], as: UTF8.self)
    var insertions = Insertions()
    for (number, row) in rows.enumerated() {
      let value = number == 0 ? name : row.start >= foreign ? text : ""
      if row.cells.indices.contains(place) {
        if row.cells[place].isEmpty { insertions.add(value, at: row.cells[place].lowerBound) }
      } else if known == nil || !value.isEmpty {
        let missing = max(1, place - row.cells.count + 1)
        insertions.add(String(repeating: comma, count: missing) + value, at: row.end)
      }
    }
    return insertions.applied(to: bytes)
  }

  /// The name of the column, and its place when a run before has made it.
  private static func column(
    of names: [String], _ rows: [Row], _ bytes: [UInt8]
  ) -> (name: String, place: Int?) {
    for name in SourceStamp.names {
      guard let place = names.lastIndex(of: name) else { return (name, nil) }
      let values = rows.dropFirst().compactMap { row in
        row.cells.indices.contains(place) ? plain(bytes[row.cells[place]]) : nil
      }
      if values.allSatisfy({ $0.isEmpty || SourceStamp.marks.contains($0) }) {
        return (name, place)
      }
    }
    return (SourceStamp.names[SourceStamp.names.count - 1] + "2", nil)
  }

  private static func plain(_ cell: ArraySlice<UInt8>) -> String {
    var text = String(decoding: cell, as: UTF8.self)
    if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
    let isQuoted = text.count > 1 && text.hasPrefix("\"") && text.hasSuffix("\"")
    return isQuoted ? String(text.dropFirst().dropLast()) : text
  }

  /// What separates the values of the first line.
  private static func separator(of bytes: [UInt8]) -> UInt8 {
    let candidates = Array(",;\t|".utf8)
    let counts = candidates.map { candidate in
      firstRow(of: bytes, candidate)?.cells.count ?? 0
    }
    let most = counts.max() ?? 0
    return counts.firstIndex(of: most).map { candidates[$0] } ?? UInt8(ascii: ",")
  }

  private static func firstRow(of bytes: [UInt8], _ separator: UInt8) -> Row? {
    var first: Row?
    scan(bytes, separator) {
      first = $0
      return false
    }
    return first
  }

  private static func rows(of bytes: [UInt8], _ separator: UInt8) -> [Row] {
    var rows: [Row] = []
    scan(bytes, separator) {
      rows.append($0)
      return true
    }
    return rows
  }

  /// Gives the rows one after another, until `take` returns false.
  private static func scan(_ bytes: [UInt8], _ separator: UInt8, _ take: (Row) -> Bool) {
    var cells: [Range<Int>] = []
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte == quote, index == start {
        index = endOfQuotes(bytes, index)
        continue
      }
      if byte == 0x0A || byte == 0x0D || byte == separator {
        cells.append(start..<index)
        start = index + 1
        if byte != separator {
          guard take(Row(cells: cells)) else { return }
          cells = []
        }
      }
      index += 1
    }
    cells.append(start..<bytes.count)
    _ = take(Row(cells: cells))
  }

  private static let quote = UInt8(ascii: "\"")

  /// Behind the quote that ends the one at `start`; two of them stand for one in the value.
  private static func endOfQuotes(_ bytes: [UInt8], _ start: Int) -> Int {
    var index = start + 1
    while index < bytes.count {
      guard bytes[index] == quote else {
        index += 1
        continue
      }
      guard index + 1 < bytes.count, bytes[index + 1] == quote else { return index + 1 }
      index += 2
    }
    return index
  }
}
