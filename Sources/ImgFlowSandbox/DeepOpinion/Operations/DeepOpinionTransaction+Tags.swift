import GRDB
import ImgFlowValues

extension DeepOpinionOperation {
  enum Tags: String, DeepOpinionSection {
    case listSegmentTags, getSegmentTag, createSegmentTag, updateSegmentTag, deleteSegmentTag,
      listTags, updateTag, deleteTag

    var work: DeepOpinionWork {
      switch self {
      case .listSegmentTags:
        .read { transaction in
          let session = try transaction.session(.see)
          return try .list(
            transaction.tags(of: try transaction.segment(of: session), in: session).map(
              DeepOpinionTransaction.json))
        }
      case .getSegmentTag:
        .read { transaction in
          let session = try transaction.session(.see)
          return try DeepOpinionTransaction.json(
            try transaction.tag(of: try transaction.segment(of: session), in: session))
        }
      case .createSegmentTag:
        .write { transaction in
          try DeepOpinionTransaction.json(
            try transaction.createTag(in: try transaction.session(.annotate)))
        }
      case .updateSegmentTag:
        .write { transaction in
          try DeepOpinionTransaction.json(
            try transaction.updateTag(in: try transaction.session(.annotate)))
        }
      case .deleteSegmentTag:
        .write { transaction in
          try transaction.deleteTag(in: try transaction.session(.annotate))
          return try DeepOpinionTransaction.done("The tag was deleted.")
        }
      case .listTags: .read { try $0.listTags() }
      case .updateTag:
        .write { transaction in
          try DeepOpinionTransaction.json(
            try transaction.update(try transaction.tagOfProject(), in: nil))
        }
      case .deleteTag:
        .write { transaction in
          _ = try transaction.tagOfProject().delete(transaction.db)
          return try DeepOpinionTransaction.done("The tag was deleted.")
        }
      }
    }
  }
}

extension DeepOpinionTransaction {
  fileprivate func tags(
    of segment: DeepOpinion.Segment, in session: DeepOpinion.Annotation
  ) throws -> [DeepOpinion.Tag] {
    try DeepOpinion.Tag.filter(Column("deepOpinionSegmentId") == segment.number)
      .filter(Column("deepOpinionAnnotationId") == session.number).order(Column("id")).fetchAll(db)
  }

  /// The tag of the path.
  func tag(
    of segment: DeepOpinion.Segment, in session: DeepOpinion.Annotation
  ) throws -> DeepOpinion.Tag {
    let id = try call.id("tag_id")
    guard let tag = try tags(of: segment, in: session).first(where: { $0.id == id }) else {
      throw Refusal.notFound("Segment \(segment.number) has no tag \(id).")
    }
    return tag
  }

  func createTag(in session: DeepOpinion.Annotation) throws -> DeepOpinion.Tag {
    let segment = try segment(of: session)
    let name = try checked(TagName(class: text("class"), label: text("label")), in: session)
    let place = try place(in: segment.deepOpinionDocumentId)
    let known = try tags(of: segment, in: session).first {
      $0.name == name && $0.span == place?.span
    }
    if let known { return known }
    return try DeepOpinion.Tag(
      id: nil, deepOpinionSegmentId: segment.number, deepOpinionAnnotationId: session.number,
      class: name.class, label: name.label, span: place?.span, text: place?.text
    ).inserted(db)
  }

  func updateTag(in session: DeepOpinion.Annotation) throws -> DeepOpinion.Tag {
    try update(try tag(of: try segment(of: session), in: session), in: session)
  }

  func deleteTag(in session: DeepOpinion.Annotation) throws {
    try tag(of: try segment(of: session), in: session).delete(db)
  }

  /// The part of a document that the body says the tag is for; nil if it says none.
  ///
  /// - Throws: a 400 for a span that is not in the document.
  private func place(in document: Int64) throws -> (span: [Int], text: String)? {
    guard text("text") != nil || body["span"]?.asList != nil,
      let document = try DeepOpinion.Document.fetchOne(db, key: document)
    else { return nil }
    var locator = SegmentLocator(document.text, DocumentBudget())
    let found = try locator.segment(.heap(body), at: "tag")
    return ([found.start, found.end], found.text)
  }

  fileprivate func update(
    _ tag: DeepOpinion.Tag, in session: DeepOpinion.Annotation?
  ) throws -> DeepOpinion.Tag {
    guard
      let session = try session
        ?? DeepOpinion.Annotation.fetchOne(db, key: tag.deepOpinionAnnotationId)
    else { throw Refusal.notFound("The tag is not in a labeling session.") }
    let name = try checked(
      TagName(class: text("class") ?? tag.class, label: text("label") ?? tag.label), in: session)
    let segment = try DeepOpinion.Segment.fetchOne(db, key: tag.deepOpinionSegmentId)
    let place = try segment.flatMap { try self.place(in: $0.deepOpinionDocumentId) }
    return try tag.change(db) { tag in
      tag.class = name.class
      tag.label = name.label
      if let place { (tag.span, tag.text) = place }
    }
  }

  /// A tag in the project's form, of the session's classes and labels.
  ///
  /// - Throws: a 400.
  private func checked(
    _ name: TagName, in session: DeepOpinion.Annotation
  ) throws -> TagName {
    let project = try project(.annotate)
    guard let tag = try project.normalised(name) else {
      throw Refusal.malformed(
        "A tag of a \(project.type.rawValue) project needs "
          + (project.type.hasClasses ? "a class" : "a label") + ".")
    }
    for (what, name, known, isNeeded) in [
      ("class", tag.class, session.classes, project.type.hasClasses),
      ("label", tag.label, session.labels, project.type.hasLabels),
    ] where isNeeded {
      guard let name else { throw Refusal.malformed("The tag needs a \(what).") }
      guard known.contains(name) else { throw Self.unknown(what, name, known) }
    }
    return tag
  }

  private static func unknown(_ what: String, _ name: String, _ known: [String]) -> Refusal {
    let plural = what == "class" ? "classes" : "labels"
    let others =
      known.isEmpty
      ? "it has no \(plural): add them to the project before the session is created"
      : "only " + known.map { "\"\($0)\"" }.joined(separator: ", ")
    return .malformed("The labeling session has no \(what) \"\(name)\", \(others).")
  }

  // MARK: - Tags of a project

  /// The tags of all labelling sessions. The query asks for whole classes and labels, or for their names.
  fileprivate func listTags() throws -> Value {
    let (project, page) = (try project(.see), DeepOpinionPage(call.query))
    let request = DeepOpinion.Tag.filter(
      sql: """
        deepOpinionAnnotationId IN
        (SELECT id FROM deepOpinionAnnotation WHERE deepOpinionProjectId = ?)
        """, arguments: [project.number]
    ).order(Column("id"))
    let classes = Self.byName(asksFor("classes") ? try classes(of: project) : [], \.name)
    let labels = Self.byName(asksFor("labels") ? try labels(of: project) : [], \.name)
    let tags = try page.fetch(request, db).map { tag in
      let record = try Self.json(tag).asRecord ?? RecordObject()
      if let whole = tag.class.flatMap({ classes[$0] }) {
        try record.set("class", Self.json(whole))
      }
      if let whole = tag.label.flatMap({ labels[$0] }) {
        try record.set("label", Self.json(whole))
      }
      return Value.heap(record)
    }
    return .heap(
      try RecordObject([
        ("tags", try .list(tags)), ("total", .int(try request.fetchCount(db))),
        ("count", .int(tags.count)), ("limit", .int(page.limit)), ("offset", .int(page.offset)),
      ]))
  }

  private static func byName<Record>(
    _ records: [Record], _ name: (Record) -> String
  ) -> [String: Record] {
    Dictionary(records.map { (name($0), $0) }, uniquingKeysWith: { first, _ in first })
  }

  private func asksFor(_ field: String) -> Bool { call.query[field]?.asBool == true }

  fileprivate func tagOfProject() throws -> DeepOpinion.Tag {
    let (project, id) = (try project(.annotate), try call.id("tag_id"))
    let tag = try DeepOpinion.Tag.fetchOne(db, key: id)
    let session = try DeepOpinion.Annotation.fetchOne(db, key: tag?.deepOpinionAnnotationId)
    guard let tag, session?.deepOpinionProjectId == project.number else {
      throw Refusal.notFound("Project \(project.number) has no tag \(id).")
    }
    return tag
  }
}
