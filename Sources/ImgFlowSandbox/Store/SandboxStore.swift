import Foundation
import GRDB

/// What the sandbox remembers: an SQLite database, and a folder of files beside it.
final class SandboxStore: Sendable {
  let database: DatabasePool
  let files: FileFolder
  /// What goes away with the store, when nobody asked to keep it.
  private let temporary: TemporaryStore?

  /// Opens the store in `file`, made when there is none; without one, in a new temporary folder.
  ///
  /// - Throws: when `file` is no database, or its folder cannot be written.
  init(file: URL?) throws {
    let path: URL
    if let file {
      (path, temporary) = (file, nil)
    } else {
      let folder = try TemporaryStore()
      (path, temporary) = (folder.url.appendingPathComponent("sandbox.db"), folder)
    }
    try FileManager.default.createDirectory(
      at: path.deletingLastPathComponent(), withIntermediateDirectories: true)

    var configuration = Configuration()
    configuration.label = "imgflow.sandbox"
    configuration.busyMode = .timeout(5)
    database = try DatabasePool(path: path.path, configuration: configuration)
    try Migrations.migrator.migrate(database)
    files = try FileFolder(at: URL(fileURLWithPath: path.path + ".files"))
  }

  /// Closes the database and, when it was temporary, removes all that was stored.
  func close() {
    try? database.close()
    temporary?.remove()
  }

  /// Forgets all records and files, but not the settings.
  func removeAll() async throws {
    try await database.write { try Migrations.empty($0) }
    try files.removeAll()
  }
}

/// Small things that outlive a restart, by name.
extension SandboxStore {
  func setting(_ name: String) async throws -> String? {
    try await database.read { try setting(name, $0) }
  }

  func set(_ name: String, _ value: String) async throws {
    try await database.write { try set(name, value, $0) }
  }

  /// The same within an access to the database.
  func setting(_ name: String, _ db: Database) throws -> String? {
    try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name])
  }

  func set(_ name: String, _ value: String, _ db: Database) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", arguments: [name, value])
  }
}
