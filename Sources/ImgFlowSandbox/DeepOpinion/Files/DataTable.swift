/// What a file of records holds, whatever its format: rows of texts, a missing one as nil.
struct DataTable: Equatable, Sendable {
  /// Whether the first row names the columns.
  enum Header: Sendable {
    /// The format names its columns, as JSON does.
    case always
    /// Only the author of the file knows.
    case perhaps
    /// The format has no names, as plain text.
    case never
  }

  /// All of the same width.
  let rows: [[String?]]
  let header: Header

  /// Only a builder makes tables, so that each is within a budget.
  fileprivate init(rows: [[String?]], header: Header) {
    self.rows = rows
    self.header = header
  }

  /// Rows that a preview shows.
  static let previewLength = 10

  /// The first rows, with the header if there is one.
  var preview: ArraySlice<[String?]> { rows.prefix(Self.previewLength) }

  /// The names of the columns, and the rows that they name.
  ///
  /// - Parameter headerFirst: whether the first row is a header, if the format leaves it open; by default it
  ///   is one.
  func records(headerFirst: Bool? = nil) -> (names: [String], rows: ArraySlice<[String?]>) {
    let hasHeader = header == .always || header == .perhaps && headerFirst != false
    guard hasHeader, let first = rows.first else {
      let width = rows.first?.count ?? 0
      return ((0..<width).map { width == 1 ? "text" : "column \($0)" }, rows[...])
    }
    return (Self.distinct(first), rows.dropFirst())
  }

  /// Names for all columns, no two of them alike.
  private static func distinct(_ header: [String?]) -> [String] {
    var taken: Set<String> = []
    return header.enumerated().map { index, name in
      var name = name ?? "column \(index)"
      while !taken.insert(name).inserted { name += " (\(index))" }
      return name
    }
  }
}

/// Collects the cells of a table, row by row, and charges a budget for each.
struct TableBuilder {
  private let budget: DocumentBudget
  private var rows: [[String?]] = []
  private var row: [String?] = []
  /// The width of the widest row.
  private(set) var width = 0

  /// Bytes of the longest text that a cell may have.
  static let cellLimit = 1 << 20

  init(_ budget: DocumentBudget) { self.budget = budget }

  /// How many cells the row has so far.
  var count: Int { row.count }

  /// Adds a cell to the row.
  ///
  /// - Throws: `FileFault` if the table becomes too large.
  mutating func add(_ cell: String?) throws(FileFault) {
    try budget.charge(1, .cells)
    try charge(cell)
    row.append(cell)
  }

  private func charge(_ cell: String?) throws(FileFault) {
    guard let count = cell?.utf8.count else { return }
    try Self.check(length: count)
    try budget.charge(count, .text)
  }

  /// Checks how many bytes the text of a cell has.
  ///
  /// - Throws: `FileFault`.
  static func check(length: Int) throws(FileFault) {
    guard length <= cellLimit else {
      throw FileFault("A cell has more than \(cellLimit >> 20) MB of text.")
    }
  }

  /// Puts a cell into a column of the row, and nothing into those before it that are not there yet.
  mutating func put(_ cell: String?, in column: Int) throws(FileFault) {
    guard column < row.count else {
      try budget.charge(column - row.count, .cells)
      row.append(contentsOf: repeatElement(nil, count: column - row.count))
      return try add(cell)
    }
    try charge(cell)
    row[column] = cell
  }

  /// Ends the row; without a cell there is no row.
  mutating func endRow() throws(FileFault) {
    guard !row.isEmpty else { return }
    try budget.charge(1, .rows)
    width = max(width, row.count)
    rows.append(row)
    row = []
  }

  /// The table, with its rows filled up to the same width.
  ///
  /// - Parameter names: a row that goes before the others.
  func table(
    _ header: DataTable.Header, names: [String] = []
  ) throws(FileFault) -> DataTable {
    let width = max(width, names.count)
    try budget.charge(names.count, .cells)
    for row in rows { try budget.charge(width - row.count, .cells) }
    let first = names.isEmpty ? [] : [names.map(Optional.some)]
    let padded = rows.map { row in
      row.count == width ? row : row + repeatElement(nil, count: width - row.count)
    }
    return DataTable(rows: first + padded, header: header)
  }
}
