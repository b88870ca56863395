import GRDB
import ImgFlowJournal

/// A number that depends on every byte of a row, by which a damaged one is found: FNV-1a of 64 bits
/// (datatracker.ietf.org/doc/draft-eastlake-fnv). It does not guard against changes on purpose.
enum RowMark {
  private static let basis: UInt64 = 0xCBF2_9CE4_8422_2325
  private static let prime: UInt64 = 0x0000_0100_0000_01B3

  /// Puts the mark on a row that was written.
  ///
  /// - Parameter key: the column by which the row is found, and its value.
  static func seal(
    _ table: String, _ columns: [String], where key: (column: String, value: DatabaseValue),
    in db: Database
  ) throws {
    let condition = "FROM \(table) WHERE \(key.column) = ?"
    guard
      let row = try Row.fetchOne(
        db.cachedStatement(sql: "SELECT * \(condition)"), arguments: [key.value])
    else {
      return
    }
    try db.cachedStatement(sql: "UPDATE \(table) SET mark = ? WHERE \(key.column) = ?")
      .execute(arguments: [mark(of: row, columns), key.value])
  }

  /// Checks that all rows of a table are what was written.
  ///
  /// - Parameter name: how messages name a row.
  /// - Throws: `DamagedJournal`.
  static func check(
    _ table: String, _ columns: [String], in db: Database, name: (Row) -> String
  ) throws {
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM \(table)")
    while let row = try rows.next() {
      guard isIntact(row, columns) else {
        throw DamagedJournal(problem: "\(name(row)) is damaged")
      }
    }
  }

  /// Whether a row is what was written.
  static func isIntact(_ row: Row, _ columns: [String]) -> Bool {
    row["mark"] == mark(of: row, columns)
  }

  private static func mark(of row: Row, _ columns: [String]) -> Int64 {
    var hash = basis
    for column in columns {
      for byte in text(of: row[column]).utf8 { hash = (hash ^ UInt64(byte)) &* prime }
      // A byte that is in no UTF-8 text ends the column.
      hash = (hash ^ 0xFF) &* prime
    }
    return Int64(bitPattern: hash)
  }

  private static func text(of value: DatabaseValue) -> String {
    switch value.storage {
    case .null: ""
    case .int64(let number): "i\(number)"
    case .double(let number): "d\(number)"
    case .string(let text): "s\(text)"
    case .blob(let data): "b\(data.base64EncodedString())"
    }
  }
}
