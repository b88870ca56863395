import GRDB

/// expoze's tables.
enum ExpozeSchema {
  static let schema = VendorSchema(
    tables: [
      "expozeOrganization", "expozeUser", "expozeSession", "expozeRefreshToken", "expozeSpace",
      "expozeMedia", "expozeJob", "expozeArea",
    ],
    firstNumbers: ["expozeMedia": 34_018, "expozeJob": 10_025, "expozeArea": 21_473],
    folder: "expoze", ownsFile: owns,
    migrations: [
      (
        "expoze 1",
        { db in
          try createAccounts(db)
          try createSpacesAndMedia(db)
          try createJobsAndAreas(db)
        }
      )
    ])

  /// Originals, predictions and renditions are of a media; what jobs made is of the job.
  @Sendable private static func owns(_ path: Substring, _ db: Database) throws -> Bool {
    let parts = path.split(separator: "/", maxSplits: 2).map(String.init)
    switch parts.first {
    case "userfiles":
      return try ExpozeEmulator.owner(of: String(path.dropFirst("userfiles/".count)), db) != nil
    case "maps":
      return try Expoze.Media.exists(db, key: Int64(parts.last?.prefix { $0 != "." } ?? "") ?? 0)
    case "cache": return try ExpozeEmulator.owner(of: parts.last ?? "", db) != nil
    default: return false
    }
  }

  private static func createAccounts(_ db: Database) throws {
    try db.create(table: "expozeOrganization") { table in
      table.autoIncrementedPrimaryKey("id")
      table.column("uuid", .text).notNull()
      table.column("name", .text).notNull()
      table.column("tokens", .integer).notNull()
      table.column("webhook", .text)
    }
    try db.create(table: "expozeUser") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("expozeOrganization").notNull()
      table.column("username", .text).notNull().unique()
      table.column("password", .text).notNull()
      table.column("firstName", .text).notNull()
      table.column("lastName", .text).notNull()
      table.column("lastLogin", .double)
    }
    try db.create(table: "expozeSession") { table in
      table.primaryKey("id", .text)
      table.belongsTo("expozeUser").notNull()
      table.column("expiresAt", .double).notNull()
    }
    try db.create(table: "expozeRefreshToken") { table in
      table.primaryKey("token", .text)
      table.belongsTo("expozeUser").notNull()
      table.column("expiresAt", .double).notNull()
    }
  }

  private static func createSpacesAndMedia(_ db: Database) throws {
    try db.create(table: "expozeSpace") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("expozeOrganization").notNull()
      table.column("name", .text).notNull()
      table.column("description", .text)
    }
    try db.create(table: "expozeMedia") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("expozeOrganization").notNull()
      table.belongsTo("expozeSpace").notNull()
      table.column("path", .text).notNull().unique()
      table.column("width", .integer).notNull()
      table.column("height", .integer).notNull()
      table.column("createdAt", .double).notNull()
    }
  }

  private static func createJobsAndAreas(_ db: Database) throws {
    try db.create(table: "expozeJob") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("expozeOrganization").notNull()
      table.belongsTo("expozeMedia").notNull()
      table.column("position", .integer).notNull()
      table.column("settings", .jsonText).notNull()
      table.column("startsAt", .double).notNull()
      table.column("endsAt", .double).notNull()
      table.column("plannedFailure", .text)
      table.column("failure", .text)
      table.column("outputPath", .text).unique()
      table.column("salience", .jsonText)
    }
    try db.create(table: "expozeArea") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("expozeOrganization").notNull()
      table.belongsTo("expozeMedia").notNull()
      table.column("position", .integer).notNull()
      table.column("type", .text).notNull()
      table.column("name", .text)
      table.column("visible", .boolean).notNull()
      table.column("points", .text).notNull()
      table.column("score", .double)
    }
  }
}
