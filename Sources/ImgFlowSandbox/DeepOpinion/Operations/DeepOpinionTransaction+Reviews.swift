import Foundation
import GRDB
import ImgFlowValues

extension DeepOpinionOperation {
  enum Reviews: String, DeepOpinionSection {
    case listHitls, createHitl, getHitl, updateHitl, assignHitl, listHitlReviews

    var work: DeepOpinionWork {
      switch self {
      case .listHitls:
        .read { transaction in
          let project = try transaction.project(.see)
          let found = DeepOpinion.Hitl.filter(Column("deepOpinionProjectId") == project.number)
          return try .list(
            found.order(Column("id")).fetchAll(transaction.db).map(DeepOpinionTransaction.json))
        }
      case .createHitl: .write { try $0.createHitl() }
      case .getHitl: .read { try DeepOpinionTransaction.json(try $0.hitl(.see)) }
      case .updateHitl: .write { try $0.updateHitl() }
      case .assignHitl: .write { try $0.updateHitl() }
      case .listHitlReviews: .read { try $0.listHitlReviews() }
      }
    }
  }
}

extension DeepOpinionTransaction {
  fileprivate func hitl(_ right: DeepOpinionRight) throws -> DeepOpinion.Hitl {
    try record(DeepOpinion.Hitl.self, "HITL", "hitl_id", of: try project(right))
  }

  fileprivate static func json(_ hitl: DeepOpinion.Hitl) throws -> Value {
    try .object([
      "id": Value(hitl.id), "name": Value(hitl.name), "description": Value(hitl.description),
      "project_id": Value(hitl.deepOpinionProjectId), "created_at": .instant(hitl.createdAt),
      "updated_at": .instant(hitl.updatedAt), "assigned_user_id": Value(hitl.assignedUserId),
      "model_id": Value(hitl.deepOpinionModelId), "is_live": Value(hitl.isLive),
      "webhook_url": Value(hitl.webhookURL), "labels": .heap(RecordObject()),
    ])
  }

  fileprivate func createHitl() throws -> Value {
    var hitl = DeepOpinion.Hitl(
      id: nil, deepOpinionProjectId: try project(.manage).number, createdAt: now)
    try fill(&hitl)
    return try Self.json(try hitl.inserted(db))
  }

  fileprivate func updateHitl() throws -> Value {
    try Self.json(
      try hitl(.manage).change(db) { hitl in
        try fill(&hitl)
        hitl.updatedAt = now
      })
  }

  /// Takes what the body says. The documents' sample has zeros for a user and a model; they mean that there
  /// is none.
  private func fill(_ hitl: inout DeepOpinion.Hitl) throws {
    hitl.name = text("name", replacing: hitl.name)
    hitl.description = text("description", replacing: hitl.description)
    hitl.isLive = body["is_live"].map(\.asBool) ?? hitl.isLive
    hitl.webhookURL = text("webhook_url", replacing: hitl.webhookURL)
    if body["assigned_user_id"]?.isNull == true { hitl.assignedUserId = nil }
    if body["model_id"]?.isNull == true { hitl.deepOpinionModelId = nil }
    if let id = number("assigned_user_id"), id != 0 {
      guard try DeepOpinion.User.exists(db, key: id) else {
        throw Refusal.notFound("User \(id) does not exist.")
      }
      hitl.assignedUserId = id
    }
    if let id = number("model_id"), id != 0 {
      hitl.deepOpinionModelId = try record(
        DeepOpinion.Model.self, "model", id, of: try project(.manage)
      ).number
    }
  }

  fileprivate func listHitlReviews() throws -> Value {
    let hitl = try hitl(.see)
    let isFull = call.query["with_full_data"]?.asBool ?? false
    let reviews = try DeepOpinion.Review.filter(Column("deepOpinionHitlId") == hitl.number)
      .order(Column("id")).fetchAll(db)
    return try .list(reviews.map { try Self.json($0, of: hitl, isFull: isFull) })
  }

  private static func json(
    _ review: DeepOpinion.Review, of hitl: DeepOpinion.Hitl, isFull: Bool
  ) throws -> Value {
    let record = try RecordObject([
      ("review_id", Value(review.id)), ("task_id", Value(review.deepOpinionTaskId)),
      ("document_id", Value(review.documentId)), ("document_name", .string(review.documentName)),
      ("page_num", .int(review.page)), ("status", .string("PENDING")),
      ("created", .instant(review.created)), ("updated", .null),
      ("user_id", Value(hitl.assignedUserId)), ("label", .string(review.label)),
      ("confidence_threshold", .float(Extraction.threshold * 100)), ("ls_annotation_id", .null),
      ("hitl_id", Value(hitl.id)),
    ])
    if isFull {
      try record.set("value", .string(review.value))
      try record.set("confidence", .float((review.confidence * 100).rounded(toPlaces: 2)))
    }
    return .heap(record)
  }

  /// Sends the reviews that people owe now to those who asked to be notified.
  func announce(_ reviews: [DeepOpinion.Review], of hitl: DeepOpinion.Hitl) throws {
    guard let address = hitl.webhookURL, !address.isEmpty else { return }
    let list = try reviews.map { try Self.json($0, of: hitl, isFull: true) }
    let content = try Value.object(["hitl": Self.json(hitl), "reviews": .list(list)])
    try send(try JSON.text(of: content), to: address)
  }
}
