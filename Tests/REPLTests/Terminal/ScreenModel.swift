import ImgFlowSyntax

/// What a terminal shows after the bytes that a program has written: as much of ECMA-48 as Readline and
/// the prompt use.
struct ScreenModel {
  private(set) var columns: Int
  private(set) var rows: Int
  /// Each cell holds a character; the second cell of a wide one holds nothing.
  private var cells: [[String]]
  /// Lines that have left the screen at its top.
  private(set) var scrolled: [String] = []
  private var row = 0
  private var column = 0
  /// Bytes of a character or an escape sequence that is not complete yet.
  private var pending: [UInt8] = []

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
  }

  /// The lines of the screen without spaces at their ends, up to the last that is not empty.
  var lines: [String] {
    var lines = cells.map(Self.text)
    while lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines
  }

  /// The lines without the notes of how long something took, which depend on the machine.
  var timelessLines: [String] { lines.filter { !Self.isTime($0) } }

  /// Whether a line is such a note: `1.5 s`, `30 s`.
  static func isTime(_ line: String) -> Bool {
    line.hasSuffix(" s") && line.allSatisfy { $0.isNumber || "s. ".contains($0) }
  }

  /// Everything that was ever shown and not overwritten.
  var text: String { (scrolled + lines).joined(separator: "\n") }

  /// Where the cursor is, from 0.
  var cursor: (row: Int, column: Int) { (row, min(column, columns - 1)) }

  private static func text(_ line: [String]) -> String {
    var text = line.joined()
    while text.last == " " { text.removeLast() }
    return text
  }

  mutating func resize(columns: Int, rows: Int) {
    cells = cells.map { line in
      Array((line + Array(repeating: " ", count: columns)).prefix(columns))
    }
    while cells.count > rows, row > 0 {
      scrolled.append(Self.text(cells.removeFirst()))
      row -= 1
    }
    cells = Array(
      (cells + Array(repeating: Array(repeating: " ", count: columns), count: rows)).prefix(rows))
    (self.columns, self.rows) = (columns, rows)
    column = min(column, columns)
  }

  // MARK: - Bytes

  mutating func write(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      pending.append(byte)
      if takePending() { pending = [] }
    }
  }

  /// Obeys what is pending when it is complete.
  private mutating func takePending() -> Bool {
    let first = pending[0]
    if first == 0x1B { return takeEscape() }
    if first < 0x20 || first == 0x7F {
      control(first)
      return true
    }
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard pending.count == length else { return false }
    put(String(decoding: pending, as: UTF8.self))
    return true
  }

  private mutating func takeEscape() -> Bool {
    guard pending.count > 1 else { return false }
    switch pending[1] {
    case UInt8(ascii: "["):
      guard pending.count > 2, let last = pending.last, (0x40...0x7E).contains(last) else {
        return false
      }
      sequence(String(decoding: pending[2..<(pending.count - 1)], as: UTF8.self), last)
      return true
    case UInt8(ascii: "]"), UInt8(ascii: "_"), UInt8(ascii: "P"):
      return pending.last == 0x07 || pending.suffix(2) == [0x1B, UInt8(ascii: "\\")]
    case UInt8(ascii: "("): return pending.count == 3
    case UInt8(ascii: "M"):
      row = max(0, row - 1)
      return true
    default: return true
    }
  }

  private mutating func control(_ byte: UInt8) {
    switch byte {
    case 0x08: column = max(0, min(column, columns - 1) - 1)
    case 0x09: column = min(columns - 1, (column / 8 + 1) * 8)
    case 0x0A: lineFeed()
    case 0x0D: column = 0
    default: break
    }
  }

  private mutating func lineFeed() {
    guard row == rows - 1 else {
      row += 1
      return
    }
    scrolled.append(Self.text(cells.removeFirst()))
    cells.append(Array(repeating: " ", count: columns))
  }

  private mutating func put(_ character: String) {
    let width = DisplayWidth.of(character)
    guard width > 0 else {
      // A combining mark belongs to the character before.
      if column > 0 { cells[row][column - 1] += character }
      return
    }
    if column + width > columns {
      column = 0
      lineFeed()
    }
    cells[row][column] = character
    if width == 2 { cells[row][column + 1] = "" }
    column += width
  }

  private mutating func sequence(_ text: String, _ last: UInt8) {
    let numbers = text.split(separator: ";").map { Int($0) ?? 0 }
    let count = max(1, numbers.first ?? 1)
    column = min(column, columns - 1)
    switch last {
    case UInt8(ascii: "A"): row = max(0, row - count)
    case UInt8(ascii: "B"): row = min(rows - 1, row + count)
    case UInt8(ascii: "C"): column = min(columns - 1, column + count)
    case UInt8(ascii: "D"): column = max(0, column - count)
    case UInt8(ascii: "G"): column = min(columns, count) - 1
    case UInt8(ascii: "H"):
      row = min(rows, count) - 1
      column = min(columns, numbers.count > 1 ? max(1, numbers[1]) : 1) - 1
    case UInt8(ascii: "J"): erase(numbers.first ?? 0)
    case UInt8(ascii: "K"): eraseInLine(numbers.first ?? 0)
    case UInt8(ascii: "P"):
      cells[row].removeSubrange(column..<min(columns, column + count))
      cells[row] += Array(repeating: " ", count: columns - cells[row].count)
    case UInt8(ascii: "@"):
      cells[row].insert(contentsOf: Array(repeating: " ", count: count), at: column)
      cells[row].removeLast(count)
    default: break
    }
  }

  private mutating func erase(_ which: Int) {
    if which == 2 {
      cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
    } else if which == 0 {
      eraseInLine(0)
      for below in (row + 1)..<max(row + 1, rows) {
        cells[below] = Array(repeating: " ", count: columns)
      }
    }
  }

  private mutating func eraseInLine(_ which: Int) {
    let range = which == 0 ? column..<columns : which == 1 ? 0..<(column + 1) : 0..<columns
    for cell in range { cells[row][cell] = " " }
  }
}
