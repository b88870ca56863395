import Foundation
import GRDB
import Hummingbird
import ImgFlowValues

/// Files that are uploaded in one call and used in another.
extension DeepOpinionEmulator {
  /// Reads the file of a multipart form as a table.
  ///
  /// - Throws: `FileFault`.
  func table(of call: DeepOpinionCall) async throws -> DataTable {
    let file = try call.file()
    return try await workers.run {
      let bytes = try DataFormat.bytes(of: file.url)
      return try DataFormat(name: file.name ?? "", bytes: bytes).read(bytes)
    }
  }

  /// Reads and keeps a file, and responds with its id and a preview.
  func upload(
    _ call: DeepOpinionCall, to right: DeepOpinionRight, formats: Set<DataFormat>
  ) async throws -> Response {
    let (user, file) = (try call.signedIn(), try call.file())
    let bytes = try await workers.run { try DataFormat.bytes(of: file.url) }
    let format = DataFormat(name: file.name ?? "", bytes: bytes)
    guard formats.contains(format) else {
      let names = formats.map(\.rawValue).sorted().joined(separator: ", ")
      throw Refusal.malformed(
        "Files of the format \(format.rawValue) are not accepted, only \(names).")
    }
    let table = try await workers.run { try format.read(bytes) }
    guard !table.rows.isEmpty else { throw FileFault("The file is empty.") }
    return try await keep(bytes, format, file.name ?? "", for: user, call) { transaction, id in
      // Operations without a project are for everyone who may use models.
      if transaction.call.parameters["project_id"] != nil { _ = try transaction.project(right) }
      return try Self.preview(of: id, table, isList: transaction.body["to_list"]?.asBool ?? true)
    }
  }

  /// Keeps a file for a later call.
  func keep(
    _ bytes: [UInt8], _ format: DataFormat, _ name: String, for user: DeepOpinion.User,
    _ call: DeepOpinionCall,
    _ answer: @escaping @Sendable (DeepOpinionTransaction, String) throws -> Value
  ) async throws -> Response {
    let upload = DeepOpinion.Upload(
      id: RandomToken.uuid(), deepOpinionUserId: user.number, format: format, name: name
    )
    let now = clock.now
    let value = try await store.keep(Data(bytes), as: Self.path(of: upload.id)) { db in
      let value = try answer(DeepOpinionTransaction(db, call, now: now), upload.id)
      try upload.insert(db)
      return value
    }
    return self.answer(to: call, value)
  }

  /// Rows as lists, the names of columns first; or as objects.
  static func preview(of id: String, _ table: DataTable, isList: Bool) throws -> Value {
    let rows: [Value]
    if isList {
      rows = try table.preview.map { try .list($0.map { Value($0) }) }
    } else {
      let (names, records) = table.records()
      rows = try records.prefix(DataTable.previewLength).map { row in
        .heap(try RecordObject(zip(names, row).map { ($0, Value($1)) }))
      }
    }
    return try .object(["id": .string(id), "preview": .list(rows)])
  }

  /// What is in the file that a body names by `file_id`; nil if it names none.
  ///
  /// - Throws: a 404 for a file that the user has not uploaded.
  func uploadedTable(of call: DeepOpinionCall) async throws -> DataTable? {
    guard let id = call.body["file_id"]?.asString?.lowercased() else { return nil }
    let user = try call.signedIn()
    let upload = try await store.database.read { try DeepOpinion.Upload.fetchOne($0, key: id) }
    guard let upload, upload.deepOpinionUserId == user.number else {
      throw Refusal.notFound("File \(id) does not exist; upload it first.")
    }
    let files = store.files
    return try await workers.run {
      try upload.format.read(Array(try files.read(Self.path(of: upload.id))))
    }
  }

  private static func path(of upload: String) -> String { "deepopinion/\(upload)" }
}
