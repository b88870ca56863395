import GRDB

/// Haut.AI's tables.
enum HautaiSchema {
  static let schema = VendorSchema(
    tables: [
      "hautaiCompany", "hautaiDataset", "hautaiUser", "hautaiSession", "hautaiPrivateToken",
      "hautaiSubject", "hautaiBatch", "hautaiImage", "hautaiWebhook",
    ],
    firstNumbers: ["hautaiPrivateToken": 301, "hautaiWebhook": 71],
    folder: "hautai",
    ownsFile: { path, db in
      let parts = path.split(separator: "/")
      return try Hautai.Image.exists(db, key: parts.count > 1 ? String(parts[1]) : "")
    },
    migrations: [
      (
        "hautai 1",
        { db in
          try createAccounts(db)
          try createImages(db)
        }
      ),
      (
        "hautai 2",
        { db in
          try db.alter(table: "hautaiSubject") { table in
            table.add(column: "isDeleted", .boolean).notNull().defaults(to: false)
          }
        }
      ),
      ("hautai 3", addBatchesAndWebhooks),
    ])

  @Sendable private static func addBatchesAndWebhooks(_ db: Database) throws {
    try db.alter(table: "hautaiDataset") { $0.add(column: "imageTypeId", .text) }
    try db.alter(table: "hautaiBatch") { table in
      table.add(column: "createdAt", .double).notNull().defaults(to: 0)
    }
    try db.execute(
      sql: """
        UPDATE hautaiBatch SET createdAt = coalesce(
          (SELECT min(createdAt) FROM hautaiImage WHERE hautaiBatchId = hautaiBatch.id), 0)
        """)
    try db.alter(table: "hautaiWebhook") { table in
      table.add(column: "hasSurveyAnswers", .boolean).notNull().defaults(to: false)
      table.add(column: "isMerged", .boolean).notNull().defaults(to: false)
    }
  }

  private static func createAccounts(_ db: Database) throws {
    try db.create(table: "hautaiCompany") { table in
      table.primaryKey("id", .text)
      table.column("name", .text).notNull()
    }
    try db.create(table: "hautaiDataset") { table in
      table.primaryKey("id", .text)
      table.belongsTo("hautaiCompany").notNull()
      table.column("name", .text).notNull()
    }
    try db.create(table: "hautaiUser") { table in
      table.primaryKey("id", .text)
      table.belongsTo("hautaiCompany").notNull()
      table.column("username", .text).notNull().unique()
      table.column("password", .text).notNull()
      table.column("isLocked", .boolean).notNull()
    }
    try db.create(table: "hautaiSession") { table in
      table.primaryKey("accessToken", .text)
      table.belongsTo("hautaiUser").notNull()
      table.column("refreshToken", .text).unique()
      table.column("createdAt", .double).notNull()
      table.column("expiresAt", .double).notNull()
    }
    try db.create(table: "hautaiPrivateToken") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("hautaiUser").notNull()
      table.column("name", .text).notNull()
      table.column("data", .text).notNull().unique()
      table.column("expiresAt", .double)
    }
    try db.create(table: "hautaiWebhook") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("hautaiDataset").notNull()
      table.column("url", .text).notNull()
      table.column("method", .text).notNull()
      for name in ["authorization", "authorizationKey", "authorizationValue"] {
        table.column(name, .text)
      }
      table.column("isEnabled", .boolean).notNull()
    }
  }

  private static func createImages(_ db: Database) throws {
    try db.create(table: "hautaiSubject") { table in
      table.primaryKey("id", .text)
      table.belongsTo("hautaiDataset").notNull()
      table.belongsTo("hautaiUser").notNull()
      table.column("name", .text).notNull()
      table.column("birthDate", .text)
      table.column("biologicalSex", .text)
      table.column("meta", .text).notNull()
      table.column("createdAt", .double).notNull()
    }
    try db.create(table: "hautaiBatch") { table in
      table.primaryKey("id", .text)
      table.belongsTo("hautaiSubject").notNull()
      table.column("computedAt", .double)
      table.column("isComputed", .boolean).notNull()
    }
    try db.create(table: "hautaiImage") { table in
      table.primaryKey("id", .text)
      table.belongsTo("hautaiBatch").notNull()
      table.belongsTo("hautaiSubject").notNull()
      table.column("name", .text)
      table.column("sideId", .integer).notNull()
      table.column("lightId", .integer).notNull()
      table.column("meta", .text).notNull()
      table.column("createdAt", .double).notNull()
      table.column("isUploaded", .boolean).notNull()
      table.column("measurement", .jsonText)
      table.column("problem", .jsonText)
    }
  }
}
