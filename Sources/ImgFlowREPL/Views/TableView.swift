import ImgFlowHelp
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// A list of objects as a table that fits the screen: the most informative columns, and as many rows as there
/// is room for.
struct TableView {
  private let screen: Screen
  private let scalars: ScalarView
  private let rows: [RecordObject]
  /// How many rows there are, with those that are not looked at.
  private let count: Int

  /// The widest that a column is made while others are left out.
  private static let widest = 32
  private static let narrowest = 10
  private static let gap = 2

  /// Creates the table of a list of objects; nil for anything else.
  ///
  /// - Parameter limit: how many rows are looked at.
  init?(
    _ value: Value, screen: Screen, limit: Int = 200, masked: @escaping (String) -> String
  ) {
    guard let items = value.asList?.items, !items.isEmpty else { return nil }
    let shown = items.prefix(max(limit, screen.height))
    let rows = shown.compactMap(\.asRecord)
    guard rows.count == shown.count, rows.contains(where: { $0.count > 0 }) else { return nil }
    self.rows = rows
    self.screen = screen
    count = items.count
    scalars = ScalarView(masked: masked)
  }

  /// Whether the objects have enough in common to be rows of one table.
  var isUniform: Bool {
    let keys = Set(rows.flatMap { $0.keys.map(\.text) })
    let filled = rows.reduce(0) { $0 + $1.count }
    return filled * 2 >= keys.count * rows.count
  }

  /// - Parameter limit: how many lines it may take.
  func lines(limit: Int) -> [StyledLine] {
    let shown = min(count, max(3, limit - 3))
    let columns = columns(rows: shown)
    let chosen = fitting(columns)
    guard chosen.count > 1 || columns.count == 1 else { return RecordsView(self).lines(limit) }
    var lines = heading(chosen)
    for index in 0..<min(shown, rows.count) { lines.append(line(index, chosen)) }
    return lines + notes(shown: min(shown, rows.count), chosen, of: columns)
  }

  // MARK: - Columns

  private struct Column {
    let key: String
    let cells: [StyledLine]
    let isNumeric: Bool
    let isEmpty: Bool
    /// How informative it is: the least informative is left out first.
    let importance: Int
    var width: Int
  }

  private func columns(rows shown: Int) -> [Column] {
    var keys: [String] = []
    var known: Set<String> = []
    for row in rows {
      for key in row.keys where known.insert(key.text).inserted { keys.append(key.text) }
    }
    return keys.enumerated().map { place, key in column(key, at: place, rows: shown) }
  }

  private func column(_ key: String, at place: Int, rows shown: Int) -> Column {
    let values = rows.map { $0[key] }
    let present = values.compactMap { $0 }.filter { !$0.isNull }
    let isNumeric = !present.isEmpty && present.allSatisfy { $0.isNumber || $0.type == .duration }
    let digits = FloatColumn.digits(values)
    let cells = values.prefix(shown).map { cell($0, digits) }
    let width = cells.map(\.width).max() ?? 0
    return Column(
      key: key, cells: cells, isNumeric: isNumeric, isEmpty: present.isEmpty,
      importance: Self.importance(key, at: place, present, of: values.count),
      width: max(width, DisplayWidth.of(key)))
  }

  private func cell(_ value: Value?, _ digits: Int) -> StyledLine {
    guard let value else { return StyledLine() }
    if case .float = value { return StyledLine(FloatColumn.text(value, digits: digits), .number) }
    if value.isNull { return StyledLine("–", .note) }
    guard let text = value.asString else { return part(value) }
    let start = String(text.prefix(400)).replacing("\n", with: "⏎").replacing("\t", with: " ")
    return StyledLine(Columns.cut(scalars.masked(start), to: 80), .string)
  }

  /// A cell for a value that is not a string. A value with few parts is shown with them.
  private func part(_ value: Value) -> StyledLine {
    guard value.type == .list || value.type == .object else {
      return scalars.line(value, width: 60)
    }
    let text = value.shortDescription(limit: 20)
    return text.contains("…") ? scalars.line(value, width: 60) : StyledLine(scalars.masked(text))
  }

  /// Names and states come before sizes and dates, those before values with parts, and columns that say
  /// nothing in this table come last.
  private static func importance(
    _ key: String, at place: Int, _ present: [Value], of count: Int
  ) -> Int {
    if present.isEmpty { return -1000 - place }
    var score = 100 - min(place, 60) * 2
    let name = key.lowercased()
    if place == 0 || name == "id" { score += 120 }
    if telling.contains(where: name.contains) { score += 80 }
    if present.allSatisfy({ $0.depth > 0 }) { score -= 120 }
    if count > 1, Set(present.prefix(50).map { $0.shortDescription() }).count == 1 { score -= 60 }
    return score - (count - present.count) * 60 / count
  }

  private static let telling = [
    "name", "title", "status", "score", "label", "type", "file", "kind",
  ]

  /// The columns that there is room for, in their order.
  private func fitting(_ columns: [Column]) -> [Column] {
    let room = screen.width - indexWidth
    let kept = columns.filter { !$0.isEmpty }
    var columns = kept.isEmpty ? columns : kept
    if Self.width(columns) <= room { return columns }
    for index in columns.indices { columns[index].width = min(columns[index].width, Self.widest) }
    while Self.width(columns) > room {
      if let shrunk = shrinking(columns, by: Self.width(columns) - room) { return shrunk }
      guard columns.count > 1,
        let least = columns.indices.min(by: { columns[$0].importance < columns[$1].importance })
      else {
        columns[0].width = max(4, room - Self.gap)
        return columns
      }
      columns.remove(at: least)
    }
    return columns
  }

  /// The columns with long strings made narrower, if that is enough.
  private func shrinking(_ columns: [Column], by excess: Int) -> [Column]? {
    var columns = columns
    var excess = excess
    while excess > 0 {
      guard
        let widest = columns.indices.filter({ !columns[$0].isNumeric })
          .max(by: { columns[$0].width < columns[$1].width }),
        columns[widest].width > max(Self.narrowest, DisplayWidth.of(columns[widest].key))
      else { return nil }
      columns[widest].width -= 1
      excess -= 1
    }
    return columns
  }

  private static func width(_ columns: [Column]) -> Int {
    columns.reduce(0) { $0 + $1.width + gap }
  }

  // MARK: - Lines

  private var indexWidth: Int { String(max(0, min(count, rows.count) - 1)).count }

  private func heading(_ columns: [Column]) -> [StyledLine] {
    var head = StyledLine(String(repeating: " ", count: indexWidth))
    var rule = head
    for column in columns {
      head.append(String(repeating: " ", count: Self.gap))
      rule.append(String(repeating: " ", count: Self.gap))
      let name = Columns.cut(column.key, to: column.width)
      let space = String(repeating: " ", count: column.width - DisplayWidth.of(name))
      head.append(column.isNumeric ? space + name : name + space, .heading)
      rule.append(String(repeating: "─", count: column.width), .note)
    }
    return [head, rule]
  }

  private func line(_ index: Int, _ columns: [Column]) -> StyledLine {
    let number = String(index)
    var line = StyledLine(
      String(repeating: " ", count: indexWidth - number.count) + number, .note)
    for column in columns {
      line.append(String(repeating: " ", count: Self.gap))
      let cell = Self.cut(column.cells[index], to: column.width)
      let space = String(repeating: " ", count: column.width - cell.width)
      if column.isNumeric { line.append(space) }
      line.append(cell)
      if !column.isNumeric { line.append(space) }
    }
    return line
  }

  private static func cut(_ cell: StyledLine, to width: Int) -> StyledLine {
    guard cell.width > width, let first = cell.pieces.first else { return cell }
    let text = cell.pieces.map(\.text).joined()
    return StyledLine(Columns.cut(text, to: width), first.style)
  }

  private func notes(shown: Int, _ columns: [Column], of all: [Column]) -> [StyledLine] {
    var notes: [String] = []
    if shown < count { notes.append("… \(Quantity.of(count - shown, "more row")); :show") }
    let names = Set(columns.map(\.key))
    let left = all.filter { !names.contains($0.key) }
    let hidden = left.filter { !$0.isEmpty }.map(\.key)
    if !hidden.isEmpty {
      notes.append(
        "… \(Quantity.of(hidden.count, "more column")): " + hidden.joined(separator: ", "))
    }
    let empty = left.filter(\.isEmpty).map(\.key)
    if !empty.isEmpty { notes.append("null: " + empty.joined(separator: ", ")) }
    return notes.map { StyledLine(Columns.cut($0, to: screen.width), .note) }
  }

  // MARK: - Records

  /// Where a table has no room: one object under the other.
  private struct RecordsView {
    let table: TableView

    init(_ table: TableView) { self.table = table }

    func lines(_ limit: Int) -> [StyledLine] {
      var lines: [StyledLine] = []
      var shown = 0
      for (index, row) in table.rows.enumerated() {
        let record = record(row, index)
        if shown > 0, lines.count + record.count > limit - 1 { break }
        lines += record
        shown += 1
      }
      if shown < table.count {
        let note = "… \(Quantity.of(table.count - shown, "more row")); :show"
        lines.append(StyledLine(Columns.cut(note, to: table.screen.width), .note))
      }
      return lines
    }

    private func record(_ row: RecordObject, _ index: Int) -> [StyledLine] {
      let fields = zip(row.keys.map(\.text), row.values).filter { !$1.isNull }
      let widest = min(fields.map { DisplayWidth.of($0.0) }.max() ?? 0, table.screen.width / 2)
      return [StyledLine("[\(index)]", .note)]
        + fields.map { key, value in
          var line = StyledLine("  ")
          line.append(Columns.cut(key, to: widest), .key)
          line.pad(to: widest + 4)
          line.append(TableView.cut(table.cell(value, 4), to: table.screen.width - line.width))
          return line
        }
    }
  }
}

/// The floats of a column, with the same number of digits.
enum FloatColumn {
  private static let most = 4

  /// The digits after the decimal point that the floats need, at most four.
  static func digits(_ values: [Value?]) -> Int {
    values.reduce(1) { digits, value in
      guard case .float(let number)? = value, isFixed(number) else { return digits }
      return max(digits, min(most, DecimalDigits(.float(number)).places))
    }
  }

  static func text(_ value: Value, digits: Int) -> String {
    guard case .float(let number) = value, isFixed(number) else { return value.displayText }
    var decimal = DecimalDigits(value)
    decimal.round(toPlaces: digits)
    return decimal.text(places: digits)
  }

  /// Whether fixed digits neither hide the number nor fill the screen.
  private static func isFixed(_ number: Double) -> Bool {
    number == 0 || (1e-3..<1e15).contains(abs(number))
  }
}
