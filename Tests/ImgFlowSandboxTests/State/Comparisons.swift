/// The ids that a statement compares.
struct Comparisons {
  private struct Side {
    /// The table's name in the statement; nil where it is left out.
    var table: String?
    var column: String
    /// The table of what it is compared with; nil for a value.
    var other: String?
  }

  private let sides: [Side]

  init(in sql: String) {
    let form = #/(?:(\w+)\.)?"?(\w+)"?\s*(?:=|IS NULL|IN\b)\s*(?:(\w+)\.(\w+))?/#
    sides = sql.replacing("\"", with: "").matches(of: form).flatMap { match -> [Side] in
      let (table, other) = (match.1.map(String.init), match.3.map(String.init))
      let left = Side(table: table, column: String(match.2), other: other)
      guard let column = match.4 else { return [left] }
      return [left, Side(table: other, column: String(column), other: table)]
    }.filter { $0.column.hasSuffix("Id") }
  }

  /// The ids of a table that are known when it is looked at, after the tables before it.
  func columns(of table: String, after earlier: [String]) -> Set<String> {
    Set(
      sides.filter { side in
        side.table.map { $0 == table } ?? true
          && side.other.map { $0 != table && earlier.contains($0) } ?? true
      }.map(\.column))
  }
}
