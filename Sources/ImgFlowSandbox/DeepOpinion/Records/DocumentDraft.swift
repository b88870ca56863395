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
    /// Nil where nobody has looked at it; none where somebody found nothing to tag.
    var tags: Set<TagName>?
  }

  /// A document without tags.
  ///
  /// - Parameter split: whether it is cut into sentences; otherwise it is one segment.
  init(_ text: String, meta: String? = nil, split: Bool) {
    let spans = split ? SentenceSplitter.split(text) : [TextSpan(whole: text)].compactMap(\.self)
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
  init(_ span: TextSpan, tags: Set<TagName>?) {
    self.init(text: span.text, start: span.start, end: span.end, tags: tags)
  }
}

extension DocumentDraft {
  /// Stores the document without its tags.
  func insert(
    into project: Int64, _ db: Database
  ) throws -> (document: DeepOpinion.Document, segments: [DeepOpinion.Segment]) {
    let document = try DeepOpinion.Document(
      id: nil, deepOpinionProjectId: project, text: text, meta: meta
    ).inserted(db)
    let stored = try segments.map { segment in
      try DeepOpinion.Segment(
        id: nil, deepOpinionDocumentId: document.number, text: segment.text,
        start: segment.start, end: segment.end
      ).inserted(db)
    }
    return (document, stored)
  }
}

extension DocumentDraft {
  /// The documents of a request: `{text, id?}`, or with `segments` that may have tags.
  ///
  /// - Throws: a 400 for a segment that is not in its document.
  static func drafts(of list: ListObject, split: Bool) throws -> [DocumentDraft] {
    try list.items.enumerated().map { index, item in
      let record = item.asRecord ?? RecordObject()
      let text = record["text"]?.asString ?? ""
      let meta = try Self.meta(of: record)
      let given = record["segments"]
      guard let segments = given?.asItems ?? given?.asRecord.map({ [.heap($0)] }) else {
        return DocumentDraft(text, meta: meta, split: split)
      }
      var locator = SegmentLocator(text)
      return DocumentDraft(
        text, meta: meta,
        segments: try segments.map { try locator.segment($0, at: "documents[\(index)]") })
    }
  }

  /// All that a document says beside its text and segments.
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
  private var position = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// Where there is a span it counts, whatever the text: those of the vendor's samples do not agree.
  ///
  /// - Throws: a 400.
  mutating func segment(_ value: Value, at place: String) throws -> DocumentDraft.Segment {
    let record = value.asRecord ?? RecordObject()
    let text = record["text"]?.asString ?? value.asString ?? ""
    let wanted = Array(text.unicodeScalars)
    guard !wanted.isEmpty, let span = span(record["span"]) ?? find(wanted) else {
      throw Refusal.malformed(
        "\(place): the segment \"\(text.prefix(60))\" is not in the document.")
    }
    position = span.upperBound
    return DocumentDraft.Segment(
      text: text, start: span.lowerBound, end: span.upperBound,
      tags: try record["tags"].map(Self.tags))
  }

  /// A span that is inside the document; nil for none.
  private func span(_ value: Value?) -> Range<Int>? {
    let ends = value?.asList?.items.compactMap(\.asInt) ?? []
    guard ends.count == 2, 0 <= ends[0], ends[0] < ends[1], ends[1] <= scalars.count else {
      return nil
    }
    return ends[0]..<ends[1]
  }

  private func find(_ wanted: [Unicode.Scalar]) -> Range<Int>? {
    guard wanted.count <= scalars.count else { return nil }
    let starts = 0...(scalars.count - wanted.count)
    let start =
      starts.first { $0 >= position && holds(wanted, at: $0) }
      ?? starts.first {
        holds(wanted, at: $0)
      }
    return start.map { $0..<$0 + wanted.count }
  }

  private func holds(_ wanted: [Unicode.Scalar], at start: Int) -> Bool {
    scalars[start..<start + wanted.count].elementsEqual(wanted)
  }

  /// `[{class, label}]`.
  private static func tags(_ value: Value) throws -> Set<TagName> {
    let items = value.asItems ?? []
    return Set(
      items.compactMap(\.asRecord).map {
        TagName(class: $0["class"]?.asString, label: $0["label"]?.asString)
      })
  }
}
