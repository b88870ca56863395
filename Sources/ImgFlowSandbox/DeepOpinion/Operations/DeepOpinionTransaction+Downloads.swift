import Foundation
import GRDB
import Hummingbird
import ImgFlowValues
import NIOCore

extension DeepOpinionOperation {
  enum Downloads: String, DeepOpinionSection {
    case downloadClasses, downloadLabels, downloadGroup, downloadAnalysisDocuments,
      downloadLabelingSession, downloadLabelingSessions, downloadModel, downloadProjectModel,
      downloadOrganizationModel

    var work: DeepOpinionWork {
      switch self {
      case .downloadClasses:
        .file("classes") { transaction in
          try transaction.classes(of: try transaction.project(.see)).map { found in
            try RecordObject([
              ("id", Value(found.id)), ("name", .string(found.name)),
              ("example", Value(found.example)), ("description", Value(found.description)),
            ])
          }
        }
      case .downloadLabels:
        .file("labels") { transaction in
          try transaction.labels(of: try transaction.project(.see)).map {
            try RecordObject([("id", Value($0.id)), ("name", .string($0.name))])
          }
        }
      case .downloadGroup:
        .file("group") { transaction in
          let group = try transaction.groupOfPath(.see)
          return try transaction.records(of: group.number, nil)
        }
      case .downloadAnalysisDocuments:
        .file("analysis") { transaction in
          let analysis = try transaction.analysis(.see)
          return try transaction.records(
            of: analysis.deepOpinionGroupId, .analysis(analysis.number))
        }
      case .downloadLabelingSession:
        .file("labeling-session") { transaction in
          let session = try transaction.session(.see)
          return try transaction.records(
            of: session.deepOpinionGroupId, .annotation(session.number))
        }
      case .downloadLabelingSessions:
        .file("labeling-sessions") { transaction in
          let project = try transaction.project(.see)
          let sessions = DeepOpinion.Annotation.filter(
            Column("deepOpinionProjectId") == project.number)
          return try sessions.order(Column("id")).fetchAll(transaction.db).flatMap {
            try transaction.records(of: $0.deepOpinionGroupId, .annotation($0.number))
          }
        }
      case .downloadModel:
        .model { transaction in
          let name = transaction.call.parameters["model"] ?? ""
          if let id = Int64(name) { return try transaction.model(id, .see) }
          return try transaction.model(named: name, in: try transaction.organizations())
        }
      case .downloadProjectModel: .model { try $0.modelOfProject(.see) }
      case .downloadOrganizationModel:
        .model { transaction in
          try transaction.model(
            named: transaction.call.parameters["name"] ?? "",
            in: [try transaction.organizationByName().number])
        }
      }
    }
  }
}

extension DeepOpinionWork {
  /// An operation that gives records as a file of the format in its query.
  fileprivate static func file(
    _ name: String, _ records: @escaping @Sendable (DeepOpinionTransaction) throws -> [RecordObject]
  ) -> DeepOpinionWork {
    .direct { emulator, call in
      let now = emulator.clock.now
      let format = DataFormat(rawValue: call.query["format"]?.asString ?? "") ?? .csv
      let bytes = try await emulator.store.database.read { db in
        try DataWriter.write(records(DeepOpinionTransaction(db, call, now: now)), as: format)
      }
      return .attachment(bytes, format.mediaType, "\(name).\(format.rawValue)")
    }
  }

  /// An operation that gives a model as a file.
  fileprivate static func model(
    _ find: @escaping @Sendable (DeepOpinionTransaction) throws -> DeepOpinion.Model
  ) -> DeepOpinionWork {
    .direct { emulator, call in
      let now = emulator.clock.now
      let (model, training) = try await emulator.store.database.read { db in
        let transaction = DeepOpinionTransaction(db, call, now: now)
        let model = try find(transaction)
        try transaction.needsReady(model)
        return (model, try DeepOpinion.Training.fetchOne(db, key: model.number))
      }
      guard let training else { throw Refusal.notFound("The model has no content.") }
      return .attachment(
        Array(training.content), "application/octet-stream", "model-\(model.number).bin")
    }
  }
}

extension Response {
  /// A file to be saved.
  fileprivate static func attachment(_ bytes: [UInt8], _ type: String, _ name: String) -> Response {
    Response(
      status: .ok,
      headers: [
        .contentType: type, .contentDisposition: "attachment; filename=\"\(name)\"",
      ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}

extension DeepOpinionTransaction {
  fileprivate func model(named name: String, in organizations: [Int64]) throws -> DeepOpinion.Model
  {
    let models = try DeepOpinion.Model.filter(Column("name") == name).fetchAll(db)
    let found = try models.first { model in
      let project = try DeepOpinion.Project.fetchOne(db, key: model.deepOpinionProjectId)
      return project.map { organizations.contains($0.deepOpinionOrganizationId) } ?? false
    }
    guard let found else {
      throw Refusal.notFound("Model \"\(name.prefix(100))\" does not exist.")
    }
    return found
  }

  /// The documents of a group as records: with tags a record for each tag of a segment, in the columns
  /// that `createLabelingSession` reads again.
  fileprivate func records(of group: Int64, _ context: TagContext?) throws -> [RecordObject] {
    let documents = try documents(of: group, .all).found
    guard let context else {
      return try documents.map { document in
        let meta = try document.meta.map { try JSON.parse($0) }?.asRecord ?? RecordObject()
        return try RecordObject(
          [("id", Value(document.id)), ("text", .string(document.text))]
            + zip(meta.keys.map(\.text), meta.values).filter { $0.0 != "id" && $0.0 != "text" })
      }
    }
    return try json(documents, context, withTags: true).flatMap { document in
      let document = document.asRecord ?? RecordObject()
      return try (document["segments"]?.asItems ?? []).flatMap { segment in
        try Self.records(of: segment.asRecord ?? RecordObject(), document["id"] ?? .null)
      }
    }
  }

  private static func records(of segment: RecordObject, _ document: Value) throws -> [RecordObject]
  {
    let tags = (segment["tags"]?.asItems ?? []).compactMap(\.asRecord)
    return try (tags.isEmpty ? [RecordObject()] : tags).map { tag in
      try RecordObject([
        ("document_id", document), ("text", segment["text"] ?? .null),
        ("class", tag["class"] ?? .null), ("label", tag["label"] ?? .null),
      ])
    }
  }
}
