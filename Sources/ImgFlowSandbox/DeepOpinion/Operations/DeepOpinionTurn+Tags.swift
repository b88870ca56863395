import GRDB
import ImgFlowValues

extension DeepOpinionOperation {
  static let tags: [String: DeepOpinionOperation] = [
    "listSegmentTags": .read { turn in
      let session = try turn.session(.see)
      return try .list(
        turn.tags(of: try turn.segment(of: session), in: session).map(DeepOpinionTurn.json))
    },
    "getSegmentTag": .read { turn in
      let session = try turn.session(.see)
      return try DeepOpinionTurn.json(try turn.tag(of: try turn.segment(of: session), in: session))
    },
    "createSegmentTag": .write { try $0.createTag(in: try $0.session(.annotate)) },
    "updateSegmentTag": .write { try $0.updateTag(in: try $0.session(.annotate)) },
    "deleteSegmentTag": .write { try $0.deleteTag(in: try $0.session(.annotate)) },
    "listTags": .read { turn in
      try .list(turn.tags(of: try turn.project(.see)).map(DeepOpinionTurn.json))
    },
    "updateTag": .write { turn in
      try turn.update(try turn.tagOfProject(), in: nil)
    },
    "deleteTag": .write { turn in
      _ = try turn.tagOfProject().delete(turn.db)
      return try DeepOpinionTurn.done("The tag was deleted.")
    },
  ]
}

extension DeepOpinionTurn {
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
      throw Refusal.notFound("There is no tag \(id) on segment \(segment.number).")
    }
    return tag
  }

  func createTag(in session: DeepOpinion.Annotation) throws -> Value {
    let segment = try segment(of: session)
    let name = try checked(TagName(class: text("class"), label: text("label")), in: session)
    if let known = try tags(of: segment, in: session).first(where: { $0.name == name }) {
      return try Self.json(known)
    }
    let tag = try DeepOpinion.Tag(
      id: nil, deepOpinionSegmentId: segment.number, deepOpinionAnnotationId: session.number,
      class: name.class, label: name.label
    ).inserted(db)
    return try Self.json(tag)
  }

  func updateTag(in session: DeepOpinion.Annotation) throws -> Value {
    try update(try tag(of: try segment(of: session), in: session), in: session)
  }

  func deleteTag(in session: DeepOpinion.Annotation) throws -> Value {
    _ = try tag(of: try segment(of: session), in: session).delete(db)
    return try Self.done("The tag was deleted.")
  }

  fileprivate func update(
    _ tag: DeepOpinion.Tag, in session: DeepOpinion.Annotation?
  ) throws -> Value {
    guard
      let session = try session
        ?? DeepOpinion.Annotation.fetchOne(db, key: tag.deepOpinionAnnotationId)
    else { throw Refusal.notFound("The tag is in no labeling session.") }
    let name = try checked(
      TagName(class: text("class") ?? tag.class, label: text("label") ?? tag.label), in: session)
    return try Self.json(
      try tag.change(db) { tag in
        tag.class = name.class
        tag.label = name.label
      })
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
      guard known.contains(name) else {
        throw Refusal.malformed(
          "The labeling session has no \(what) \"\(name)\", only \(known.joined(separator: ", ")).")
      }
    }
    return tag
  }

  // MARK: - Tags of a project

  /// The tags of all labelling sessions.
  fileprivate func tags(of project: DeepOpinion.Project) throws -> [DeepOpinion.Tag] {
    try DeepOpinion.Tag.filter(
      sql: """
        deepOpinionAnnotationId IN
        (SELECT id FROM deepOpinionAnnotation WHERE deepOpinionProjectId = ?)
        """, arguments: [project.number]
    ).order(Column("id")).fetchAll(db)
  }

  fileprivate func tagOfProject() throws -> DeepOpinion.Tag {
    let (project, id) = (try project(.annotate), try call.id("tag_id"))
    let tag = try DeepOpinion.Tag.fetchOne(db, key: id)
    let session = try DeepOpinion.Annotation.fetchOne(db, key: tag?.deepOpinionAnnotationId)
    guard let tag, session?.deepOpinionProjectId == project.number else {
      throw Refusal.notFound("There is no tag \(id) in project \(project.number).")
    }
    return tag
  }
}
