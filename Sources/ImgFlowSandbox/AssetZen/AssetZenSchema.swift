import GRDB

/// AssetZen's tables.
enum AssetZenSchema {
  static let schema = VendorSchema(
    tables: [
      "assetzenAccount", "assetzenUser", "assetzenApplication", "assetzenCode", "assetzenToken",
      "assetzenImage", "assetzenImageText", "assetzenAlbum", "assetzenAlbumImage",
      "assetzenInvalidation",
    ],
    firstNumbers: ["assetzenImage": 41_801, "assetzenAlbum": 2_017],
    folder: "assetzen",
    ownsFile: { path, db in
      let sid = String(path.dropFirst("images/".count))
      return try AssetZen.Image.filter(Column("sid") == sid).fetchCount(db) > 0
    },
    migrations: [
      (
        "assetzen 1",
        { db in
          try createAccounts(db)
          try createImages(db)
          try createAlbums(db)
        }
      ),
      ("assetzen 2", indexFoldedWords),
    ])

  private static func createAccounts(_ db: Database) throws {
    try db.create(table: "assetzenAccount") { table in
      table.primaryKey("id", .text)
      table.column("name", .text).notNull()
    }
    try db.create(table: "assetzenUser") { table in
      table.primaryKey("id", .integer)
      table.belongsTo("assetzenAccount").notNull()
      table.column("name", .text).notNull()
      table.column("email", .text).notNull()
    }
    try db.create(table: "assetzenApplication") { table in
      table.primaryKey("id", .text)
      table.column("secret", .text).notNull()
    }
    try db.create(table: "assetzenCode") { table in
      table.primaryKey("code", .text)
      table.belongsTo("assetzenApplication").notNull()
      table.belongsTo("assetzenUser").notNull()
      table.column("redirectURI", .text).notNull()
      table.column("expiresAt", .double).notNull()
    }
    try db.create(table: "assetzenToken") { table in
      table.primaryKey("accessToken", .text)
      table.belongsTo("assetzenApplication").notNull()
      table.belongsTo("assetzenUser").notNull()
      table.column("refreshToken", .text).unique()
      table.column("expiresAt", .double).notNull()
      table.column("isReusable", .boolean).notNull()
    }
  }

  private static func createImages(_ db: Database) throws {
    try db.create(table: "assetzenImage") { table in
      table.autoIncrementedPrimaryKey("id")
      table.column("sid", .text).notNull().unique()
      table.belongsTo("assetzenAccount").notNull()
      table.belongsTo("assetzenUser").notNull()
      for name in ["title", "description", "altText", "license"] { table.column(name, .text) }
      table.column("tags", .jsonText).notNull()
      table.column("fileName", .text).notNull()
      table.column("contentType", .text).notNull()
      for name in ["fileSize", "width", "height"] { table.column(name, .integer).notNull() }
      for name in ["focusX", "focusY"] { table.column(name, .integer) }
      table.column("exif", .jsonText).notNull()
      table.column("suggestedTags", .jsonText).notNull()
      table.column("createdAt", .double).notNull()
      table.column("updatedAt", .double).notNull()
    }
    try createWords(db, tokenizer: .unicode61())
  }

  /// The words of an image, under its id.
  private static func createWords(_ db: Database, tokenizer: FTS5TokenizerDescriptor) throws {
    try db.create(virtualTable: "assetzenImageText", using: FTS5()) { table in
      table.tokenizer = tokenizer
      for name in ["title", "description", "altText", "tags", "fileName"] { table.column(name) }
    }
  }

  /// Words of any script are found since, in any spelling.
  private static func indexFoldedWords(_ db: Database) throws {
    try db.drop(table: "assetzenImageText")
    try createWords(db, tokenizer: .ascii())
    let texts = "SELECT id, title, description, altText, tags, fileName FROM assetzenImage"
    for words in try AssetZenWords.fetchAll(db, sql: texts) { try words.index(db) }
  }

  private static func createAlbums(_ db: Database) throws {
    try db.create(table: "assetzenAlbum") { table in
      table.autoIncrementedPrimaryKey("id")
      table.column("sid", .text).notNull().unique()
      table.belongsTo("assetzenAccount").notNull()
      table.column("title", .text).notNull()
      table.column("description", .text)
      table.column("parentId", .integer)
      table.column("isPublic", .boolean).notNull()
      table.column("createdAt", .double).notNull()
      table.column("updatedAt", .double).notNull()
    }
    try db.create(table: "assetzenAlbumImage") { table in
      table.belongsTo("assetzenAlbum").notNull()
      table.belongsTo("assetzenImage").notNull()
      table.primaryKey(["assetzenAlbumId", "assetzenImageId"])
    }
    try db.create(table: "assetzenInvalidation") { table in
      table.primaryKey("reference", .text)
      table.belongsTo("assetzenImage").notNull()
      table.belongsTo("assetzenUser").notNull()
      table.column("createdAt", .double).notNull()
      table.column("completesAt", .double).notNull()
    }
  }
}
