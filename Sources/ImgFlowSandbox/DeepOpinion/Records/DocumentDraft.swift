import GRDB
import ImgFlowValues

/// A document that is about to be stored, cut into segments, perhaps with tags.
struct DocumentDraft: Codable, Sendable {
  var text: String
  /// The JSON of what else is known of it.
  var meta: String?
  var segments: [Segment]

  struct Segment: Codable, Sendable {
    var text: String
    var start: Int
    var end: Int
    /// Nil if no one has looked at it; empty if someone found nothing to tag.
    var tags: Set<TagName>?
  }

  /// A document without tags.
  ///
  /// - Parameter split: whether it is cut into sentences; otherwise it is one segment.
  /// - Throws: `FileFault` if there are too many.
  init(
    _ text: String, meta: String? = nil, split: Bool, _ budget: DocumentBudget = DocumentBudget()
  ) throws {
    let spans =
      split
      ? try SentenceSplitter.split(text, budget) : [TextSpan(whole: text)].compactMap(\.self)
    self.init(text, meta: meta, segments: spans.map { Segment($0, tags: nil) })
  }

  init(_ text: String, meta: String?, segments: [Segment]) {
    self.text = text
    self.meta = meta
    self.segments = segments
  }

  /// Whether every segment has been looked at.
  var isLabelled: Bool { !segments.isEmpty && segments.allSatisfy { $0.tags != nil } }
}

extension DocumentDraft.Segment {
  /// Adds tags to those that it has.
  mutating func add(_ more: Set<TagName>) {
    // Taken out first, so that a long list of them is not copied with each.
    var known = tags ?? []
    tags = nil
    known.formUnion(more)
    tags = known
  }

  init(_ span: TextSpan, tags: Set<TagName>?) {
    self.init(text: span.text, start: span.start, end: span.end, tags: tags)
  }
}

extension DocumentDraft {
  /// The document for where tags are kept otherwise, as sessions do.
  var withoutTags: DocumentDraft {
    DocumentDraft(
      text, meta: meta,
      segments: segments.map { Segment(text: $0.text, start: $0.start, end: $0.end, tags: nil) })
  }

  /// Stores the document with the tags that it brings along, which belong to no session.
  func insert(
    into project: Int64, _ db: Database
  ) throws -> (document: DeepOpinion.Document, segments: [DeepOpinion.Segment]) {
    let document = try DeepOpinion.Document(
      id: nil, deepOpinionProjectId: project, text: text, meta: meta
    ).inserted(db)
    let stored = try segments.map { segment in
      let stored = try DeepOpinion.Segment(
        id: nil, deepOpinionDocumentId: document.number, text: segment.text,
        start: segment.start, end: segment.end
      ).inserted(db)
      for tag in (segment.tags ?? []).sorted(by: { $0.text < $1.text }) {
        _ = try DeepOpinion.Tag(
          id: nil, deepOpinionSegmentId: stored.number, class: tag.class, label: tag.label
        ).inserted(db)
      }
      return stored
    }
    return (document, stored)
  }
}

extension DocumentDraft {
  /// The documents of a request: `{text, id?}`, or with `segments` that may have tags. Without segments
  /// they are cut into sentences, or are one segment each.
  ///
  /// - Throws: a 400 for a segment that is not in its document.
  static func drafts(of list: ListObject, split: Bool) throws -> [DocumentDraft] {
    let budget = DocumentBudget()
    return try list.items.enumerated().map { index, item in
      let record = item.asRecord ?? RecordObject()
      let text = record["text"]?.asString ?? ""
      let meta = try Self.meta(of: record)
      let given = record["segments"]
      let segments = given?.asItems ?? given?.asRecord.map { [.heap($0)] } ?? []
      guard !segments.isEmpty else {
        return try DocumentDraft(text, meta: meta, split: split, budget)
      }
      var locator = SegmentLocator(text, budget)
      return DocumentDraft(
        text, meta: meta,
        segments: try segments.map { try locator.segment($0, at: "documents[\(index)]") })
    }
  }

  /// Everything in a document besides its text and segments.
  private static func meta(of record: RecordObject) throws -> String? {
    if let meta = record["meta"], !meta.isNull { return try JSON.text(of: meta) }
    let rest = zip(record.keys.map(\.text), record.values).filter { key, _ in
      key != "text" && key != "segments" && key != "meta"
    }
    return rest.isEmpty ? nil : try JSON.text(of: .heap(RecordObject(rest)))
  }
}

/// Finds segments in their document, by their span or, one after the other, by their text.
struct SegmentLocator {
  private let scalars: [Unicode.Scalar]
  private let budget: DocumentBudget
  private var position = 0

  init(_ text: String, _ budget: DocumentBudget) {
    scalars = Array(text.unicodeScalars)
    self.budget = budget
  }

  /// If there is a span, it counts, whatever the text: in the vendor's samples the two do not agree. Either
  /// is enough.
  ///
  /// - Throws: a 400.
  mutating func segment(_ value: Value, at place: String) throws -> DocumentDraft.Segment {
    let record = value.asRecord ?? RecordObject()
    let text = record["text"]?.asString ?? value.asString
    let wanted = Array((text ?? "").unicodeScalars)
    try budget.charge(1, .segments)
    guard let span = try span(record["span"]) ?? (wanted.isEmpty ? nil : find(wanted)) else {
      throw Refusal.malformed(
        text.map { "\(place): the segment \"\($0.prefix(60))\" is not in the document." }
          ?? "\(place): a segment needs a `span` that is inside the document, or its `text`.")
    }
    position = span.upperBound
    let content = String(String.UnicodeScalarView(scalars[span]))
    return DocumentDraft.Segment(
      text: wanted.isEmpty ? content : text ?? content, start: span.lowerBound,
      end: span.upperBound, tags: record["tags"].flatMap { $0.isNull ? nil : Self.tags($0) })
  }

  /// A span that is inside the document; nil for none.
  private func span(_ value: Value?) -> Range<Int>? {
    let ends = value?.asList?.items.compactMap(\.asInt) ?? []
    guard ends.count == 2, 0 <= ends[0], ends[0] < ends[1], ends[1] <= scalars.count else {
      return nil
    }
    return ends[0]..<ends[1]
  }

  /// Where a text is next, or before that.
  private func find(_ wanted: [Unicode.Scalar]) throws -> Range<Int>? {
    let end = scalars.count - wanted.count + 1
    let next = min(position, max(0, end))
    return try find(wanted, in: next..<max(next, end)) ?? find(wanted, in: 0..<next)
  }

  private func find(_ wanted: [Unicode.Scalar], in starts: Range<Int>) throws -> Range<Int>? {
    var comparisons = 0
    for start in starts {
      var count = 0
      while count < wanted.count, scalars[start + count] == wanted[count] { count += 1 }
      comparisons += count + 1
      guard count == wanted.count else {
        if comparisons > 1 << 16 {
          try budget.charge(comparisons, .comparisons)
          comparisons = 0
        }
        continue
      }
      try budget.charge(comparisons, .comparisons)
      return start..<start + count
    }
    try budget.charge(comparisons, .comparisons)
    return nil
  }

  /// `[{class, label}]`.
  private static func tags(_ value: Value) -> Set<TagName> {
    let items = value.asItems ?? []
    return Set(
      items.compactMap(\.asRecord).map {
        TagName(class: $0["class"]?.asString, label: $0["label"]?.asString)
      })
  }
}
