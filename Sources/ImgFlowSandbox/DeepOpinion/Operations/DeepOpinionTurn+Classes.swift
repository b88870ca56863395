import GRDB
import Hummingbird
import ImgFlowValues

extension DeepOpinionOperation {
  static let classes: [String: DeepOpinionOperation] = [
    "listClasses": .read {
      try .list($0.classes(of: try $0.project(.see)).map(DeepOpinionTurn.json))
    },
    "getClass": .read { try DeepOpinionTurn.json(try $0.classOfPath(.see)) },
    "createClass": .write { try DeepOpinionTurn.json(try $0.createClass($0.body)) },
    "createClasses": .write { turn in
      try .list(
        (turn.call.content.value.asItems ?? []).map { item in
          try DeepOpinionTurn.json(try turn.createClass(item.asRecord ?? RecordObject()))
        })
    },
    "uploadClassesFile": .direct { emulator, call in
      let table = try await emulator.table(of: call)
      return try await emulator.write(call) { try $0.createClasses(from: table) }
    },
    "updateClass": .write { try $0.updateClass() },
    "deleteClass": .write { turn in
      let found = try turn.classOfPath(.manage)
      try turn.removeTags(of: found.deepOpinionProjectId, "class", found.name)
      _ = try found.delete(turn.db)
      return try DeepOpinionTurn.done("The class was deleted.")
    },
    "listLabels": .read {
      try .list($0.labels(of: try $0.project(.see)).map(DeepOpinionTurn.json))
    },
    "getLabel": .read { try DeepOpinionTurn.json(try $0.labelOfPath(.see)) },
    "createLabel": .write { try $0.createLabel() },
    "uploadLabelsFile": .direct { emulator, call in
      let table = try await emulator.table(of: call)
      return try await emulator.write(call) { try $0.createLabels(from: table) }
    },
    "updateLabel": .write { try $0.updateLabel(try $0.labelOfPath(.manage)) },
    "updateLabelByName": .write { try $0.updateLabel(try $0.labelByName()) },
    "deleteLabel": .write { turn in
      let label = try turn.labelOfPath(.manage)
      try turn.removeTags(of: label.deepOpinionProjectId, "label", label.name)
      _ = try label.delete(turn.db)
      return try DeepOpinionTurn.done("The label was deleted.")
    },
  ]
}

extension DeepOpinionTurn {
  fileprivate func classOfPath(_ right: DeepOpinionRight) throws -> DeepOpinion.Class {
    try record(DeepOpinion.Class.self, "class", "class_id", of: try project(right))
  }

  fileprivate func createClass(_ fields: RecordObject) throws -> DeepOpinion.Class {
    let project = try project(.manage)
    let name = fields["name"]?.asString ?? ""
    guard !name.isEmpty else { throw Refusal.invalid("name", "must not be empty") }
    try needsNew("class", name, try classes(of: project).map(\.name))
    return try DeepOpinion.Class(
      id: nil, deepOpinionProjectId: project.number, name: name,
      example: fields["example"]?.asString, description: fields["description"]?.asString
    ).inserted(db)
  }

  /// Tags name classes and labels, so names are unique in their project.
  private func needsNew(_ what: String, _ name: String, _ known: [String]) throws {
    if known.contains(name) {
      throw Refusal.malformed("The project already has a \(what) \"\(name)\".")
    }
  }

  /// A file with a column `name`, and perhaps `example` and `description`; without names of columns the
  /// first holds the classes.
  fileprivate func createClasses(from table: DataTable) throws -> Value {
    try .list(
      named(in: table, ["name", "class"]).map { try Self.json(try createClass($0)) })
  }

  fileprivate func createLabels(from table: DataTable) throws -> Value {
    try .list(
      named(in: table, ["name", "label"]).map { fields in
        try Self.json(try newLabel(fields["name"]?.asString ?? "", in: try project(.manage)))
      })
  }

  /// The records of a file of names.
  private func named(in table: DataTable, _ words: [String]) throws -> [RecordObject] {
    let first = table.rows.first?.map { $0?.lowercased() } ?? []
    let hasHeader = table.header == .always || first.contains { words.contains($0 ?? "") }
    let (names, rows) = table.records(headerFirst: hasHeader)
    let place = names.firstIndex { words.contains($0.lowercased()) } ?? 0
    let records = try rows.compactMap { row -> RecordObject? in
      guard let name = row.indices.contains(place) ? row[place] : nil else { return nil }
      let fields = zip(names, row).map { ($0.lowercased(), Value($1)) }
      return try RecordObject(fields + [("name", .string(name))])
    }
    guard !records.isEmpty else { throw FileFault("The file has no names in it.") }
    return records
  }

  fileprivate func updateClass() throws -> Value {
    let found = try classOfPath(.manage)
    if let name = text("name"), name != found.name {
      let project = try project(.manage)
      try needsNew("class", name, try classes(of: project).map(\.name))
      try renameTags(of: project.number, "class", from: found.name, to: name)
    }
    return try Self.json(
      try found.change(db) { found in
        found.name = text("name") ?? found.name
        found.example = text("example", replacing: found.example)
        found.description = text("description", replacing: found.description)
      })
  }

  // MARK: - Labels

  fileprivate func labelOfPath(_ right: DeepOpinionRight) throws -> DeepOpinion.Label {
    try record(DeepOpinion.Label.self, "label", "label_id", of: try project(right))
  }

  fileprivate func labelByName() throws -> DeepOpinion.Label {
    let (project, name) = (try project(.manage), call.parameters["name"] ?? "")
    guard let label = try labels(of: project).first(where: { $0.name == name }) else {
      throw Refusal.notFound("There is no label \"\(name.prefix(100))\" in the project.")
    }
    return label
  }

  fileprivate func createLabel() throws -> Value {
    try Self.json(try newLabel(call.text("name"), in: try project(.manage)))
  }

  private func newLabel(_ name: String, in project: DeepOpinion.Project) throws -> DeepOpinion.Label
  {
    guard project.type != .absa else {
      throw Refusal.malformed("You cannot add labels to an ABSA project.")
    }
    guard !name.isEmpty else { throw Refusal.invalid("name", "must not be empty") }
    try needsNew("label", name, try labels(of: project).map(\.name))
    return try DeepOpinion.Label(id: nil, deepOpinionProjectId: project.number, name: name)
      .inserted(db)
  }

  fileprivate func updateLabel(_ label: DeepOpinion.Label) throws -> Value {
    let (project, name) = (try project(.manage), call.text("name"))
    guard !name.isEmpty else { throw Refusal.invalid("name", "must not be empty") }
    if name != label.name {
      try needsNew("label", name, try labels(of: project).map(\.name))
      try renameTags(of: project.number, "label", from: label.name, to: name)
    }
    return try Self.json(try label.change(db) { $0.name = name })
  }

  // MARK: - Tags that name them

  /// Those that people or uploads gave; what a model said stays as it said it.
  private static let tagsOfProject = """
    deepOpinionAnalysisId IS NULL AND deepOpinionSegmentId IN
    (SELECT segment.id FROM deepOpinionSegment segment
    JOIN deepOpinionDocument document ON document.id = segment.deepOpinionDocumentId
    WHERE document.deepOpinionProjectId = ?)
    """

  private func renameTags(
    of project: Int64, _ column: String, from old: String, to new: String
  ) throws {
    try db.execute(
      sql: "UPDATE deepOpinionTag SET \(column) = ? WHERE \(column) = ? AND \(Self.tagsOfProject)",
      arguments: [new, old, project])
    let rename = { (name: String) in name == old ? new : name }
    for session in try sessions(of: project) {
      try session.change(db) { session in
        if column == "class" { session.classes = session.classes.map(rename) }
        if column == "label" { session.labels = session.labels.map(rename) }
      }
    }
  }

  fileprivate func removeTags(of project: Int64, _ column: String, _ name: String) throws {
    try db.execute(
      sql: "DELETE FROM deepOpinionTag WHERE \(column) = ? AND \(Self.tagsOfProject)",
      arguments: [name, project])
    for session in try sessions(of: project) {
      try session.change(db) { session in
        if column == "class" { session.classes.removeAll { $0 == name } }
        if column == "label" { session.labels.removeAll { $0 == name } }
      }
    }
  }

  private func sessions(of project: Int64) throws -> [DeepOpinion.Annotation] {
    try DeepOpinion.Annotation.filter(Column("deepOpinionProjectId") == project).fetchAll(db)
  }
}
