import GRDB

/// Something that is to be sent to an address that a user gave. It is stored with what it reports, and
/// removed when it is sent, so that a kill neither loses nor repeats it: only what was being sent at that
/// moment is not sent again, since it may have arrived.
struct OutgoingMessage: NumberedRecord {
  static let databaseTableName = "outgoing"
  var id: Int64?
  var address: String
  /// Whether it only says that there is something.
  var isGet: Bool
  /// The header of that name.
  var authorization: String?
  var json: String
  /// Whether sending it has begun.
  var isBegun = false

  static func createTable(_ db: Database) throws {
    try db.create(table: databaseTableName) { table in
      table.autoIncrementedPrimaryKey("id")
      table.column("address", .text).notNull()
      table.column("isGet", .boolean).notNull()
      table.column("authorization", .text)
      table.column("json", .text).notNull()
      table.column("isBegun", .boolean).notNull()
    }
  }
}

extension OutgoingMessage {
  init(_ json: String, to target: WebhookSender.Target) {
    self.init(
      address: target.address, isGet: target.isGet, authorization: target.authorization, json: json)
  }

  var target: WebhookSender.Target {
    WebhookSender.Target(address: address, isGet: isGet, authorization: authorization)
  }
}

/// Sends the stored messages.
struct Outbox: Sendable {
  let database: StoreDatabase
  let sender: WebhookSender

  /// Sends messages one after the other, each unless sending it has begun.
  func send(_ messages: [OutgoingMessage]) async {
    for message in messages {
      let isMine = try? await database.write { db in
        let open = OutgoingMessage.filter(key: message.id).filter(Column("isBegun") == false)
        return try open.updateAll(db, Column("isBegun").set(to: true)) > 0
      }
      guard isMine == true else { continue }
      await sender.send(message.json, to: message.target)
      _ = try? await database.write { try message.delete($0) }
    }
  }

  /// Gives what a kill kept from being sent, and forgets what it may have cut off.
  func leftovers() async throws -> [OutgoingMessage] {
    try await database.write { db in
      try OutgoingMessage.filter(Column("isBegun") == true).deleteAll(db)
      return try OutgoingMessage.order(Column("id")).fetchAll(db)
    }
  }
}
