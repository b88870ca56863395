/// Puts a column `source` at the end of rows of separated values (RFC 4180), of which the first holds the
/// names. Everything else stays byte for byte.
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

  /// Returns nil for content that has no rows.
  func stamped(_ bytes: [UInt8], foreign: Int) -> [UInt8]? {
    let separator = separator ?? Self.separator(of: bytes)
    guard let head = Self.head(of: bytes, separator) else { return nil }
    let column = Self.column(of: bytes, head, separator)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 4)
    var end = 0
    Self.scan(bytes, separator) { row in
      let value = row.start == head.start ? column.name : row.start >= foreign ? text : ""
      let gap = Self.gap(in: row, column)
      guard let gap, !value.isEmpty || column.isNew else { return true }
      result += bytes[end..<gap.offset]
      result += [UInt8](repeating: separator, count: gap.separators)
      result += value.utf8
      end = gap.offset
      return true
    }
    return result + bytes[end...]
  }

  private struct Column {
    let name: String
    let place: Int
    /// Whether no run before has made it.
    let isNew: Bool
  }

  /// Where the value of a row belongs, and how many separators are missing before it; nil if it is there
  /// already.
  private static func gap(in row: Row, _ column: Column) -> (offset: Int, separators: Int)? {
    guard row.cells.indices.contains(column.place), !column.isNew else {
      return (row.end, max(1, column.place - row.cells.count + 1))
    }
    let cell = row.cells[column.place]
    return cell.isEmpty ? (cell.lowerBound, 0) : nil
  }

  private static func column(of bytes: [UInt8], _ head: Row, _ separator: UInt8) -> Column {
    let names = head.cells.map { plain(bytes[$0]) }
    for name in SourceStamp.names {
      guard let place = names.lastIndex(of: name) else {
        return Column(name: name, place: names.count, isNew: true)
      }
      var isOwn = true
      scan(bytes, separator) { row in
        guard row.start > head.start, row.cells.indices.contains(place) else { return true }
        let value = plain(bytes[row.cells[place]])
        isOwn = value.isEmpty || SourceStamp.marks.contains(value)
        return isOwn
      }
      if isOwn { return Column(name: name, place: place, isNew: false) }
    }
    let last = SourceStamp.names[SourceStamp.names.count - 1]
    return Column(name: last + "2", place: names.count, isNew: true)
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
    let counts = candidates.map { head(of: bytes, $0)?.cells.count ?? 0 }
    return counts.max().flatMap(counts.firstIndex).map { candidates[$0] } ?? UInt8(ascii: ",")
  }

  /// The first row.
  private static func head(of bytes: [UInt8], _ separator: UInt8) -> Row? {
    var head: Row?
    scan(bytes, separator) {
      head = $0
      return false
    }
    return head
  }

  /// Gives the rows that are not empty, one after another, until `take` returns false.
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
          let row = Row(cells: cells)
          cells.removeAll(keepingCapacity: true)
          guard row.isEmpty || take(row) else { return }
        }
      }
      index += 1
    }
    let row = Row(cells: cells + [start..<bytes.count])
    if !row.isEmpty { _ = take(row) }
  }

  private static let quote = UInt8(ascii: "\"")

  /// The offset after the closing quote of the string at `start`; two quotes stand for one in the value.
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
