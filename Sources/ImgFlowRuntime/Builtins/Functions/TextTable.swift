import ImgFlowSyntax
import ImgFlowValues

/// A list of rows as aligned text.
///
/// Columns are as wide as their widest cell and two spaces apart; numbers are right-aligned, the floats of a
/// column with the same number of digits.
struct TextTable {
  private var headers: [String]?
  private var rows: [[Value?]]
  private var columnCount: Int

  /// Digits after the decimal point that a column of floats shows at most.
  private static let floatDigits = 4

  /// Creates the table of a list of objects, whose keys are its columns in the order of their first
  /// appearance, or of a list of lists.
  ///
  /// - Throws: a `type` error if items are neither or of both kinds.
  init(_ items: Items) throws {
    if let records = try Self.all(items, { $0.asRecord }) {
      let columns = Self.columns(of: records)
      headers = columns.map(\.text)
      columnCount = columns.count
      rows = records.map { record in columns.map { record[$0] } }
    } else {
      let lists = try Self.all(items, { $0.asList }) ?? []
      headers = nil
      columnCount = lists.map(\.count).max() ?? 0
      rows = lists.map { Array($0.items) }
    }
  }

  /// Returns all items cast, or nil if the first is of another type.
  private static func all<Row>(_ items: Items, _ cast: (Value) -> Row?) throws -> [Row]? {
    guard let first = items.first else { return nil }
    guard cast(first) != nil || first.type == .object || first.type == .list else {
      throw unsuitable(first, 0)
    }
    guard cast(first) != nil else { return nil }
    return try items.enumerated().map { index, item in
      guard let row = cast(item) else { throw unsuitable(item, index) }
      return row
    }
  }

  private static func unsuitable(_ item: Value, _ index: Int) -> ValueError {
    ValueError(
      .type,
      "`table` shows a list of objects or a list of lists, but item \(index) is "
        + "`\(item.shortDescription())`", help: "convert to rows first: `.map(x => {value: x})`")
  }

  private static func columns(of records: [RecordObject]) -> [StringObject] {
    var columns: [StringObject] = []
    let known = ValueTable()
    var last: Shape?
    for record in records where record.shape !== last {
      last = record.shape
      for key in record.keys where known.insert(.heap(key)) {
        columns.append(key)
      }
    }
    return columns
  }

  /// Returns the table as lines, each with a line end; empty if it has no columns.
  ///
  /// - Throws: a `limit` error for a cell that is too long for a string.
  func text() throws -> String {
    let columns = try (0..<columnCount).map { column in
      try Column(
        header: headers?[column],
        values: rows.map { $0.indices.contains(column) ? $0[column] : nil },
        floatDigits: Self.floatDigits)
    }
    guard !columns.isEmpty else { return "" }
    var lines: [String] = []
    if headers != nil {
      lines.append(Self.line(columns.map { $0.padded($0.header ?? "") }))
      lines.append(Self.line(columns.map { String(repeating: "─", count: $0.width) }))
    }
    for row in rows.indices { lines.append(Self.line(columns.map { $0.padded($0.cells[row]) })) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func line(_ cells: [String]) -> String {
    let line = cells.joined(separator: "  ")
    let end = line.lastIndex { $0 != " " }
    return end.map { String(line[...$0]) } ?? ""
  }

  /// A column: its cells as text, and how they are aligned.
  private struct Column {
    let header: String?
    let cells: [String]
    let width: Int
    private let isNumeric: Bool

    init(header: String?, values: [Value?], floatDigits: Int) throws {
      let digits = Self.commonDigits(values, limit: floatDigits)
      let cells = try values.map { try Self.text($0, digits: digits) }
      let header = header.map { Self.oneLine($0) }
      self.header = header
      self.cells = cells
      width = max(
        header.map(DisplayWidth.of) ?? 0, cells.lazy.map(DisplayWidth.of).max() ?? 0)
      let present = values.compactMap { $0 }.filter { !$0.isNull }
      isNumeric = !present.isEmpty && present.allSatisfy { $0.isNumber || $0.type == .duration }
    }

    func padded(_ text: String) -> String {
      let space = String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
      return isNumeric ? space + text : text + space
    }

    /// The digits after the decimal point that the column's floats need, at most `limit`.
    private static func commonDigits(_ values: [Value?], limit: Int) -> Int {
      values.reduce(1) { digits, value in
        guard digits < limit, let value, isFixed(value) else { return digits }
        return max(digits, min(limit, DecimalDigits(value).places))
      }
    }

    /// Whether a value is a float for fixed digits, which would hide a very small one and fill the
    /// screen with a very large one.
    private static func isFixed(_ value: Value) -> Bool {
      guard case .float(let number) = value else { return false }
      return number == 0 || (1e-3..<1e15).contains(abs(number))
    }

    private static func text(_ value: Value?, digits: Int) throws -> String {
      guard let value else { return "" }
      guard isFixed(value) else { return oneLine(try value.displayed()) }
      var decimal = DecimalDigits(value)
      decimal.round(toPlaces: digits)
      return decimal.text(places: digits)
    }

    /// Line ends would break the rows.
    private static func oneLine(_ text: String) -> String {
      guard text.utf8.contains(where: { $0 < 0x20 }) else { return text }
      return text.reduce(into: "") { line, character in
        switch character {
        case "\n", "\r\n", "\r": line += "⏎"
        case "\t": line += " "
        default: line.append(character)
        }
      }
    }
  }
}
