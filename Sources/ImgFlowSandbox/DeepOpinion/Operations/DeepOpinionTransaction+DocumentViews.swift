import Foundation
import GRDB
import ImgFlowValues

/// Whose tags a document is shown with.
enum TagContext {
  /// Those of all labelling sessions of the project, and those that came with the document.
  case project
  /// Those that came with the document.
  case document
  case annotation(Int64)
  case analysis(Int64)

  /// The condition on tags.
  fileprivate var sql: String {
    switch self {
    case .project: "tag.deepOpinionAnalysisId IS NULL"
    case .document: "tag.deepOpinionAnalysisId IS NULL AND tag.deepOpinionAnnotationId IS NULL"
    case .annotation(let id): "tag.deepOpinionAnnotationId = \(id)"
    case .analysis(let id): "tag.deepOpinionAnalysisId = \(id)"
    }
  }
}

extension DeepOpinionTransaction {
  /// What `details` requests.
  private var details: Set<String> {
    Set(call.query["details"]?.asList?.items.compactMap(\.asString) ?? [])
  }

  /// Documents as the vendor shows them: always with their segments and, as `details` requests, with the tags
  /// of these and anything else uploaded with them.
  func json(
    _ documents: [DeepOpinion.Document], _ context: TagContext, withTags: Bool? = nil
  ) throws -> [Value] {
    let details = details
    let withTags = withTags ?? details.contains("tags")
    let ids = documents.map(\.number)
    let segments = try DeepOpinion.Segment.filter(
      sql: "deepOpinionDocumentId IN (SELECT value FROM json_each(?))",
      arguments: [try Self.list(ids)]
    ).order(Column("id")).fetchAll(db)
    let tags = withTags ? try self.tags(of: ids, context) : [:]
    let byDocument = Dictionary(grouping: segments, by: \.deepOpinionDocumentId)
    return try documents.map { document in
      let segments = try (byDocument[document.number] ?? []).map { segment in
        try Self.json(segment, withTags ? tags[segment.number] ?? [] : nil)
      }
      var entries: [(String, Value)] = [
        ("id", Value(document.id)), ("text", .string(document.text)),
        ("segments", try .list(segments)),
      ]
      if details.contains("meta") {
        entries.append(("meta", try JSON.parse(document.meta ?? "{}")))
      }
      return .heap(try RecordObject(entries))
    }
  }

  private static func json(
    _ segment: DeepOpinion.Segment, _ tags: [DeepOpinion.Tag]?
  ) throws -> Value {
    var entries: [(String, Value)] = [
      ("id", Value(segment.id)), ("text", .string(segment.text)),
      ("span", try .list([.int(segment.start), .int(segment.end)])),
    ]
    if let tags {
      var seen: Set<TagName> = []
      let names = tags.map(\.name).filter { seen.insert($0).inserted }
      entries.append(("tags", try .list(names.map(Self.json))))
    }
    return .heap(try RecordObject(entries))
  }

  static func json(_ name: TagName) throws -> Value {
    try .object(["class": Value(name.class), "label": Value(name.label)])
  }

  /// The tags of documents' segments, by segment.
  func tags(
    of documents: [Int64], _ context: TagContext
  ) throws -> [Int64: [DeepOpinion.Tag]] {
    let tags = try DeepOpinion.Tag.fetchAll(
      db,
      sql: """
        SELECT tag.* FROM deepOpinionSegment segment
        JOIN deepOpinionTag tag ON tag.deepOpinionSegmentId = segment.id AND \(context.sql)
        WHERE segment.deepOpinionDocumentId IN (SELECT value FROM json_each(?)) ORDER BY tag.id
        """, arguments: [try Self.list(documents)])
    return Dictionary(grouping: tags, by: \.deepOpinionSegmentId)
  }

  /// Numbers as one argument of a statement, which takes only so many.
  private static func list(_ numbers: [Int64]) throws -> String {
    String(decoding: try JSONEncoder().encode(numbers), as: UTF8.self)
  }

  /// The documents of a group in their order, those on the page that match the request; and how many there
  /// are.
  func documents(
    of group: Int64, _ page: DeepOpinionPage, where condition: SQL = "TRUE"
  ) throws -> (found: [DeepOpinion.Document], total: Int) {
    let source: SQL = """
      FROM deepOpinionMember member
      JOIN deepOpinionDocument document ON document.id = member.deepOpinionDocumentId
      WHERE member.deepOpinionGroupId = \(group) AND \(condition) AND \(searched)
      """
    let found = try SQLRequest<DeepOpinion.Document>(
      literal:
        "SELECT document.* \(source) ORDER BY member.id LIMIT \(page.limit) OFFSET \(page.offset)"
    ).fetchAll(db)
    let total = try SQLRequest<Int>(literal: "SELECT count(*) \(source)").fetchOne(db) ?? 0
    return (found, total)
  }

  /// Whether a document contains the words that are searched for, however they are spelt.
  var searched: SQL {
    FoldedText.contains(call.query["search"]?.asString ?? "", in: Column("text"))
  }

  /// A document of a group.
  ///
  /// - Throws: a 404.
  func document(in group: Int64, _ what: String) throws -> DeepOpinion.Document {
    let id = try call.id("document_id")
    let isMember =
      try DeepOpinion.Member.filter(Column("deepOpinionGroupId") == group)
      .filter(Column("deepOpinionDocumentId") == id).fetchCount(db) > 0
    guard isMember, let document = try DeepOpinion.Document.fetchOne(db, key: id) else {
      throw Refusal.notFound("Document \(id) is not in \(what).")
    }
    return document
  }
}
