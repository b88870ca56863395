import GRDB
import ImgFlowValues

extension DeepOpinionOperation {
  enum Documents: String, DeepOpinionSection {
    case createDocument, uploadDocuments, getDocument, updateDocument, deleteDocument,
      listDocuments, extract

    var work: DeepOpinionWork {
      switch self {
      case .createDocument: .write { try $0.createDocument() }
      case .uploadDocuments: .write { try $0.uploadDocuments() }
      case .getDocument:
        .read { transaction in
          try transaction.json([try transaction.documentOfPath(.see)], .project, withTags: false)[0]
        }
      case .updateDocument: .write { try $0.updateDocument() }
      case .deleteDocument:
        .write { transaction in
          _ = try transaction.documentOfPath(.manage).delete(transaction.db)
          return try DeepOpinionTransaction.done("The document was deleted.")
        }
      case .listDocuments: .read { try $0.listDocuments() }
      case .extract: .direct { try await $0.extract($1) }
      }
    }
  }
}

extension DeepOpinionTransaction {
  fileprivate func documentOfPath(_ right: DeepOpinionRight) throws -> DeepOpinion.Document {
    try record(DeepOpinion.Document.self, "document", "document_id", of: try project(right))
  }

  fileprivate static func json(_ document: DeepOpinion.Document) throws -> Value {
    try .object(["text": .string(document.text), "id": Value(document.id)])
  }

  fileprivate func createDocument() throws -> Value {
    let project = try project(.manage)
    let drafts = try project.adopted(
      DocumentDraft.drafts(of: ListObject([.heap(body)]), split: true), db)
    return try Self.json(try drafts[0].insert(into: project.number, db).document)
  }

  /// Responds at once; when the work is over, the documents exist and a notification says so.
  fileprivate func uploadDocuments() throws -> Value {
    let project = try project(.manage)
    guard let list = call.content.value.asList else { throw Refusal.malformed("Send a list.") }
    let drafts = try project.normalised(DocumentDraft.drafts(of: list, split: true))
    try order(
      .upload, 0, in: project.number, seconds: 1.5 + min(20, Double(drafts.count) / 500),
      content: drafts)
    return try .object([
      "message": .string("\(drafts.count) documents are being uploaded."),
      "status": .string("ACCEPTED"),
    ])
  }

  /// A new text is cut anew, which loses the tags of the old one.
  fileprivate func updateDocument() throws -> Value {
    let document = try documentOfPath(.annotate)
    let text = call.text("text")
    guard text != document.text else { return try Self.json(document) }
    let old = DeepOpinion.Segment.filter(Column("deepOpinionDocumentId") == document.number)
    let draft = try DocumentDraft(text, split: old.fetchCount(db) > 1)
    try old.deleteAll(db)
    for segment in draft.segments {
      _ = try DeepOpinion.Segment(
        id: nil, deepOpinionDocumentId: document.number, text: segment.text, start: segment.start,
        end: segment.end
      ).inserted(db)
    }
    return try Self.json(try document.change(db) { $0.text = text })
  }

  /// The documents of a project that pass all the filters given.
  fileprivate func listDocuments() throws -> Value {
    let project = try project(.see)
    let page = DeepOpinionPage(call.query)
    var conditions: [SQL] = ["document.deepOpinionProjectId = \(project.number)", searched]
    for (field, table) in [
      ("annotation_id", "deepOpinionAnnotation"), ("analysis_id", "deepOpinionAnalysis"),
    ] {
      guard let id = call.query[field]?.asInt else { continue }
      let group: SQL =
        "(SELECT deepOpinionGroupId FROM \(sql: table) WHERE id = \(id))"
      conditions.append(Self.isMember(of: "= \(group)"))
    }
    if let id = call.query["group_id"]?.asInt { conditions.append(Self.isMember(of: "= \(id)")) }
    for (field, source) in [("grouped", "UPLOAD"), ("analysed", "ANALYSIS")] {
      guard let isWanted = call.query[field]?.asBool else { continue }
      let groups: SQL = """
        IN (SELECT id FROM deepOpinionGroup
        WHERE deepOpinionProjectId = \(project.number) AND source = \(source))
        """
      let isMember = Self.isMember(of: groups)
      conditions.append(isWanted ? isMember : "NOT \(isMember)")
    }
    let source: SQL = "FROM deepOpinionDocument document WHERE \(conditions.joined(operator: .and))"
    let found = try SQLRequest<DeepOpinion.Document>(
      literal: "SELECT document.* \(source) ORDER BY id LIMIT \(page.limit) OFFSET \(page.offset)"
    ).fetchAll(db)
    let total = try SQLRequest<Int>(literal: "SELECT count(*) \(source)").fetchOne(db) ?? 0
    return try page.envelope("documents", try json(found, .project), total: total)
  }

  private static func isMember(of groups: SQL) -> SQL {
    """
    document.id IN (SELECT deepOpinionDocumentId FROM deepOpinionMember
    WHERE deepOpinionGroupId \(groups))
    """
  }
}
