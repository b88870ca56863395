import Foundation
import GRDB
import ImgFlowJournal

/// The values of `once` in one file for all scripts.
package final class SQLiteOnceStore: OnceStore {
  private let database: StateDatabase
  private let path: String

  /// Opens the file, or creates it for its owner alone.
  ///
  /// - Throws: `StoreProblem`.
  package init(at path: String) throws {
    self.path = path
    let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Self.problem(path, errno == ELOOP ? "it is a link" : String(cString: strerror(errno)))
    }
    close(descriptor)
    do {
      database = try StateDatabase(at: path, label: "imgflow.once", patience: 10)
      try database.write { try Self.createTable(in: $0) }
    } catch { throw Self.problem(path, error) }
  }

  /// A key has a value, an owner who is finding one, an error that says why its work is unknown, or several of
  /// these.
  private static func createTable(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE IF NOT EXISTS once (
          scope TEXT NOT NULL, digest TEXT NOT NULL, shown TEXT NOT NULL,
          value TEXT, kept INTEGER, expires INTEGER, owner TEXT, error TEXT,
          PRIMARY KEY (scope, digest)
        ) WITHOUT ROWID
        """)
    // A file of the time before the last column.
    guard try !db.columns(in: "once").contains(where: { $0.name == "error" }) else { return }
    try db.execute(sql: "ALTER TABLE once ADD COLUMN error TEXT")
  }

  private static func problem(_ path: String, _ error: any Error) -> StoreProblem {
    guard error is DamagedJournal else { return problem(path, "\(error)") }
    return problem(path, "\(error)", help: "remove it: what it keeps is forgotten then")
  }

  private static func problem(
    _ path: String, _ reason: String,
    help: String = "make it a file that you can write to, with room on its disk, or set "
      + "`XDG_STATE_HOME` to another folder"
  ) -> StoreProblem {
    StoreProblem("the values of `once` in \(path) cannot be used: \(reason)", help: help)
  }

  private func read<T>(_ body: (Database) throws -> T) throws -> T {
    do { return try database.read(body) } catch { throw Self.problem(path, error) }
  }

  @discardableResult
  private func write<T>(_ body: (Database) throws -> T) throws -> T {
    do { return try database.write(body) } catch { throw Self.problem(path, error) }
  }

  // MARK: - Keys

  package func claim(
    _ key: OnceKey, shown: String, for owner: RunOwner, at time: Int, ignoring: Set<OnceFact>
  ) throws -> OnceClaim {
    try write { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM once WHERE scope = ? AND digest = ?", arguments: Self.names(key))
      let known = row.flatMap { Self.claim(in: $0, at: time, ignoring: ignoring) }
      if let known { return known }
      try db.execute(
        sql: """
          INSERT INTO once (scope, digest, shown, owner) VALUES (?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET shown = excluded.shown, owner = excluded.owner
          """, arguments: Self.names(key) + [shown, try owner.text])
      return .taken
    }
  }

  package func note(_ error: String, for key: OnceKey) throws {
    try change(key, "UPDATE once SET error = ?", [error])
  }

  package func keep(
    _ text: String, for key: OnceKey, shown: String, at time: Int, expires: Int?
  ) throws {
    try write { db in
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO once (scope, digest, shown, value, kept, expires)
          VALUES (?, ?, ?, ?, ?, ?)
          """, arguments: Self.names(key) + [shown, text, time, expires])
    }
  }

  package func release(_ key: OnceKey) throws {
    try change(key, "UPDATE once SET owner = NULL, error = NULL", [])
    try change(key, "DELETE FROM once", [], and: "value IS NULL")
  }

  package func leave(_ key: OnceKey) throws {
    try change(key, "UPDATE once SET owner = NULL", [])
    try change(key, "DELETE FROM once", [], and: "value IS NULL AND error IS NULL")
  }

  package func forget(_ key: OnceKey) throws { try change(key, "DELETE FROM once", []) }

  private func change(
    _ key: OnceKey, _ change: String, _ values: StatementArguments, and condition: String = "true"
  ) throws {
    try write { db in
      try db.execute(
        sql: "\(change) WHERE scope = ? AND digest = ? AND \(condition)",
        arguments: values + Self.names(key))
    }
  }

  // MARK: - All

  package func all() throws -> [OnceEntry] {
    try read { db in
      let rows = try Row.fetchAll(db, sql: "SELECT * FROM once ORDER BY kept, scope, shown")
      return rows.compactMap { row in
        guard let scope = OnceScope(text: row["scope"]),
          let claim = Self.claim(in: row, at: 0, ignoring: [])
        else { return nil }
        return OnceEntry(
          key: OnceKey(scope: scope, digest: row["digest"]), shown: row["shown"], claim: claim,
          kept: row["kept"], expires: row["expires"])
      }
    }
  }

  /// Forgets the values whose time is over.
  package func removeExpired(at time: Int) throws {
    try write {
      try $0.execute(
        sql: "DELETE FROM once WHERE expires <= ? AND owner IS NULL AND error IS NULL",
        arguments: [time])
    }
  }

  /// Forgets all that was kept with a place.
  package func forgetAll(of place: String) throws {
    try write { db in
      for text in try String.fetchAll(db, sql: "SELECT DISTINCT scope FROM once")
      where OnceScope(text: text)?.place == place {
        try db.execute(sql: "DELETE FROM once WHERE scope = ?", arguments: [text])
      }
    }
  }

  // MARK: - Rows

  private static func names(_ key: OnceKey) -> StatementArguments { [key.scope.text, key.digest] }

  /// What a row says; nil if the key can be taken.
  private static func claim(
    in row: Row, at time: Int, ignoring: Set<OnceFact>
  ) -> OnceClaim? {
    let isOver = (row["expires"] as Int?).map { $0 <= time } ?? false
    if let value: String = row["value"], !isOver, !ignoring.contains(.value) {
      return .value(value)
    }
    if let owner = (row["owner"] as String?).flatMap(RunOwner.init), owner.isAlive {
      return .held(owner)
    }
    if let error: String = row["error"], !ignoring.contains(.unknown) { return .unknown(error) }
    return nil
  }
}

extension OnceScope {
  /// As the column `scope` has it. A path may contain any character but the place contains no line end.
  fileprivate var text: String { "\(script)\n\(place)" }

  fileprivate init?(text: String) {
    guard let end = text.lastIndex(of: "\n") else { return nil }
    self.init(
      script: String(text[..<end]), place: String(text[text.index(after: end)...]))
  }
}
