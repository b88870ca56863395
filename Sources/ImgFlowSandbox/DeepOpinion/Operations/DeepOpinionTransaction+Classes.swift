import GRDB
import Hummingbird
import ImgFlowValues

extension DeepOpinionOperation {
  enum Classes: String, DeepOpinionSection {
    case listClasses, getClass, createClass, createClasses, uploadClassesFile, updateClass,
      deleteClass, listLabels, getLabel, createLabel, uploadLabelsFile, updateLabel,
      updateLabelByName, deleteLabel

    var work: DeepOpinionWork {
      switch self {
      case .listClasses:
        .read {
          try .list($0.classes(of: try $0.project(.see)).map(DeepOpinionTransaction.json))
        }
      case .getClass: .read { try DeepOpinionTransaction.json(try $0.classOfPath(.see)) }
      case .createClass:
        .write { transaction in
          try DeepOpinionTransaction.json(try transaction.newClasses([transaction.body])[0])
        }
      case .createClasses:
        .write { transaction in
          let records = (transaction.call.content.value.asItems ?? []).map {
            $0.asRecord ?? RecordObject()
          }
          return try .list(transaction.newClasses(records).map(DeepOpinionTransaction.json))
        }
      case .uploadClassesFile:
        .direct { emulator, call in
          let table = try await emulator.table(of: call)
          return try await emulator.write(call) { transaction in
            // A column `name`, and perhaps `example` and `description`.
            let records = try transaction.named(in: table, ["name", "class"])
            return try .list(transaction.newClasses(records).map(DeepOpinionTransaction.json))
          }
        }
      case .updateClass: .write { try $0.updateClass() }
      case .deleteClass:
        .write { transaction in
          let found = try transaction.classOfPath(.manage)
          try transaction.removeTags(of: found.deepOpinionProjectId, "class", found.name)
          _ = try found.delete(transaction.db)
          return try DeepOpinionTransaction.done("The class was deleted.")
        }
      case .listLabels:
        .read {
          try .list($0.labels(of: try $0.project(.see)).map(DeepOpinionTransaction.json))
        }
      case .getLabel: .read { try DeepOpinionTransaction.json(try $0.labelOfPath(.see)) }
      case .createLabel:
        .write { transaction in
          try DeepOpinionTransaction.json(
            try transaction.newLabels([transaction.call.text("name")])[0])
        }
      case .uploadLabelsFile:
        .direct { emulator, call in
          let table = try await emulator.table(of: call)
          return try await emulator.write(call) { transaction in
            let names = try transaction.named(in: table, ["name", "label"]).map {
              $0["name"]?.asString ?? ""
            }
            return try .list(transaction.newLabels(names).map(DeepOpinionTransaction.json))
          }
        }
      case .updateLabel: .write { try $0.updateLabel(try $0.labelOfPath(.manage)) }
      case .updateLabelByName: .write { try $0.updateLabel(try $0.labelByName()) }
      case .deleteLabel:
        .write { transaction in
          let label = try transaction.labelOfPath(.manage)
          try transaction.removeTags(of: label.deepOpinionProjectId, "label", label.name)
          _ = try label.delete(transaction.db)
          return try DeepOpinionTransaction.done("The label was deleted.")
        }
      }
    }
  }
}

extension DeepOpinionTransaction {
  fileprivate func classOfPath(_ right: DeepOpinionRight) throws -> DeepOpinion.Class {
    try record(DeepOpinion.Class.self, "class", "class_id", of: try project(right))
  }

  /// Stores classes of the project, all or none.
  fileprivate func newClasses(_ records: [RecordObject]) throws -> [DeepOpinion.Class] {
    let project = try project(.manage)
    var names = UniqueNames("class", try classes(of: project).map(\.name))
    return try records.map { fields in
      try DeepOpinion.Class(
        id: nil, deepOpinionProjectId: project.number, name: names.add(fields["name"]?.asString),
        example: fields["example"]?.asString, description: fields["description"]?.asString
      ).inserted(db)
    }
  }

  /// The records of a file of names; without names of columns the first holds them.
  fileprivate func named(in table: DataTable, _ words: [String]) throws -> [RecordObject] {
    let first = table.rows.first?.map { $0?.lowercased() } ?? []
    let hasHeader = table.header == .always || first.contains { words.contains($0 ?? "") }
    let (names, rows) = table.records(headerFirst: hasHeader)
    let place = names.firstIndex { words.contains($0.lowercased()) } ?? 0
    let records = try rows.compactMap { row -> RecordObject? in
      guard let name = row.indices.contains(place) ? row[place] : nil else { return nil }
      let fields = zip(names, row).map { ($0.lowercased(), Value($1)) }
      return try RecordObject(fields + [("name", .string(name))])
    }
    guard !records.isEmpty else { throw FileFault("The file contains no names.") }
    return records
  }

  fileprivate func updateClass() throws -> Value {
    let found = try classOfPath(.manage)
    if let name = text("name"), name != found.name {
      let project = try project(.manage)
      var names = UniqueNames("class", try classes(of: project).map(\.name))
      _ = try names.add(name)
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
      throw Refusal.notFound("The project has no label \"\(name.prefix(100))\".")
    }
    return label
  }

  /// Stores labels of the project, all or none.
  fileprivate func newLabels(_ given: [String]) throws -> [DeepOpinion.Label] {
    let project = try project(.manage)
    guard project.type != .absa else {
      throw Refusal.malformed("You cannot add labels to an ABSA project.")
    }
    var names = UniqueNames("label", try labels(of: project).map(\.name))
    return try given.map { name in
      try DeepOpinion.Label(
        id: nil, deepOpinionProjectId: project.number, name: names.add(name)
      ).inserted(db)
    }
  }

  fileprivate func updateLabel(_ label: DeepOpinion.Label) throws -> Value {
    let (project, name) = (try project(.manage), call.text("name"))
    if name != label.name {
      var names = UniqueNames("label", try labels(of: project).map(\.name))
      _ = try names.add(name)
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

/// The names of classes or labels of a project. Tags name these, so no two are the same.
private struct UniqueNames {
  private let what: String
  private var known: Set<String>

  init(_ what: String, _ known: [String]) {
    self.what = what
    self.known = Set(known)
  }

  /// Takes a name.
  ///
  /// - Throws: a 400 for an empty one, and for one that is taken.
  mutating func add(_ name: String?) throws -> String {
    guard let name, !name.isEmpty else { throw Refusal.invalid("name", "must not be empty") }
    guard known.insert(name).inserted else {
      throw Refusal.malformed("The project already has a \(what) \"\(name)\".")
    }
    return name
  }
}
