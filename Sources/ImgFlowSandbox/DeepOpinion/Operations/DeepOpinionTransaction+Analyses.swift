import Foundation
import GRDB
import Hummingbird
import ImgFlowValues

extension DeepOpinionOperation {
  enum Analyses: String, DeepOpinionSection {
    case uploadAnalysisFile, createAnalysis, analyze, listAnalyses, listProjectAnalyses,
      listModelAnalyses, getAnalysis, updateAnalysis, deleteAnalysis, listAnalysisDocuments

    var work: DeepOpinionWork {
      switch self {
      case .uploadAnalysisFile:
        .direct {
          try await $0.upload($1, to: .use, formats: [.csv, .json, .jsonl, .xlsx])
        }
      case .createAnalysis: .write { try $0.createAnalysis() }
      case .analyze: .direct { try await $0.analyze($1) }
      case .listAnalyses: .read { try $0.listAnalyses() }
      case .listProjectAnalyses:
        .read { transaction in
          let project = try transaction.project(.see)
          // A caller that asks for details wants all documents.
          let isDetailed = transaction.call.query["details"] != nil
          return try transaction.listAnalyses(
            DeepOpinion.Analysis.filter(Column("deepOpinionProjectId") == project.number),
            withDocuments: isDetailed ? .max : DeepOpinionTransaction.shownDocuments)
        }
      case .listModelAnalyses: .read { try $0.listModelAnalyses() }
      case .getAnalysis: .read { try $0.withDocuments(try $0.analysis(.see)) }
      case .updateAnalysis: .write { try $0.updateAnalysis() }
      case .deleteAnalysis: .write { try $0.deleteAnalysis() }
      case .listAnalysisDocuments: .read { try $0.listAnalysisDocuments() }
      }
    }
  }
}

extension DeepOpinionTransaction {
  /// The most documents that are embedded in their analysis: waiting for a large one would fetch all of it
  /// again and again.
  fileprivate static let shownDocuments = 100

  /// An analysis with its documents, as the samples show it, unless there are more than `limit`; with
  /// their tags once it is finished.
  fileprivate func withDocuments(
    _ analysis: DeepOpinion.Analysis, limit: Int = shownDocuments
  ) throws -> Value {
    let record = try record(analysis)
    guard try count(of: analysis.deepOpinionGroupId) <= limit else { return .heap(record) }
    let documents = try documents(of: analysis.deepOpinionGroupId, .all).found
    let values = try json(
      documents, .analysis(analysis.number), withTags: analysis.finished != nil)
    try record.set("documents", .list(values))
    return .heap(record)
  }

  /// A page of analyses in the form that says whether there is more.
  fileprivate func listAnalyses(
    _ request: QueryInterfaceRequest<DeepOpinion.Analysis>, withDocuments limit: Int
  ) throws -> Value {
    let page = DeepOpinionPage(call.query)
    let found = try page.fetch(request.order(Column("id")), db)
    return try page.envelope(
      "analyses", found.map { try withDocuments($0, limit: limit) },
      total: request.fetchCount(db))
  }

  fileprivate func createAnalysis() throws -> Value {
    let model = try modelToUse()
    guard let drafts = try drafts()?.map(\.withoutTags) else {
      throw Refusal.malformed("Send `documents`, or a `file_id` with a column.")
    }
    let project = try project(model.deepOpinionProjectId, .use)
    let group = try group(of: drafts, .analysis, named: text("name"), in: project).group
    let analysis = try DeepOpinion.Analysis(
      id: nil, uuid: RandomToken.uuid(), deepOpinionProjectId: project.number,
      deepOpinionModelId: model.number, deepOpinionGroupId: group.number,
      deepOpinionUserId: try user.number, name: text("name"), created: now
    ).inserted(db)
    try order(
      .analyse, analysis.number, in: project.number,
      seconds: 2 + min(30, Double(drafts.count) / 100))
    return try withDocuments(analysis)
  }

  /// The model of the request. The requests in the documents name none, though analyses have one; it is then
  /// the newest that is ready.
  private func modelToUse() throws -> DeepOpinion.Model {
    if let id = number("model_id") {
      let model = try model(id, .use)
      try needsReady(model)
      return model
    }
    let own = try organizations().map(String.init).joined(separator: ", ")
    let models = try DeepOpinion.Model.filter(
      sql: """
        deepOpinionProjectId IN
        (SELECT id FROM deepOpinionProject WHERE deepOpinionOrganizationId IN (\(own)))
        """
    ).order(Column("id").desc).fetchCursor(db)
    var usable: DeepOpinion.Model?
    while usable == nil, let model = try models.next() {
      if try DeepOpinion.Model.usable.contains(status(of: model)) { usable = model }
    }
    guard let usable else {
      throw Refusal.malformed(
        "No model is ready; train one, and pass its `model_id`.")
    }
    return try model(usable.number, .use)
  }

  fileprivate func listAnalyses() throws -> Value {
    var request = DeepOpinion.Analysis.filter(Column("deepOpinionUserId") == (try user.number))
      .filter(
        sql: """
          deepOpinionProjectId IN (SELECT id FROM deepOpinionProject WHERE deepOpinionOrganizationId
          IN (\(try organizations().map(String.init).joined(separator: ", "))))
          """)
    if let model = call.query["model"]?.asInt {
      request = request.filter(Column("deepOpinionModelId") == model)
    }
    let found = try DeepOpinionPage(call.query).fetch(request.order(Column("id")), db)
    return try .list(found.map { try withDocuments($0) })
  }

  fileprivate func listModelAnalyses() throws -> Value {
    let model = try modelOfPath(.see)
    return try listAnalyses(
      DeepOpinion.Analysis.filter(Column("deepOpinionModelId") == model.number),
      withDocuments: Self.shownDocuments)
  }

  fileprivate func updateAnalysis() throws -> Value {
    try withDocuments(
      try analysis(.use).change(db) { $0.name = text("name", replacing: $0.name) })
  }

  fileprivate func deleteAnalysis() throws -> Value {
    let analysis = try analysis(.use)
    _ = try analysis.delete(db)
    try DeepOpinion.Group.deleteOne(db, key: analysis.deepOpinionGroupId)
    try DeepOpinion.Task.filter(Column("kind") == DeepOpinion.Task.Kind.analyse.rawValue)
      .filter(Column("subjectId") == analysis.number).deleteAll(db)
    return try Self.done("The analysis was deleted.")
  }

  /// The documents, only those with a tag of the classes and of the labels that the query lists.
  fileprivate func listAnalysisDocuments() throws -> Value {
    let analysis = try analysis(.see)
    let page = DeepOpinionPage(call.query)
    var condition: SQL = "TRUE"
    for (field, table, column) in [
      ("classes", "deepOpinionClass", "class"), ("labels", "deepOpinionLabel", "label"),
    ] {
      guard let ids = call.query[field]?.asList?.items.compactMap(\.asInt), !ids.isEmpty else {
        continue
      }
      condition = """
        \(condition) AND EXISTS (SELECT 1 FROM deepOpinionSegment segment
        JOIN deepOpinionTag tag ON tag.deepOpinionSegmentId = segment.id
        AND tag.deepOpinionAnalysisId = \(analysis.number)
        WHERE segment.deepOpinionDocumentId = document.id AND tag.\(sql: column) IN
        (SELECT name FROM \(sql: table) WHERE deepOpinionProjectId = \(analysis.deepOpinionProjectId)
        AND id IN \(ids)))
        """
    }
    let (found, total) = try documents(of: analysis.deepOpinionGroupId, page, where: condition)
    let values = try json(found, .analysis(analysis.number))
    return try page.envelope("documents", values, total: total)
  }
}

extension DeepOpinionEmulator {
  /// Reads a few documents at once and keeps nothing.
  fileprivate func analyze(_ call: DeepOpinionCall) async throws -> Response {
    let now = clock.now
    let (model, found) = try await store.database.read { db in
      let transaction = DeepOpinionTransaction(db, call, now: now)
      let model = try transaction.model(transaction.number("model_id") ?? 0, .use)
      try transaction.needsReady(model)
      return (model, try DeepOpinion.Training.fetchOne(db, key: model.number))
    }
    guard let training = found else { throw Refusal.notFound("The model no longer exists.") }
    let split = call.body["split"]?.asBool ?? false
    let items = call.body["documents"]?.asItems ?? []
    let documents = try await workers.run {
      let reader = try TextModel(data: training.content)
      return try items.map { item in
        try Self.analysed(item.asRecord ?? RecordObject(), by: reader, split: split)
      }
    }
    return answer(
      to: call,
      try .object([
        "model": .string(model.displayName), "documents": .list(documents),
        "type": .string(model.type.rawValue),
      ]))
  }

  private static func analysed(
    _ document: RecordObject, by model: TextModel, split: Bool
  ) throws -> Value {
    let draft = try DocumentDraft(document["text"]?.asString ?? "", split: split)
    let segments = try draft.segments.map { segment in
      let tags = model.predict(segment.text).map(\.tag).sorted { $0.text < $1.text }
      return try Value.object([
        "text": .string(segment.text), "span": .list([.int(segment.start), .int(segment.end)]),
        "tags": .list(tags.map(DeepOpinionTransaction.json)),
      ])
    }
    let id = document["id"].map { [("id", $0)] } ?? []
    return .heap(
      try RecordObject(id + [("text", .string(draft.text)), ("segments", .list(segments))]))
  }
}
