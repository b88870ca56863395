import GRDB
import ImgFlowValues

extension DeepOpinionOperation {
  enum Groups: String, DeepOpinionSection {
    case uploadGroupFile, connectGroupSource, createGroup, listGroups, getGroup, updateGroup,
      deleteGroup, listGroupDocuments, getGroupDocument

    var work: DeepOpinionWork {
      switch self {
      case .uploadGroupFile:
        .direct {
          try await $0.upload($1, to: .manage, formats: Set(DataFormat.allCases))
        }
      case .connectGroupSource: .direct { try await $0.connect($1) }
      case .createGroup: .write { try $0.createGroup() }
      case .listGroups: .read { try $0.listGroups() }
      case .getGroup: .read { try $0.json(try $0.groupOfPath(.see)) }
      case .updateGroup: .write { try $0.updateGroup() }
      case .deleteGroup: .write { try $0.deleteGroup() }
      case .listGroupDocuments:
        .read { transaction in
          let group = try transaction.groupOfPath(.see)
          let page = DeepOpinionPage(transaction.call.query)
          let found = try transaction.documents(of: group.number, page).found
          return try .list(transaction.json(found, transaction.context(of: group)))
        }
      case .getGroupDocument:
        .read { transaction in
          let group = try transaction.groupOfPath(.see)
          let document = try transaction.document(in: group.number, "the group")
          return try transaction.json([document], transaction.context(of: group))[0]
        }
      }
    }
  }
}

extension DeepOpinionTransaction {
  func groupOfPath(_ right: DeepOpinionRight) throws -> DeepOpinion.Group {
    try record(DeepOpinion.Group.self, "document group", "group_id", of: try project(right))
  }

  /// Whose tags the documents of a group show: those of the session or analysis that it belongs to.
  fileprivate func context(of group: DeepOpinion.Group) throws -> TagContext {
    let own = Column("deepOpinionGroupId") == group.number
    if let session = try DeepOpinion.Annotation.filter(own).fetchOne(db) {
      return .annotation(session.number)
    }
    let analysis = try DeepOpinion.Analysis.filter(own).fetchOne(db)
    return analysis.map { .analysis($0.number) } ?? .project
  }

  fileprivate func listGroups() throws -> Value {
    let project = try project(.see)
    let groups = try DeepOpinion.Group.filter(Column("deepOpinionProjectId") == project.number)
      .order(Column("id")).fetchAll(db)
    return try .list(groups.map(json))
  }

  /// The documents that a body brings: as a list, in an uploaded file, or from a connected source; nil
  /// for none of these.
  func drafts() throws -> [DocumentDraft]? {
    let split = body["split"]?.asBool ?? false
    if let list = body["documents"]?.asList {
      return try DocumentDraft.drafts(of: list, split: split)
    }
    if let table {
      let column = ColumnReference(body["column_name"]) ?? ColumnReference(body["column"])
      return try table.documents(
        in: column ?? .name("text"), headerFirst: body["header_first"]?.asBool, split: split)
    }
    guard let credential = number("credential_id") else { return nil }
    let table = try ConnectedSource.table(
      credential: credential, source: text("source") ?? "", parameters: body["parameters"]?.asRecord
    )
    let column = ColumnReference(body["column_name"]) ?? ColumnReference(body["column"])
    return try table.documents(in: column ?? .name("text"), headerFirst: true, split: split)
  }

  /// Makes a group of new documents.
  func group(
    of drafts: [DocumentDraft], _ source: DeepOpinion.Group.Source, named name: String?,
    in project: DeepOpinion.Project
  ) throws -> (group: DeepOpinion.Group, segments: [[DeepOpinion.Segment]]) {
    let group = try DeepOpinion.Group(
      id: nil, deepOpinionProjectId: project.number, name: name, source: source, created: now
    ).inserted(db)
    let segments = try project.adopted(drafts, db).map { draft in
      let (document, segments) = try draft.insert(into: project.number, db)
      try add(document.number, to: group.number)
      return segments
    }
    return (group, segments)
  }

  /// Makes a group of existing documents.
  func group(
    of documents: [Int64], _ source: DeepOpinion.Group.Source, named name: String?,
    in project: DeepOpinion.Project
  ) throws -> DeepOpinion.Group {
    let group = try DeepOpinion.Group(
      id: nil, deepOpinionProjectId: project.number, name: name, source: source, created: now
    ).inserted(db)
    for document in documents { try add(document, to: group.number) }
    return group
  }

  /// Adds a document to a group, unless it is in it.
  func add(_ document: Int64, to group: Int64) throws {
    try db.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO deepOpinionMember (deepOpinionGroupId, deepOpinionDocumentId)
        VALUES (?, ?)
        """
    ).execute(arguments: [group, document])
  }

  /// The numbers of documents that a body names, all of which must be the project's.
  func documentIDs(in project: DeepOpinion.Project) throws -> [Int64]? {
    guard let list = body["document_ids"]?.asList else { return nil }
    let ids = list.items.compactMap(\.asInt).map(Int64.init)
    for id in ids { _ = try record(DeepOpinion.Document.self, "document", id, of: project) }
    return ids
  }

  fileprivate func createGroup() throws -> Value {
    let project = try project(.manage)
    let drafts = try drafts() ?? []
    let group = try group(of: drafts, .upload, named: text("name"), in: project).group
    try orderFilling(of: group, drafts.count)
    return try json(group)
  }

  private func orderFilling(of group: DeepOpinion.Group, _ count: Int) throws {
    try order(
      .fillGroup, group.number, in: group.deepOpinionProjectId,
      seconds: 1 + min(20, Double(count) / 500))
  }

  fileprivate func updateGroup() throws -> Value {
    let project = try project(.manage)
    let group = try groupOfPath(.manage).change(db) { $0.name = text("name", replacing: $0.name) }
    let ids = try documentIDs(in: project) ?? []
    for id in ids { try add(id, to: group.number) }
    // The documents' sample puts groups here, with no text in them.
    let texts = (body["documents"]?.asItems ?? []).filter { $0.asRecord?["text"] != nil }
    let drafts = try project.adopted(
      DocumentDraft.drafts(of: ListObject(texts), split: false), db)
    for draft in drafts {
      try add(try draft.insert(into: project.number, db).document.number, to: group.number)
    }
    if !ids.isEmpty || !drafts.isEmpty { try orderFilling(of: group, ids.count + drafts.count) }
    return try json(group)
  }

  /// Groups that a session or an analysis works on go with these.
  fileprivate func deleteGroup() throws -> Value {
    let group = try groupOfPath(.manage)
    if case .project = try context(of: group) {
      _ = try group.delete(db)
      return try Self.done("The group was deleted.")
    }
    throw Refusal.malformed(
      "The group belongs to a labeling session or an analysis; delete that instead.")
  }
}
