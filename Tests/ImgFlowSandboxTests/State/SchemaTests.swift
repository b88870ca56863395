import Foundation
import GRDB
import TestSupport
import Testing

@testable import ImgFlowSandbox

@Suite struct SchemaTests {
  private static let file = Repository.root.appendingPathComponent(
    "Sources/ImgFlowSandbox/Store/schema.sql")

  /// A new store begins with the tables that all migrations together make. `IMGFLOW_RECORD=1` writes the
  /// file anew, and fails.
  @Test func theReadySchemaIsThatOfTheMigrations() throws {
    let queue = try DatabaseQueue(configuration: StoreDatabase.configuration())
    try Migrations.migrator.migrate(queue)
    let made = try queue.read { try Self.script(of: $0) }
    let kept = try String(contentsOf: Self.file, encoding: .utf8)
    if GoldenFile.isRecording { try made.write(to: Self.file, atomically: true, encoding: .utf8) }
    #expect(made == kept, "record it with IMGFLOW_RECORD=1")
  }

  /// What the embedded script makes is the same, down to what it says of the migrations.
  @Test func aNewStoreHasThatSchema() async throws {
    let store = try SandboxStore(file: nil)
    defer { store.close() }
    let (made, isDone) = try await store.database.read { db in
      (try Self.script(of: db), try Migrations.migrator.hasCompletedMigrations(db))
    }
    #expect(isDone)
    #expect(try made == String(contentsOf: Self.file, encoding: .utf8))
  }

  /// Statements that make the same database.
  private static func script(of db: Database) throws -> String {
    let objects = try Row.fetchAll(
      db, sql: "SELECT name, sql FROM sqlite_master ORDER BY type = 'table' DESC, name")
    // A virtual table makes its own.
    let isVirtual = { (sql: String?) in sql?.hasPrefix("CREATE VIRTUAL") ?? false }
    let virtual = objects.filter { isVirtual($0["sql"]) }.map { "\($0["name"] as String)_" }
    let made = objects.filter { object in
      let name: String = object["name"]
      return object["sql"] as String? != nil && !name.hasPrefix("sqlite_")
        && !virtual.contains { name.hasPrefix($0) }
    }.map { "\($0["sql"] as String);" }
    let rows = try ["grdb_migrations", "sqlite_sequence"].flatMap { table in
      try Row.fetchAll(db, sql: "SELECT * FROM \(table) ORDER BY 1").map { row in
        let values = row.databaseValues.map { value in
          if case .string(let text) = value.storage { "'\(text)'" } else { value.description }
        }
        return "INSERT INTO \(table) VALUES (\(values.joined(separator: ", ")));"
      }
    }
    return (made + rows).joined(separator: "\n") + "\n"
  }
}
