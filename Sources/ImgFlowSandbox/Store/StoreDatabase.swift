import Foundation
import GRDB

/// The rows of the store. A change that depends on what is stored reads and writes in one `write`: writes run
/// one at a time, and each is stored as a whole or not at all.
struct StoreDatabase: Sendable {
  private let pool: DatabasePool

  typealias StatementObserver = @Sendable (String) -> Void

  /// Opens the database in `file`, created if it does not exist, and migrates it to the newest schema.
  ///
  /// - Parameter isDurable: whether what is committed is on disk, and not only with the system.
  /// - Throws: `StartProblem` for a file that is not the sandbox's to change; `DatabaseError`.
  init(_ file: URL, isDurable: Bool, onStatement: StatementObserver? = nil) throws {
    try Self.check(file)
    pool = try DatabasePool(path: file.path, configuration: Self.configuration(onStatement))
    try pool.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA synchronous = \(isDurable ? "FULL" : "OFF")")
    }
    let isNew = try pool.read { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
    }
    if isNew { try Self.empty.get().backup(to: pool) }
    try Migrations.migrator.migrate(pool)
  }

  /// What a new store begins as. The migrations would take ten times as long as the script, which has been
  /// made of them, and that longer than copying the tables.
  private static let empty = Result {
    let queue = try DatabaseQueue(configuration: configuration())
    let script = String(decoding: PackageResources.schema_sql, as: UTF8.self)
    try queue.write { try $0.execute(sql: script) }
    return queue
  }

  static func configuration(_ onStatement: StatementObserver? = nil) -> Configuration {
    var configuration = Configuration()
    configuration.label = "imgflow.sandbox"
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { db in
      db.add(function: FoldedText.function)
      guard let onStatement else { return }
      db.trace(options: .statement) { event in
        if case .statement(let statement) = event { onStatement(statement.sql) }
      }
    }
    return configuration
  }

  /// Makes certain, without touching it, that a file is new or a store of this version or before.
  private static func check(_ file: URL) throws {
    guard FileManager.default.fileExists(atPath: file.path) else { return }
    var configuration = Configuration()
    configuration.readonly = true
    try DatabaseQueue(path: file.path, configuration: configuration).read { db in
      if try Migrations.migrator.hasBeenSuperseded(db) {
        throw StartProblem(
          "\(file.path) was written by a newer version of the sandbox",
          help: "update imgflow, or use another file with `--db`; this one was not changed")
      }
      let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
      guard try tables == 0 || db.tableExists("grdb_migrations") else {
        throw StartProblem(
          "\(file.path) is the database of another program",
          help: "use another file with `--db`; this one was not changed")
      }
    }
  }

  /// Looks at the rows as they are at one moment.
  ///
  /// - Throws: `StoreFault`, and what `body` throws.
  func read<Result: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Result
  ) async throws -> Result {
    do { return try await pool.read(body) } catch { throw StoreFault.explained(error) }
  }

  /// Reads and changes rows in a transaction: if `body` throws, nothing changes.
  ///
  /// - Throws: `StoreFault`, and what `body` throws.
  @discardableResult
  func write<Result: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Result
  ) async throws -> Result {
    do { return try await pool.write(body) } catch { throw StoreFault.explained(error) }
  }

  /// Writes the end of work that a client waits for. While the store refuses it, for example on a full disk,
  /// the write is repeated.
  ///
  /// - Throws: `CancellationError`, and what `body` throws.
  @discardableResult
  func writeWhenPossible<Result: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Result
  ) async throws -> Result {
    while true {
      do { return try await write(body) } catch is StoreFault {
        try await Task.sleep(for: .milliseconds(500))
      }
    }
  }

  func close() { try? pool.close() }
}
