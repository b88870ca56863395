import Foundation
import GRDB

/// What Pixoneye keeps, a type a table.
enum Pixoneye {
  /// An application of an owner, with the key that its requests carry.
  struct Application: Codable, Sendable {
    var id: String
    var ownerId: String
    var key: String
  }

  /// What is known about the user of a device, for one application.
  struct Profile: Codable, Sendable {
    var id: Int64?
    var pixoneyeApplicationId: String
    var deviceId: String
    /// The application's own id of the user; nil for what the application posted itself.
    var appUserId: String?
    /// A JSON object with the attributes under the vendor's names; empty lists are left out.
    var attributes: String
    var scannedImages: Int
  }

  /// Where a listing continues, for a minute.
  struct Scroll: Codable, Sendable {
    var id: String
    var pixoneyeApplicationId: String
    /// The requested devices, as JSON.
    var devices: String
    /// The last profile that was listed.
    var afterId: Int64
    var expiresAt: Date
  }

  static let schema = VendorSchema(
    tables: ["pixoneyeApplication", "pixoneyeProfile", "pixoneyeScroll"],
    migrations: [("pixoneye 1", createTables)])

  @Sendable private static func createTables(_ db: Database) throws {
    try db.create(table: "pixoneyeApplication") { table in
      table.primaryKey("id", .text)
      table.column("ownerId", .text).notNull()
      table.column("key", .text).notNull().unique()
    }
    try db.create(table: "pixoneyeProfile") { table in
      table.autoIncrementedPrimaryKey("id")
      table.belongsTo("pixoneyeApplication").notNull()
      table.column("deviceId", .text).notNull()
      table.column("appUserId", .text)
      table.column("attributes", .jsonText).notNull()
      table.column("scannedImages", .integer).notNull()
      table.uniqueKey(["pixoneyeApplicationId", "deviceId"])
    }
    try db.create(
      index: "pixoneyeProfileByUser", on: "pixoneyeProfile",
      columns: ["pixoneyeApplicationId", "appUserId"])
    try db.create(table: "pixoneyeScroll") { table in
      table.primaryKey("id", .text)
      table.belongsTo("pixoneyeApplication").notNull()
      table.column("devices", .text).notNull()
      table.column("afterId", .integer).notNull()
      table.column("expiresAt", .double).notNull()
    }
  }
}

extension Pixoneye.Application: KeyedRecord {
  static let databaseTableName = "pixoneyeApplication"
}

extension Pixoneye.Profile: NumberedRecord {
  static let databaseTableName = "pixoneyeProfile"
}

extension Pixoneye.Scroll: KeyedRecord {
  static let databaseTableName = "pixoneyeScroll"
}
