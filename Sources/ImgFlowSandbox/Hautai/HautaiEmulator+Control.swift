import GRDB
import Hummingbird
import ImgFlowValues

extension HautaiEmulator {
  /// `POST /_sandbox/hautai/delete-subject` deletes a subject, which no operation does: the vendor's own
  /// pages can.
  func respond(toControl request: ControlRequest) async throws -> Response? {
    guard request.method == .post, request.path == "/delete-subject" else { return nil }
    try request.fields.only("subject_id")
    guard let id = try request.fields.text("subject_id") else {
      throw Refusal.malformed("Send {\"subject_id\": \"…\"}.")
    }
    let isFound = try await store.database.write { db in
      try db.execute(
        sql: "UPDATE hautaiSubject SET isDeleted = TRUE WHERE id = ?", arguments: [id.lowercased()])
      return db.changesCount > 0
    }
    guard isFound else { throw Refusal.notFound("Subject \(id.prefix(80)) does not exist.") }
    return .object(["deleted": .bool(true)])
  }
}
