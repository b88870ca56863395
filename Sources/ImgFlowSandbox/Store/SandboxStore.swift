import Foundation
import GRDB
import Synchronization

/// What the sandbox remembers: an SQLite database, and a folder of files next to it.
final class SandboxStore: Sendable {
  let database: StoreDatabase
  let files: FileFolder
  private let lock: StoreLock
  /// What is removed with the store, unless it is to be kept.
  private let temporary: TemporaryStore?

  /// Opens the store in `file`, created if it does not exist; without one, in a new temporary folder.
  ///
  /// - Parameter isDurable: whether what is kept in `file` survives a crash of the machine, which takes longer.
  /// - Throws: `StartProblem` if another sandbox uses `file`, or another program or a newer version made it;
  ///   and if it is not a database, or its folder cannot be written.
  init(
    file: URL?, isDurable: Bool = true, onStatement: StoreDatabase.StatementObserver? = nil
  ) throws {
    let path: URL
    if let file {
      (path, temporary) = (file.resolvingSymlinksInPath(), nil)
    } else {
      let folder = try TemporaryStore()
      (path, temporary) = (folder.url.appendingPathComponent("sandbox.db"), folder)
    }
    let isDurable = file != nil && isDurable
    let root = URL(fileURLWithPath: path.path + ".files")
    let isNew = !FileManager.default.fileExists(atPath: root.path)
    do {
      try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
      lock = try StoreLock.take(root.appendingPathComponent("lock").path, of: path)
      database = try StoreDatabase(path, isDurable: isDurable, onStatement: onStatement)
      files = try FileFolder(at: root, isDurable: isDurable)
    } catch {
      // What was not opened is left as it was.
      if isNew { try? FileManager.default.removeItem(at: root) }
      throw error
    }
  }

  /// Closes the database and, when it was temporary, removes all that was stored.
  func close() {
    database.close()
    lock.release()
    temporary?.remove()
  }

  /// Forgets all records and files, but not the settings.
  func removeAll() async throws {
    try await database.write { try Migrations.empty($0) }
    for folder in Migrations.schemas.compactMap(\.folder) { files.remove(folder) }
  }
}

/// Files with the rows that describe them.
extension SandboxStore {
  /// Puts a file that arrived in its place, in the transaction that stores the row that refers to it: a row
  /// never lacks its file. If it fails, neither exists.
  @discardableResult
  func keep<Result: Sendable>(
    _ file: URL, as path: String, _ body: @escaping @Sendable (Database) throws -> Result
  ) async throws -> Result {
    let files = files
    // A file that existed before belongs to someone, and stays.
    let placed = Mutex(false)
    do {
      return try await database.write { db in
        let result = try body(db)
        let isNew = !files.exists(path)
        try files.adopt(file, as: path)
        placed.withLock { $0 = isNew }
        return result
      }
    } catch {
      if placed.withLock({ $0 }) { files.remove(path) }
      throw error
    }
  }

  /// The same for bytes.
  @discardableResult
  func keep<Result: Sendable>(
    _ data: Data, as path: String, _ body: @escaping @Sendable (Database) throws -> Result
  ) async throws -> Result {
    let file = try files.arrive(data)
    defer { try? FileManager.default.removeItem(at: file) }
    return try await keep(file, as: path, body)
  }

  /// Removes the files that no row refers to: those that a crash left between the one and the other.
  func removeOrphans() async throws {
    for schema in Migrations.schemas {
      guard let folder = schema.folder else { continue }
      let paths = files.paths(in: folder)
      let orphans = try await database.read { db in
        try paths.filter { try !schema.ownsFile($0.dropFirst(folder.count + 1), db) }
      }
      for path in orphans { files.remove(path) }
    }
  }
}

/// Small things that outlive a restart, by name.
extension SandboxStore {
  func setting(_ name: String) async throws -> String? {
    try await database.read { try Self.setting(name, $0) }
  }

  func set(_ name: String, _ value: String) async throws {
    try await database.write { try Self.set(name, value, $0) }
  }

  /// What is stored under a name; if there was nothing, `value`, which is then stored.
  func setting(_ name: String, orElse value: String) async throws -> String {
    try await database.write { db in
      if let known = try Self.setting(name, db) { return known }
      try Self.set(name, value, db)
      return value
    }
  }

  /// The same within an access to the database.
  static func setting(_ name: String, _ db: Database) throws -> String? {
    try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name])
  }

  static func set(_ name: String, _ value: String, _ db: Database) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", arguments: [name, value])
  }
}
