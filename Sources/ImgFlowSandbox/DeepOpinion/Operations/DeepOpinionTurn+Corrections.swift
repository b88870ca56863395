import Foundation
import GRDB
import ImgFlowValues

extension DeepOpinionOperation {
  static let corrections: [String: DeepOpinionOperation] = [
    "createCorrection": .write { try $0.createCorrection() },
    "listCorrections": .read { try $0.sessions(of: try $0.project(.see), modes: ["CORRECTION"]) },
    "getCorrection": .read { try $0.json(try $0.correction(.see)) },
    "deleteCorrection": .write { turn in
      try turn.delete(try turn.correction(.manage))
      return try DeepOpinionTurn.done("The correction session was deleted.")
    },
    "listCorrectionDocuments": .read { try $0.listDocuments(of: try $0.correction(.see)) },
    "markSegmentCorrected": .write { try $0.markSegmentCorrected() },
    "createCorrectionTag": .write { try $0.createTag(in: try $0.correction(.annotate)) },
    "updateCorrectionTag": .write { try $0.updateTag(in: try $0.correction(.annotate)) },
    "deleteCorrectionTag": .write { try $0.deleteTag(in: try $0.correction(.annotate)) },
    "markCorrectionTag": .write { try $0.markCorrectionTag() },
  ]
}

extension DeepOpinionTurn {
  fileprivate func correction(_ right: DeepOpinionRight) throws -> DeepOpinion.Annotation {
    let session = try session(right, "correction_id")
    guard session.mode == .correction else {
      throw Refusal.notFound("There is no correction session \(session.number).")
    }
    return session
  }

  /// Draws documents of the project, which the model then tags.
  fileprivate func createCorrection() throws -> Value {
    let project = try project(.manage)
    let model = try record(
      DeepOpinion.Model.self, "model", number("model_id") ?? 0, of: project)
    try needsReady(model)
    let all = DeepOpinion.Document.filter(Column("deepOpinionProjectId") == project.number)
      .order(Column("id"))
    let ids = try sample(of: try all.fetchAll(db).map(\.number))
    guard !ids.isEmpty else { throw Refusal.malformed("The project has no documents.") }
    let group = try group(of: ids, .annotations, named: text("name"), in: project)
    let session = try DeepOpinion.Annotation(
      id: nil, uuid: UUID().uuidString.lowercased(), deepOpinionProjectId: project.number,
      deepOpinionGroupId: group.number, deepOpinionUserId: try user.number,
      deepOpinionModelId: model.number, mode: .correction, name: text("name"), created: now,
      classes: try classes(of: project).map(\.name), labels: try labels(of: project).map(\.name)
    ).inserted(db)
    try order(
      .prepareCorrection, session.number, in: project.number,
      seconds: 2 + min(20, Double(ids.count) / 100))
    return try json(session)
  }

  fileprivate func markSegmentCorrected() throws -> Value {
    let session = try correction(.annotate)
    let mark = try mark(try segment(of: session), of: session)
    return try .object([
      "segment": mark, "predicted_score": .float(try session.predictedScore(db) ?? 0),
      "progress": .float(try session.progress(db)),
    ])
  }

  fileprivate func markCorrectionTag() throws -> Value {
    let session = try correction(.annotate)
    let tag = try tag(of: try segment(of: session), in: session)
    guard let status = DeepOpinion.Tag.Status(rawValue: call.text("name")) else {
      throw Refusal.invalid("name", "must be READY or CORRECTING")
    }
    try tag.change(db) { $0.status = status }
    return try .object([
      "name": .string(status.rawValue), "created": .instant(now), "tag_id": Value(tag.id),
    ])
  }
}
