import Foundation
import GRDB
import ImgFlowValues

extension Value {
  /// An instant as the vendor's documents write it, to the millisecond.
  static func instant(_ date: Date?) -> Value {
    date.map { .string(TimeText.iso(Int(($0.timeIntervalSince1970 * 1000).rounded(.down)))) }
      ?? .null
  }

  static func strings(_ texts: [String]) throws -> Value { try .list(texts.map(Value.string)) }
}

/// The objects of the documents, field by field in their order.
extension DeepOpinionTransaction {
  /// The latest task of some kinds for a subject.
  func progress(_ kinds: [DeepOpinion.Task.Kind], _ subject: Int64) throws -> DeepOpinionProgress {
    let task = try DeepOpinion.Task.filter(Column("subjectId") == subject)
      .filter(kinds.map(\.rawValue).contains(Column("kind")))
      .order(Column("id").desc).fetchOne(db)
    return DeepOpinionProgress(task: task, now: now)
  }

  // MARK: - Projects

  func json(_ project: DeepOpinion.Project, isDetailed: Bool = true) throws -> Value {
    let models = isDetailed ? try self.models(of: project) : []
    let status = try progress([.clone], project.number).status(["CLONING": 1], then: "CREATED")
    return try .object([
      "classes": .strings(try classes(of: project).map(\.name)),
      "labels": .strings(try labels(of: project).map(\.name)),
      "created": .instant(project.created), "id": Value(project.id),
      "models": .list(try models.map(json)), "name": .string(project.name),
      "type": .string(project.type.rawValue), "status": .string(status), "external_id": .null,
    ])
  }

  func classes(of project: DeepOpinion.Project) throws -> [DeepOpinion.Class] {
    try DeepOpinion.Class.filter(Column("deepOpinionProjectId") == project.number)
      .order(Column("id")).fetchAll(db)
  }

  func labels(of project: DeepOpinion.Project) throws -> [DeepOpinion.Label] {
    try DeepOpinion.Label.filter(Column("deepOpinionProjectId") == project.number)
      .order(Column("id")).fetchAll(db)
  }

  func models(of project: DeepOpinion.Project) throws -> [DeepOpinion.Model] {
    try DeepOpinion.Model.filter(Column("deepOpinionProjectId") == project.number)
      .order(Column("id")).fetchAll(db)
  }

  static func json(_ found: DeepOpinion.Class) throws -> Value {
    try .object([
      "name": .string(found.name), "example": Value(found.example),
      "description": Value(found.description), "id": Value(found.id),
    ])
  }

  static func json(_ label: DeepOpinion.Label) throws -> Value {
    try .object(["id": Value(label.id), "name": .string(label.name)])
  }

  static func json(_ tag: DeepOpinion.Tag) throws -> Value {
    var entries: [(String, Value)] = [
      ("id", Value(tag.id)), ("class", Value(tag.class)), ("label", Value(tag.label)),
      ("status", .string(tag.status.rawValue)),
    ]
    if let span = tag.span {
      entries += [("span", try .list(span.map(Value.int))), ("text", Value(tag.text))]
    }
    return .heap(try RecordObject(entries))
  }

  // MARK: - Groups and sessions

  func json(_ group: DeepOpinion.Group) throws -> Value {
    let progress = try progress([.fillGroup], group.number)
    return try .object([
      "created": .instant(group.created), "document_count": .int(try count(of: group.number)),
      "id": Value(group.id), "name": Value(group.name),
      "project_id": Value(group.deepOpinionProjectId), "source": .string(group.source.rawValue),
      "status": .string(progress.status(["PROCESSING": 1], then: "CREATED")),
    ])
  }

  /// The number of documents in a group.
  func count(of group: Int64) throws -> Int {
    try DeepOpinion.Member.filter(Column("deepOpinionGroupId") == group).fetchCount(db)
  }

  func json(_ session: DeepOpinion.Annotation) throws -> Value {
    .heap(try record(session, classes: .strings(session.classes), labels: .strings(session.labels)))
  }

  /// A session, whose classes and labels the documents show as names in one place and as objects in
  /// another.
  func record(
    _ session: DeepOpinion.Annotation, classes: Value, labels: Value
  ) throws -> RecordObject {
    let project = try DeepOpinion.Project.fetchOne(db, key: session.deepOpinionProjectId)
    var entries: [(String, Value)] = [
      ("created", .instant(session.created)), ("finished", .instant(session.finished)),
      ("document_count", .int(try count(of: session.deepOpinionGroupId))),
      ("document_group_id", Value(session.deepOpinionGroupId)),
      ("organization_id", Value(project?.deepOpinionOrganizationId)),
      ("user_id", Value(session.deepOpinionUserId)),
      ("project_id", Value(session.deepOpinionProjectId)), ("uuid", .string(session.uuid)),
      ("id", Value(session.id)), ("name", Value(session.name)),
      ("progress", .float(try session.progress(db))),
      ("model_id", Value(session.deepOpinionModelId)),
    ]
    if session.mode == .correction { entries.append(("model", try model(of: session))) }
    entries += [
      ("status", .string(try status(of: session))), ("mode", .string(session.mode.rawValue)),
      ("type", Value(project?.type.rawValue)), ("description", .null), ("classes", classes),
      ("labels", labels),
    ]
    if session.mode == .correction {
      entries.append(("predicted_score", Value(try session.predictedScore(db))))
    }
    return try RecordObject(entries)
  }

  private func model(of session: DeepOpinion.Annotation) throws -> Value {
    let model = try DeepOpinion.Model.fetchOne(db, key: session.deepOpinionModelId)
    return try .object([
      "id": Value(model?.id), "display_name": .string(model?.displayName ?? ""),
    ])
  }

  func status(of session: DeepOpinion.Annotation) throws -> String {
    let progress = try progress([.prepareSession, .prepareCorrection], session.number)
    let end = session.finished == nil ? "ANNOTATING" : "FINISHED"
    return session.mode == .correction
      ? progress.status(
        ["CREATED": 0.15, "STARTED": 0.3, "SAMPLING": 0.5, "PREDICTING": 1], then: end)
      : progress.status(["CREATED": 0.3, "STARTED": 0.6, "SAMPLING": 1], then: end)
  }

  // MARK: - Models and analyses

  func json(_ model: DeepOpinion.Model) throws -> Value { .heap(try record(model)) }

  func record(_ model: DeepOpinion.Model) throws -> RecordObject {
    let progress = try progress([.train], model.number)
    return try RecordObject([
      ("base", Value(model.base)), ("created", .instant(model.created)),
      ("display_name", .string(model.displayName)), ("uuid", .string(model.uuid)),
      ("id", Value(model.id)), ("language", .string(model.language)),
      ("long_description", Value(model.longDescription)), ("name", .string(model.name)),
      ("owner", .string(model.owner)), ("progress", .float(progress.percent)),
      ("project_id", Value(model.deepOpinionProjectId)), ("score", Value(model.score)),
      ("short_description", Value(model.shortDescription)),
      ("status", .string(try status(of: model))), ("type", .string(model.type.rawValue)),
    ])
  }

  func status(of model: DeepOpinion.Model) throws -> String {
    try progress([.train], model.number)
      .status(["CREATED": 0.1, "QUEUED": 0.25, "TRAINING": 1], then: model.status)
  }

  func json(_ analysis: DeepOpinion.Analysis) throws -> Value { .heap(try record(analysis)) }

  func record(_ analysis: DeepOpinion.Analysis) throws -> RecordObject {
    let progress = try progress([.analyse], analysis.number)
    let status = progress.status(
      ["CREATED": 0.1, "QUEUED": 0.25, "STARTED": 0.35, "ANALYZING": 1], then: "FINISHED")
    let project = try DeepOpinion.Project.fetchOne(db, key: analysis.deepOpinionProjectId)
    return try RecordObject([
      ("created", .instant(analysis.created)), ("finished", .instant(analysis.finished)),
      ("document_count", .int(try count(of: analysis.deepOpinionGroupId))),
      ("uuid", .string(analysis.uuid)), ("id", Value(analysis.id)), ("name", Value(analysis.name)),
      ("progress", .float(progress.percent)), ("model_id", Value(analysis.deepOpinionModelId)),
      ("status", .string(status)), ("type", Value(project?.type.rawValue)), ("description", .null),
      ("classes", .list(try project.map(classes)?.map(Self.json) ?? [])),
      ("labels", .list(try project.map(labels)?.map(Self.json) ?? [])),
    ])
  }
}
