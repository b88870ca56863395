import GRDB

/// The tables and files that a vendor's emulator keeps its things in.
struct VendorSchema: Sendable {
  /// A step for each version that was ever released.
  typealias Migration = (name: String, migrate: @Sendable (Database) throws -> Void)

  /// The tables that a reset empties; each refers only to ones before it.
  var tables: [String]
  /// Where numbers start, by table: each kind in its own range, about where the vendor's samples are, so that
  /// a script which mixes up its ids gets a 404 rather than someone else's object.
  var firstNumbers: [String: Int] = [:]
  /// The folder of its files; nil if it has none.
  var folder: String?
  /// Whether a row refers to the file at a path below the folder. Others are removed at the start.
  var ownsFile: @Sendable (_ path: Substring, Database) throws -> Bool = { _, _ in false }
  /// Named by the vendor and a number: `expoze 1`.
  var migrations: [Migration]

  /// Sets the next number of each table that counts from its own start.
  func startNumbers(_ db: Database) throws {
    for (table, first) in firstNumbers {
      try db.execute(sql: "DELETE FROM sqlite_sequence WHERE name = ?", arguments: [table])
      try db.execute(
        sql: "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", arguments: [table, first - 1])
    }
  }
}
