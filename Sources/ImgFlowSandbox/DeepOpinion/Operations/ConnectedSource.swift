import GRDB
import Hummingbird
import ImgFlowValues

/// The external source that the sandbox can be connected to: a feed of hotel reviews under any name, with the
/// only valid credential. What real sources give is not documented.
enum ConnectedSource {
  static let credential: Int64 = 3

  /// The records of the feed, as `parameters` limits them.
  ///
  /// - Throws: a 404 for another credential.
  static func table(
    credential: Int64, source: String, parameters: RecordObject?
  ) throws -> DataTable {
    guard credential == Self.credential else {
      throw Refusal.notFound(
        "Credential \(credential) does not exist; the sandbox has \(Self.credential).")
    }
    let since = parameters?["updated_since"]?.asString ?? ""
    let limit = parameters?["limit"]?.asInt ?? reviews.count
    var builder = TableBuilder(DocumentBudget())
    for review in reviews.filter({ $0.updated >= since }).prefix(max(0, limit)) {
      for cell in [source, review.updated, review.text, review.class, review.label] {
        try builder.add(cell)
      }
      try builder.endRow()
    }
    return try builder.table(.always, names: ["source", "updated", "text", "class", "label"])
  }

  private struct Review {
    var updated, text, `class`, label: String
  }

  private static let reviews: [Review] = [
    ("2023-01-04", "The bed was soft and the room was quiet.", "Comfort", "POS"),
    ("2023-01-11", "The mattress was worn out and I slept badly.", "Comfort", "NEG"),
    ("2023-01-19", "The staff helped us with everything.", "Service", "POS"),
    ("2023-02-02", "No one at the reception cared about our complaint.", "Service", "NEG"),
    ("2023-02-14", "The room was warm, and the pillows were lovely.", "Comfort", "POS"),
    ("2023-02-20", "It was noisy all night and far too hot.", "Comfort", "NEG"),
    ("2023-03-03", "Our waiter was attentive and kind.", "Service", "POS"),
    ("2023-03-09", "We waited an hour until someone brought the keys.", "Service", "NEG"),
    ("2023-03-15", "A very comfortable chair and a great shower.", "Comfort", "POS"),
    ("2023-03-21", "The blanket was thin and the room was cold.", "Comfort", "NEG"),
    ("2023-04-05", "The manager solved our problem at once.", "Service", "POS"),
    ("2023-04-12", "The cleaning staff was rude to my mother.", "Service", "NEG"),
  ].map { Review(updated: $0.0, text: $0.1, class: $0.2, label: $0.3) }
}

extension DeepOpinionEmulator {
  /// Reads the source and keeps what it gave like an uploaded file.
  func connect(_ call: DeepOpinionCall) async throws -> Response {
    let user = try call.signedIn()
    let table = try ConnectedSource.table(
      credential: call.body["credential_id"]?.asInt.map(Int64.init) ?? 0,
      source: call.text("source"), parameters: call.body["parameters"]?.asRecord)
    let (names, rows) = table.records()
    let records = try rows.map { try RecordObject(zip(names, $0).map { ($0, Value($1)) }) }
    let content = try DataWriter.write(records, as: .jsonl)
    return try await keep(content, .jsonl, "connected.jsonl", for: user, call) { transaction, id in
      _ = try transaction.project(.manage)
      return try Self.preview(of: id, table, isList: true)
    }
  }
}
