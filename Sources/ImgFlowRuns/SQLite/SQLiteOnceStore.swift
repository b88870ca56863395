import Foundation
import GRDB
import ImgFlowJournal

/// The values of `once` in one file for all scripts.
package final class SQLiteOnceStore: OnceStore {
  private let database: StateDatabase

  /// Opens the file, or creates it for its owner alone.
  package init(at path: String) throws {
    let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw RunFolder.Problem(
        "the values of `once` cannot be kept in \(path): \(String(cString: strerror(errno)))",
        help: "make it a file that you can write to, or set `XDG_STATE_HOME` to another folder")
    }
    close(descriptor)
    database = try StateDatabase(at: path, label: "imgflow.once", patience: 10)
    try database.write { db in
      try db.execute(
        sql: """
          CREATE TABLE IF NOT EXISTS once (
            scope TEXT NOT NULL, digest TEXT NOT NULL, shown TEXT NOT NULL,
            value TEXT, kept INTEGER, expires INTEGER, owner TEXT,
            PRIMARY KEY (scope, digest)
          ) WITHOUT ROWID
          """)
    }
  }

  package func claim(
    _ key: OnceKey, shown: String, for owner: RunOwner, at time: Int
  ) throws -> OnceClaim {
    try database.write { db in
      if let row = try Self.row(key, db) {
        let isKept = (row["expires"] as Int?).map { time < $0 } ?? true
        if let value: String = row["value"], isKept { return .value(value) }
        if let holder = (row["owner"] as String?).flatMap(RunOwner.init), holder.isAlive {
          return .held(holder)
        }
      }
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO once (scope, digest, shown, owner) VALUES (?, ?, ?, ?)
          """, arguments: [key.scope, key.digest, shown, owner.text])
      return .taken
    }
  }

  package func keep(
    _ text: String, for key: OnceKey, shown: String, at time: Int, expires: Int?
  ) throws {
    try database.write { db in
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO once (scope, digest, shown, value, kept, expires)
          VALUES (?, ?, ?, ?, ?, ?)
          """, arguments: [key.scope, key.digest, shown, text, time, expires])
    }
  }

  package func release(_ key: OnceKey) throws {
    try database.write { db in
      try db.execute(
        sql: "DELETE FROM once WHERE scope = ? AND digest = ? AND value IS NULL",
        arguments: [key.scope, key.digest])
    }
  }

  package func all() throws -> [KeptOnce] {
    try database.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM once WHERE value IS NOT NULL ORDER BY kept").map {
        KeptOnce(
          key: OnceKey(scope: $0["scope"], digest: $0["digest"]), shown: $0["shown"],
          value: $0["value"], kept: $0["kept"], expires: $0["expires"])
      }
    }
  }

  package func forget(_ key: OnceKey) throws -> Bool {
    try database.write { db in
      try db.execute(
        sql: "DELETE FROM once WHERE scope = ? AND digest = ?",
        arguments: [key.scope, key.digest])
      return db.changesCount > 0
    }
  }

  private static func row(_ key: OnceKey, _ db: Database) throws -> Row? {
    try Row.fetchOne(
      db, sql: "SELECT * FROM once WHERE scope = ? AND digest = ?",
      arguments: [key.scope, key.digest])
  }
}
