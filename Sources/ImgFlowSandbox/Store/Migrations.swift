import GRDB

/// The schema of the whole store: what every vendor keeps, and the sandbox's own settings.
enum Migrations {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("sandbox 1") { db in
      // Stores of the first version have it already.
      try db.create(table: "setting", options: .ifNotExists) { table in
        table.primaryKey("name", .text)
        table.column("value", .text).notNull()
      }
    }
    migrator.registerMigration("sandbox 2") { try OutgoingMessage.createTable($0) }
    for schema in schemas {
      for (index, step) in schema.migrations.enumerated() {
        migrator.registerMigration(step.name) { db in
          try step.migrate(db)
          if index == 0 { try schema.startNumbers(db) }
        }
      }
    }
    return migrator
  }

  /// Empties all tables but that of the settings.
  static func empty(_ db: Database) throws {
    for schema in schemas {
      for table in schema.tables.reversed() { try db.execute(sql: "DELETE FROM \(table)") }
    }
    try OutgoingMessage.deleteAll(db)
    try db.execute(sql: "DELETE FROM sqlite_sequence")
    for schema in schemas { try schema.startNumbers(db) }
  }

  static var schemas: [VendorSchema] { EmulatorTable.kinds.map { $0.schema } }
}
