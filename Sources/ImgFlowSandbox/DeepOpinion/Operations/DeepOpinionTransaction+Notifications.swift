import Foundation
import GRDB
import ImgFlowValues

extension DeepOpinionOperation {
  enum Notifications: String, DeepOpinionSection {
    case listNotifications, getNotification, updateNotification

    var work: DeepOpinionWork {
      switch self {
      case .listNotifications: .read { try $0.listNotifications() }
      case .getNotification: .read { try DeepOpinionTransaction.json(try $0.notification()) }
      case .updateNotification: .write { try $0.updateNotification() }
      }
    }
  }
}

extension DeepOpinionTransaction {
  /// The user's own notifications, the newest first.
  fileprivate func listNotifications() throws -> Value {
    let own = DeepOpinion.Notification.filter(Column("deepOpinionUserId") == (try user.number))
    let found = try DeepOpinionPage(call.query).fetch(own.order(Column("id").desc), db)
    return try .list(found.map(Self.json))
  }

  fileprivate func notification() throws -> DeepOpinion.Notification {
    let id = try call.id("notification_id")
    let found = try DeepOpinion.Notification.fetchOne(db, key: id)
    guard let found, found.deepOpinionUserId == (try user.number) else {
      throw Refusal.notFound("Notification \(id) does not exist.")
    }
    return found
  }

  fileprivate static func json(_ notification: DeepOpinion.Notification) throws -> Value {
    try .object([
      "id": Value(notification.id), "title": .string(notification.title),
      "text": .string(notification.text), "created": .instant(notification.created),
      "type": .string(notification.type.rawValue), "read": .instant(notification.read),
    ])
  }

  /// A `read` without an instant marks it as unread.
  fileprivate func updateNotification() throws -> Value {
    try Self.json(
      try notification().change(db) { notification in
        notification.title = text("title") ?? notification.title
        notification.text = text("text") ?? notification.text
        notification.type =
          text("type").flatMap(DeepOpinion.Notification.Kind.init) ?? notification.type
        notification.created = Self.instant(body["created"]) ?? notification.created
        if let read = body["read"] { notification.read = Self.instant(read) }
      })
  }

  /// An instant of a body; nil for none.
  static func instant(_ value: Value?) -> Date? {
    value?.asString.flatMap(TimeText.parse).map { Date(timeIntervalSince1970: Double($0) / 1000) }
  }
}
