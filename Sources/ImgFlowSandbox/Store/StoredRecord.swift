import GRDB

/// A row of the store as a value.
///
/// What was read is a copy, and there is no way to store a copy that was changed: `change` reads the row
/// again in the transaction that writes it, so that concurrent changes are kept.
///
/// Dates are stored as seconds since 1970, which keeps the sandbox clock's ticks exactly: in the database's
/// usual text form, an instant could come back later than it was.
protocol StoredRecord: Codable, Sendable, FetchableRecord, EncodableRecord, TableRecord {}

/// A record that brings its own key.
protocol KeyedRecord: StoredRecord {}

/// A record of a table that counts its rows.
protocol NumberedRecord: StoredRecord {
  var id: Int64? { get set }
}

extension StoredRecord {
  static func databaseDateEncodingStrategy(for column: String) -> DatabaseDateEncodingStrategy {
    .timeIntervalSince1970
  }

  static func databaseDateDecodingStrategy(for column: String) -> DatabaseDateDecodingStrategy {
    .timeIntervalSince1970
  }

  /// Changes the row of this record as it is now, and stores only the columns that differ then.
  ///
  /// - Returns: the row with the change.
  /// - Throws: `RecordGone` if someone deleted the row.
  @discardableResult
  func change(_ db: Database, _ edit: (inout Self) throws -> Void) throws -> Self {
    let row = Self.filter(key: try key(db))
    guard var record = try row.fetchOne(db) else {
      throw RecordGone(table: Self.databaseTableName)
    }
    // GRDB returns the values from before the change.
    let changed = try record.databaseChanges(modify: edit).keys
    let values = try record.databaseDictionary
    if !changed.isEmpty {
      try row.updateAll(db, changed.map { Column($0).set(to: values[$0] ?? .null) })
    }
    return record
  }

  /// Deletes the row with all that depends on it.
  ///
  /// - Returns: whether it was there.
  @discardableResult
  func delete(_ db: Database) throws -> Bool {
    try Self.filter(key: try key(db)).deleteAll(db) > 0
  }

  /// The columns of its primary key.
  func key(_ db: Database) throws -> [String: (any DatabaseValueConvertible)?] {
    let values = try databaseDictionary
    let columns = try db.primaryKey(Self.databaseTableName).columns
    return Dictionary(uniqueKeysWithValues: columns.map { ($0, values[$0] ?? .null) })
  }

  fileprivate func add(_ db: Database, isOptional: Bool = false) throws {
    let values = try databaseDictionary.sorted { $0.key < $1.key }
    let statement = try db.cachedStatement(
      sql: """
        INSERT \(isOptional ? "OR IGNORE " : "")INTO "\(Self.databaseTableName)"
        (\(values.map { "\"\($0.key)\"" }.joined(separator: ", ")))
        VALUES (\(databaseQuestionMarks(count: values.count)))
        """)
    try statement.execute(arguments: StatementArguments(values.map(\.value)))
  }
}

extension KeyedRecord {
  /// Stores a new record.
  func insert(_ db: Database) throws { try add(db) }

  /// Stores a new record, unless there is one of its key.
  func insertIfNew(_ db: Database) throws { try add(db, isOptional: true) }
}

extension NumberedRecord {
  /// The number of a record that is in the store.
  var number: Int64 { id ?? 0 }

  /// Stores a new record and returns it with its number.
  func inserted(_ db: Database) throws -> Self {
    try add(db)
    var record = self
    record.id = db.lastInsertedRowID
    return record
  }
}

/// A row that is to be changed is not there any more.
struct RecordGone: Error {
  let table: String
}
