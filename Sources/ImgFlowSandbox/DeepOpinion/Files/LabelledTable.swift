import ImgFlowValues

/// Which columns of a file hold labelled data; `aspect` is another word for the class.
struct LabelledColumns: Sendable {
  var text: ColumnReference?
  var label: ColumnReference?
  var `class`: ColumnReference?

  /// Reads the `column_mapping` of a request.
  init(_ mapping: RecordObject) {
    text = ColumnReference(mapping["text"])
    label = ColumnReference(mapping["label"])
    `class` = ColumnReference(mapping["class"]) ?? ColumnReference(mapping["aspect"])
  }

  /// Guesses from the names of columns.
  init(guessing names: [String]) {
    func first(_ words: [String]) -> ColumnReference? {
      words.lazy.compactMap { word in names.firstIndex { $0.lowercased() == word } }.first
        .map(ColumnReference.index)
    }
    text = first(["text", "document", "review", "comment", "content", "message", "sentence"])
    label = first(["label", "sentiment", "polarity"])
    `class` = first(["class", "aspect", "category", "topic"])
  }
}

extension DataTable {
  /// Documents with the tags that other columns give them. Rows that follow each other with the same text are
  /// one document with several tags; a row without a class or label is not yet labelled. If there are only
  /// texts, they are cut into sentences to be labelled.
  ///
  /// - Throws: `FileFault`.
  func labelledDocuments(_ given: LabelledColumns?) throws -> [DocumentDraft] {
    let (names, rows) = records()
    let columns = given ?? LabelledColumns(guessing: names)
    let text = try Self.place(of: columns.text ?? textColumn(names), in: names)
    let budget = DocumentBudget()
    if given == nil, let segments = names.firstIndex(of: "segments") {
      return try rows.compactMap { try Self.document($0, names, text, segments, budget) }
    }
    let label = try columns.label.map { try Self.place(of: $0, in: names) }
    let `class` = try columns.class.map { try Self.place(of: $0, in: names) }
    guard label != nil || `class` != nil else {
      if names.count == 1 { return try documents(in: .index(0), headerFirst: nil, split: true) }
      throw FileFault(
        "There is neither a column `label` nor a column `class`, only \(Self.listed(names)). "
          + Self.mappingHelp)
    }
    let used = Set([text, label, `class`].compactMap(\.self))
    return try rows.reduce(into: [DocumentDraft]()) { drafts, row in
      guard let content = row[text], content.contains(where: { !$0.isWhitespace }) else { return }
      let tag = TagName(class: `class`.flatMap { row[$0] }, label: label.flatMap { row[$0] })
      let tags: Set<TagName>? = tag.class == nil && tag.label == nil ? nil : [tag]
      if let last = drafts.last, last.text == content, !last.segments.isEmpty {
        drafts[drafts.count - 1].segments[0].add(tags ?? [])
        return
      }
      var draft = try DocumentDraft(
        content, meta: try Self.meta(of: row, names, without: used, budget), split: false, budget)
      if !draft.segments.isEmpty { draft.segments[0].tags = tags }
      drafts.append(draft)
    }
  }

  /// How columns are named, since an upload alone cannot.
  private static let mappingHelp =
    "Upload it with `show_preview`, and name the columns by `column_mapping` when the session is created."

  private func textColumn(_ names: [String]) throws -> ColumnReference {
    guard let column = LabelledColumns(guessing: names).text ?? (names.count == 1 ? .index(0) : nil)
    else {
      throw FileFault(
        "It is not clear which column has the text, of \(Self.listed(names)). \(Self.mappingHelp)")
    }
    return column
  }

  /// A document whose segments are given as JSON, as in the vendor's own files.
  private static func document(
    _ row: [String?], _ names: [String], _ text: Int, _ segments: Int, _ budget: DocumentBudget
  ) throws -> DocumentDraft? {
    guard let content = row[text] else { return nil }
    guard let value = try? JSON.parse(row[segments] ?? "[]"), let items = value.asList?.items else {
      throw FileFault("The segments of \"\(content.prefix(60))\" are not a list.")
    }
    var locator = SegmentLocator(content, budget)
    return DocumentDraft(
      content, meta: try meta(of: row, names, without: [text, segments], budget),
      segments: try items.map { try locator.segment($0, at: "\"\(content.prefix(60))\"") })
  }
}
