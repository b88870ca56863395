import Foundation
import GRDB
import ImgFlowValues

/// A call inside a transaction of the database: what operations are written against.
final class DeepOpinionTransaction {
  let db: Database
  let call: DeepOpinionCall
  let now: Date
  /// The content of the uploaded file that the call names.
  let table: DataTable?
  /// The work that was ordered.
  private(set) var tasks: [DeepOpinion.Task] = []
  /// What is to be sent when the call is done.
  private(set) var messages: [OutgoingMessage] = []

  init(_ db: Database, _ call: DeepOpinionCall, now: Date, table: DataTable? = nil) {
    self.db = db
    self.call = call
    self.now = now
    self.table = table
  }

  private var caller: DeepOpinion.User?

  /// The caller, as in this transaction.
  ///
  /// - Throws: a 401, also if the account was deleted since they signed in.
  var user: DeepOpinion.User {
    get throws {
      if let caller { return caller }
      guard let user = try DeepOpinion.User.fetchOne(db, key: call.signedIn().number) else {
        throw Refusal(status: 401, message: "The account was deleted.")
      }
      caller = user
      return user
    }
  }

  /// The fields of the body.
  var body: RecordObject { call.body }

  /// A text of the body; nil if it is missing or null.
  func text(_ field: String) -> String? { body[field]?.asString }

  /// A text of the body in place of the stored one: null removes it; without it, nothing changes.
  func text(_ field: String, replacing stored: String?) -> String? {
    body[field].map(\.asString) ?? stored
  }

  /// A number of the body.
  func number(_ field: String) -> Int64? { body[field]?.asInt.map(Int64.init) }

  /// Orders work on something.
  ///
  /// - Parameter seconds: how long it takes by the sandbox's clock.
  func order(
    _ kind: DeepOpinion.Task.Kind, _ subject: Int64, in project: Int64, seconds: Double,
    content: some Encodable = [String]()
  ) throws {
    let json = String(decoding: try JSONEncoder().encode(content), as: UTF8.self)
    let task = try DeepOpinion.Task(
      id: nil, deepOpinionProjectId: project, deepOpinionUserId: try user.number, kind: kind,
      subjectId: subject, content: json, startsAt: now, endsAt: now.addingTimeInterval(seconds)
    ).inserted(db)
    tasks.append(task)
  }

  /// Has a JSON text sent to an address that a user gave.
  func send(_ json: String, to address: String) throws {
    messages.append(try OutgoingMessage(json, to: .init(address: address)).inserted(db))
  }

  /// The response of calls that return nothing.
  static func done(_ message: String) throws -> Value {
    try .object(["message": .string(message), "status": .string("OK")])
  }
}
