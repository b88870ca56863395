import GRDB

extension DeepOpinion.Project {
  /// Documents with the tags that the project's type has: no labels where there are only classes, and in
  /// ABSA projects sentiments, however the file writes them.
  ///
  /// - Throws: a 400 for a label that is not a sentiment.
  func normalised(_ drafts: [DocumentDraft]) throws -> [DocumentDraft] {
    try drafts.map { draft in
      var draft = draft
      for index in draft.segments.indices {
        guard let tags = draft.segments[index].tags else { continue }
        let kept = Set(try tags.compactMap(normalised))
        // Classes say nothing where only labels count: it has not been labelled yet.
        draft.segments[index].tags = kept.isEmpty && !tags.isEmpty ? nil : kept
      }
      return draft
    }
  }

  /// A tag in the project's form; nil if nothing is left of it.
  func normalised(_ tag: TagName) throws -> TagName? {
    var tag = tag
    if !type.hasClasses { tag.class = nil }
    if !type.hasLabels { tag.label = nil }
    if type == .absa, let label = tag.label, !Sentiment.names.contains(label) {
      guard let sentiment = Sentiment.named(label) else {
        throw Refusal.malformed(
          "You cannot add labels to an ABSA project: \"\(label)\" is not one of "
            + "\(Sentiment.names.joined(separator: ", ")).")
      }
      tag.label = sentiment
    }
    return tag.class == nil && tag.label == nil ? nil : tag
  }

  /// Documents in the project's form, whose classes and labels have come to the project. Those of ABSA
  /// projects are fixed: there labels are sentiments.
  ///
  /// - Throws: a 400, as `normalised`.
  func adopted(_ drafts: [DocumentDraft], _ db: Database) throws -> [DocumentDraft] {
    let adopted = try normalised(drafts)
    let tags = adopted.flatMap { $0.segments.flatMap { $0.tags ?? [] } }
    let own = Column("deepOpinionProjectId") == number
    let name = Column("name")
    let classes = try DeepOpinion.Class.filter(own).select(name, as: String.self).fetchSet(db)
    for name in Set(tags.compactMap(\.class)).subtracting(classes).sorted() {
      _ = try DeepOpinion.Class(id: nil, deepOpinionProjectId: number, name: name).inserted(db)
    }
    let labels = try DeepOpinion.Label.filter(own).select(name, as: String.self).fetchSet(db)
    for name in Set(tags.compactMap(\.label)).subtracting(labels).sorted() {
      _ = try DeepOpinion.Label(id: nil, deepOpinionProjectId: number, name: name).inserted(db)
    }
    return adopted
  }
}
