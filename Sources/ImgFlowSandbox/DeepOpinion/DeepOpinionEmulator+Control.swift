import Foundation
import GRDB
import Hummingbird
import ImgFlowValues

extension DeepOpinionEmulator {
  /// `GET /_sandbox/deepopinion/mails` shows the mails whose tokens have not been used, of each purpose
  /// the newest first; `POST …/fail-next-task` makes the next work fail, and `POST …/read-only` a
  /// workspace read-only.
  func respond(toControl request: ControlRequest) async throws -> Response? {
    switch (request.method, request.path) {
    case (.get, "/mails"): return try await mails()
    case (.post, "/fail-next-task"):
      return try await runner.failNext(request.fields, reason: "The work failed as requested.")
    case (.post, "/read-only"):
      try request.fields.only("organization_id", "read_only")
      guard let id = try request.fields.int("organization_id"),
        let isReadOnly = try request.fields.flag("read_only")
      else { throw Refusal.malformed("Send {\"organization_id\": 1, \"read_only\": true}.") }
      let isFound = try await store.database.write { db in
        try db.execute(
          sql: "UPDATE deepOpinionOrganization SET isReadOnly = ? WHERE id = ?",
          arguments: [isReadOnly, id])
        return db.changesCount > 0
      }
      guard isFound else { throw Refusal.notFound("The workspace \(id) does not exist.") }
      return .object(["read_only": .bool(isReadOnly)])
    default: return nil
    }
  }

  private func mails() async throws -> Response {
    let mails = try await store.database.read { db in
      let invitations = try DeepOpinion.Invitation.order(Column("id").desc).fetchAll(db).map {
        try Self.mail(to: $0.email, "invitation", $0.token, $0.created)
      }
      let others = try DeepOpinion.Mail.order(Column("id").desc).fetchAll(db).map { mail in
        let user = try DeepOpinion.User.fetchOne(db, key: mail.deepOpinionUserId)
        return try Self.mail(to: user?.email, mail.purpose.rawValue, mail.token, mail.created)
      }
      return others + invitations
    }
    return .json(try .list(mails))
  }

  private static func mail(
    to address: String?, _ purpose: String, _ token: String, _ created: Date
  ) throws -> Value {
    try .object([
      "to": Value(address), "purpose": .string(purpose), "token": .string(token),
      "created": .instant(created),
    ])
  }
}
