import Foundation
import GRDB
import Hummingbird
import ImgFlowValues

extension DeepOpinionOperation {
  enum Labelling: String, DeepOpinionSection {
    case createLabelingSession, uploadLabelingFile, connectLabelingSource, listLabelingSessions,
      getLabelingSession, updateLabelingSession, deleteLabelingSession, listLabelingDocuments,
      getLabelingDocument, markSegmentAnnotated, markPageAnnotated, markDocumentAnnotated

    var work: DeepOpinionWork {
      switch self {
      case .createLabelingSession: .write { try $0.createLabelingSession() }
      case .uploadLabelingFile: .direct { try await $0.uploadLabelingFile($1) }
      case .connectLabelingSource: .write { try $0.connectLabelingSource() }
      case .listLabelingSessions: .read { try $0.listLabelingSessions() }
      case .getLabelingSession: .read { try $0.json(try $0.session(.see)) }
      case .updateLabelingSession: .write { try $0.updateLabelingSession() }
      case .deleteLabelingSession:
        .write { transaction in
          try transaction.delete(try transaction.session(.manage))
          return try DeepOpinionTransaction.done("The labeling session was deleted.")
        }
      case .listLabelingDocuments: .read { try $0.listDocuments(of: try $0.session(.see)) }
      case .getLabelingDocument:
        .read { transaction in
          let session = try transaction.session(.see)
          let document = try transaction.document(
            in: session.deepOpinionGroupId, "the labeling session")
          return try transaction.json([document], .annotation(session.number))[0]
        }
      case .markSegmentAnnotated:
        .write { transaction in
          let session = try transaction.session(.annotate)
          return try transaction.mark(try transaction.segment(of: session), of: session)
        }
      case .markPageAnnotated: .write { try $0.markPageAnnotated() }
      case .markDocumentAnnotated:
        .write { try $0.markDocumentAnnotated(try $0.session(.annotate)) }
      }
    }
  }
}

extension DeepOpinionEmulator {
  /// Makes a session of a file with labels, or only previews it.
  fileprivate func uploadLabelingFile(_ call: DeepOpinionCall) async throws -> Response {
    if call.body["show_preview"]?.asBool == true {
      return try await upload(call, to: .manage, formats: Set(DataFormat.allCases))
    }
    let table = try await table(of: call)
    let drafts = try await workers.run { try table.labelledDocuments(nil) }
    return try await write(call) { transaction in
      let project = try transaction.project(.manage)
      return try transaction.json(try transaction.session(of: drafts, in: project))
    }
  }
}

extension DeepOpinionTransaction {
  /// The session of the path; correction sessions are labelling sessions too.
  func session(
    _ right: DeepOpinionRight, _ parameter: String = "annotation_id"
  ) throws -> DeepOpinion.Annotation {
    let project = try project(right)
    return try record(DeepOpinion.Annotation.self, "labeling session", parameter, of: project)
  }

  fileprivate func listLabelingSessions() throws -> Value {
    let project = try project(.see)
    let given = call.query["mode"]?.asList?.items.compactMap(\.asString) ?? []
    let modes = given.isEmpty ? ["ANNOTATION"] : given
    return try sessions(of: project, modes: modes)
  }

  /// The sessions of a project, as the query filters them by status.
  func sessions(of project: DeepOpinion.Project, modes: [String]) throws -> Value {
    let sessions = try DeepOpinion.Annotation
      .filter(Column("deepOpinionProjectId") == project.number)
      .filter(modes.contains(Column("mode"))).order(Column("id")).fetchAll(db)
    let wanted = call.query["status"]?.asString
    return try .list(
      sessions.filter { try wanted == nil || status(of: $0) == wanted }.map(json))
  }

  /// The session with a page of its documents inside.
  func listDocuments(of session: DeepOpinion.Annotation) throws -> Value {
    let project = try project(.see)
    let classes = try classes(of: project).filter { session.classes.contains($0.name) }
    let labels = try labels(of: project).filter { session.labels.contains($0.name) }
    let record = try record(
      session, classes: .list(classes.map(Self.json)), labels: .list(labels.map(Self.json)))
    let page = DeepOpinionPage(call.query)
    let found = try documents(of: session.deepOpinionGroupId, page).found
    try record.set("documents", .list(json(found, .annotation(session.number))))
    return .heap(record)
  }

  /// Deletes a session with its group, which nothing else uses.
  func delete(_ session: DeepOpinion.Annotation) throws {
    _ = try session.delete(db)
    try DeepOpinion.Group.filter(Column("id") == session.deepOpinionGroupId)
      .filter(Column("source") == DeepOpinion.Group.Source.annotations.rawValue).deleteAll(db)
    try DeepOpinion.Task.filter(Column("subjectId") == session.number)
      .filter(["prepareSession", "prepareCorrection"].contains(Column("kind"))).deleteAll(db)
  }

  // MARK: - Making sessions

  fileprivate func createLabelingSession() throws -> Value {
    let project = try project(.manage)
    if let list = body["documents"]?.asList {
      let drafts = try DocumentDraft.drafts(of: list, split: true)
      return try json(try session(of: drafts, in: project))
    }
    if let table {
      let columns = LabelledColumns(body["column_mapping"]?.asRecord ?? RecordObject())
      return try json(try session(of: drafts(in: table, columns), in: project))
    }
    if number("credential_id") != nil { return try connectLabelingSource() }
    let all = DeepOpinion.Document.filter(Column("deepOpinionProjectId") == project.number)
      .order(Column("id"))
    let ids = try documentIDs(in: project) ?? all.fetchAll(db).map(\.number)
    return try json(try session(ofDocuments: try sample(of: ids), in: project))
  }

  /// A file is labelled data when the mapping names labels or classes; otherwise there is all to do.
  private func drafts(in table: DataTable, _ columns: LabelledColumns) throws -> [DocumentDraft] {
    if columns.label != nil || columns.class != nil { return try table.labelledDocuments(columns) }
    return try table.documents(
      in: columns.text ?? .name("text"), headerFirst: nil, split: body["split"]?.asBool ?? false)
  }

  fileprivate func connectLabelingSource() throws -> Value {
    let project = try project(.manage)
    let table = try ConnectedSource.table(
      credential: number("credential_id") ?? 0, source: text("source") ?? "",
      parameters: body["parameters"]?.asRecord)
    return try json(try session(of: table.labelledDocuments(nil), in: project))
  }

  /// As many documents as `sample_size` says, drawn without luck: the same call gets the same ones.
  func sample(of documents: [Int64]) throws -> [Int64] {
    guard let size = body["sample_size"]?.asInt, size < documents.count else { return documents }
    var random = SeededGenerator(seed: UInt64(size))
    let drawn = Set(documents.shuffled(using: &random).prefix(size))
    return documents.filter(drawn.contains)
  }

  /// Makes a session of new documents; those with tags are annotated.
  fileprivate func session(
    of drafts: [DocumentDraft], in project: DeepOpinion.Project
  ) throws -> DeepOpinion.Annotation {
    let tagged = try project.adopted(drafts, db)
    let (group, segments) = try group(
      of: tagged.map(\.withoutTags), .annotations, named: text("name"), in: project)
    let session = try session(on: group, in: project)
    for (draft, segments) in zip(tagged, segments) {
      for (piece, segment) in zip(draft.segments, segments) {
        guard let tags = piece.tags else { continue }
        try annotate(segment.number, with: tags, in: session)
      }
    }
    if body["auto"]?.asBool == true { try inferTags(in: session, of: project) }
    return session
  }

  private func session(
    ofDocuments ids: [Int64], in project: DeepOpinion.Project
  ) throws -> DeepOpinion.Annotation {
    let group = try group(of: ids, .annotations, named: text("name"), in: project)
    let session = try session(on: group, in: project)
    if body["auto"]?.asBool == true { try inferTags(in: session, of: project) }
    return session
  }

  private func session(
    on group: DeepOpinion.Group, in project: DeepOpinion.Project
  ) throws -> DeepOpinion.Annotation {
    let session = try DeepOpinion.Annotation(
      id: nil, uuid: RandomToken.uuid(), deepOpinionProjectId: project.number,
      deepOpinionGroupId: group.number, deepOpinionUserId: try user.number, mode: .annotation,
      name: text("name"), created: now,
      classes: names("classes") ?? (try classes(of: project).map(\.name)),
      labels: names("labels") ?? (try labels(of: project).map(\.name))
    ).inserted(db)
    try order(
      .prepareSession, session.number, in: project.number,
      seconds: 1 + min(20, Double(try count(of: group.number)) / 500))
    return session
  }

  /// Names that the body lists.
  private func names(_ field: String) -> [String]? {
    body[field]?.asList?.items.compactMap(\.asString)
  }

  private func annotate(
    _ segment: Int64, with tags: Set<TagName>, in session: DeepOpinion.Annotation
  ) throws {
    for tag in tags.sorted(by: { $0.text < $1.text }) {
      _ = try DeepOpinion.Tag(
        id: nil, deepOpinionSegmentId: segment, deepOpinionAnnotationId: session.number,
        class: tag.class, label: tag.label
      ).inserted(db)
    }
    try session.mark(segment, now, db)
  }

  /// Takes the tags of documents from what was uploaded with them: tags, or else what names classes or
  /// labels.
  private func inferTags(
    in session: DeepOpinion.Annotation, of project: DeepOpinion.Project
  ) throws {
    let (classes, labels) = (Set(session.classes), Set(session.labels))
    let documents = try documents(of: session.deepOpinionGroupId, .all).found
    let own = try tags(of: documents.map(\.number), .document)
    for document in documents {
      let meta = try document.meta.map { try JSON.parse($0) }?.asRecord ?? RecordObject()
      let described = TagName.found(in: meta, classes, labels)
      let segments = DeepOpinion.Segment.filter(
        Column("deepOpinionDocumentId") == document.number)
      for segment in try segments.fetchAll(db) {
        let tags = own[segment.number].map { Set($0.map(\.name)) } ?? described
        if !tags.isEmpty { try annotate(segment.number, with: tags, in: session) }
      }
    }
  }

  fileprivate func updateLabelingSession() throws -> Value {
    let project = try project(.annotate)
    let session = try session(.annotate).change(db) { session in
      session.name = text("name", replacing: session.name)
      session.classes = names("classes") ?? session.classes
      session.labels = names("labels") ?? session.labels
    }
    for id in try documentIDs(in: project) ?? [] { try add(id, to: session.deepOpinionGroupId) }
    if let list = body["documents"]?.asList {
      for draft in try project.adopted(DocumentDraft.drafts(of: list, split: true), db) {
        let (document, segments) = try draft.withoutTags.insert(into: project.number, db)
        try add(document.number, to: session.deepOpinionGroupId)
        for (piece, segment) in zip(draft.segments, segments) {
          if let tags = piece.tags { try annotate(segment.number, with: tags, in: session) }
        }
      }
    }
    try session.reopenIfIncomplete(db)
    return try json(try self.session(.annotate))
  }

  // MARK: - Marks

  /// The segment of the path, which must be in the session.
  func segment(of session: DeepOpinion.Annotation) throws -> DeepOpinion.Segment {
    let document = try document(in: session.deepOpinionGroupId, "the labeling session")
    let id = try call.id("segment_id")
    guard let segment = try DeepOpinion.Segment.fetchOne(db, key: id),
      segment.deepOpinionDocumentId == document.number
    else { throw Refusal.notFound("Document \(document.number) has no segment \(id).") }
    return segment
  }

  /// Marks a segment and says so.
  func mark(
    _ segment: DeepOpinion.Segment, of session: DeepOpinion.Annotation
  ) throws -> Value {
    try session.mark(segment.number, now, db)
    try session.finishIfComplete(db, now)
    return try markJSON(segment.deepOpinionDocumentId, segment.number, session)
  }

  /// The mark that the segment of the path has; null where it has none.
  func existingMark(in session: DeepOpinion.Annotation) throws -> Value {
    let segment = try segment(of: session)
    guard let mark = try session.mark(of: segment.number, db) else { return .null }
    return try markJSON(
      segment.deepOpinionDocumentId, segment.number, session, at: mark.created)
  }

  private func markJSON(
    _ document: Int64, _ segment: Int64?, _ session: DeepOpinion.Annotation, at time: Date? = nil
  ) throws -> Value {
    var entries: [(String, Value)] = [
      ("name", .string("ANNOTATED")), ("created", .instant(time ?? now)),
      ("document_id", Value(document)),
    ]
    if let segment { entries.append(("segment_id", Value(segment))) }
    return .heap(try RecordObject(entries + [("annotation_id", Value(session.id))]))
  }

  /// A document of text has one page; its mark names a segment, as the documents show it.
  fileprivate func markPageAnnotated() throws -> Value {
    let page = try call.id("page")
    guard page == 0 else { throw Refusal.notFound("The document has no page \(page), only 0.") }
    return try markDocumentAnnotated(try session(.annotate)) { $0.first?.number }
  }

  fileprivate func markDocumentAnnotated(
    _ session: DeepOpinion.Annotation,
    naming segment: ([DeepOpinion.Segment]) -> Int64? = { _ in nil }
  ) throws -> Value {
    let document = try document(in: session.deepOpinionGroupId, "the labeling session")
    let segments = try DeepOpinion.Segment
      .filter(Column("deepOpinionDocumentId") == document.number).fetchAll(db)
    for segment in segments { try session.mark(segment.number, now, db) }
    try session.finishIfComplete(db, now)
    return try markJSON(document.number, segment(segments), session)
  }
}

extension TagName {
  /// The tags that a document's attributes are: a class with a label as its value, or values that are a
  /// class, a label, or one of each.
  static func found(
    in meta: RecordObject, _ classes: Set<String>, _ labels: Set<String>
  ) -> Set<TagName> {
    let entries = zip(meta.keys.map(\.text), meta.values.map(\.asString))
    let named = entries.compactMap { key, value in
      value.flatMap {
        classes.contains(key) && labels.contains($0) ? TagName(class: key, label: $0) : nil
      }
    }
    guard named.isEmpty else { return Set(named) }
    let values = meta.values.compactMap(\.asString)
    let tag = TagName(
      class: values.first(where: classes.contains), label: values.first(where: labels.contains))
    return tag.class == nil && tag.label == nil ? [] : [tag]
  }
}
