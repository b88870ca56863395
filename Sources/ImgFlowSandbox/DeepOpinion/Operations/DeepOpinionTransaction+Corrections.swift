import Foundation
import GRDB
import ImgFlowValues

extension DeepOpinionOperation {
  enum Corrections: String, DeepOpinionSection {
    case createCorrection, listCorrections, getCorrection, deleteCorrection,
      listCorrectionDocuments, markSegmentCorrected, createCorrectionTag, updateCorrectionTag,
      deleteCorrectionTag, markCorrectionTag

    var work: DeepOpinionWork {
      switch self {
      case .createCorrection: .write { try $0.createCorrection() }
      case .listCorrections:
        .read { try $0.sessions(of: try $0.project(.see), modes: ["CORRECTION"]) }
      case .getCorrection: .read { try $0.json(try $0.correction(.see)) }
      case .deleteCorrection:
        .write { transaction in
          try transaction.delete(try transaction.correction(.manage))
          return try DeepOpinionTransaction.done("The correction session was deleted.")
        }
      case .listCorrectionDocuments: .read { try $0.listDocuments(of: try $0.correction(.see)) }
      case .markSegmentCorrected: .write { try $0.markSegmentCorrected() }
      case .createCorrectionTag:
        .write { transaction in
          let session = try transaction.correction(.annotate)
          return try transaction.json(try transaction.createTag(in: session), in: session)
        }
      case .updateCorrectionTag:
        .write { transaction in
          let session = try transaction.correction(.annotate)
          return try transaction.json(try transaction.updateTag(in: session), in: session)
        }
      case .deleteCorrectionTag:
        .write { transaction in
          let session = try transaction.correction(.annotate)
          try transaction.deleteTag(in: session)
          return try transaction.json(session, segment: try transaction.existingMark(in: session))
        }
      case .markCorrectionTag: .write { try $0.markCorrectionTag() }
      }
    }
  }
}

extension DeepOpinionTransaction {
  fileprivate func correction(_ right: DeepOpinionRight) throws -> DeepOpinion.Annotation {
    let session = try session(right, "correction_id")
    guard session.mode == .correction else {
      throw Refusal.notFound("Correction session \(session.number) does not exist.")
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
      id: nil, uuid: RandomToken.uuid(), deepOpinionProjectId: project.number,
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
    return try json(session, segment: mark)
  }

  /// The response to changes in a session.
  fileprivate func json(
    _ session: DeepOpinion.Annotation, segment: Value, tag: Value? = nil
  ) throws -> Value {
    let tag = tag.map { [("tag", $0)] } ?? []
    return .heap(
      try RecordObject(
        tag + [
          ("segment", segment), ("predicted_score", .float(try session.predictedScore(db) ?? 0)),
          ("progress", .float(try session.progress(db))),
        ]))
  }

  /// A tag that was changed, with its segment: when someone confirmed it.
  fileprivate func json(
    _ tag: DeepOpinion.Tag, in session: DeepOpinion.Annotation
  ) throws -> Value {
    let mark = try session.mark(of: tag.deepOpinionSegmentId, db)
    return try json(
      session, segment: try .object(["annotated": .instant(mark?.created)]),
      tag: try Self.json(tag))
  }

  fileprivate func markCorrectionTag() throws -> Value {
    let session = try correction(.annotate)
    let tag = try tag(of: try segment(of: session), in: session)
    guard let status = DeepOpinion.Tag.Status(rawValue: call.text("status")) else {
      throw Refusal.invalid("status", "must be READY or CORRECTING")
    }
    return try json(try tag.change(db) { $0.status = status }, in: session)
  }
}
