import Foundation
import GRDB

extension DeepOpinionWorker {
  /// Copies all that a project has into a new one, whose number the task's content is.
  func clone(_ task: DeepOpinion.Task) -> Commit {
    { db, _ in
      guard let copy = try DeepOpinion.Project.fetchOne(db, key: task.subjectId) else { return nil }
      let original = Int64(task.content) ?? 0
      guard try DeepOpinion.Project.exists(db, key: original) else {
        throw Refusal.notFound("The project to clone no longer exists.")
      }
      var cloning = ProjectCloning(from: original, to: copy.number, in: db)
      try cloning.copy()
      return "Your project '\(copy.name)' is ready."
    }
  }
}

/// Copies the rows of a project, table by table; what they refer to gets the numbers of the copies.
struct ProjectCloning {
  private let original: Int64
  private let copied: Int64
  private let db: Database
  /// For each table the numbers of the copies by those of the originals.
  private var numbers: [String: [Int64: Int64]]

  init(from original: Int64, to copied: Int64, in db: Database) {
    self.original = original
    self.copied = copied
    self.db = db
    numbers = ["deepOpinionProject": [original: copied]]
  }

  /// Each table with what its rows refer to; the first of these says which rows are the project's.
  private static let tables: [(name: String, owners: [String])] = [
    ("Class", ["Project"]), ("Label", ["Project"]), ("Document", ["Project"]),
    ("Segment", ["Document"]), ("Group", ["Project"]), ("Member", ["Group", "Document"]),
    ("Model", ["Project"]), ("Training", ["Model"]),
    ("Annotation", ["Project", "Group", "Model"]), ("Analysis", ["Project", "Group", "Model"]),
    ("Tag", ["Segment", "Annotation", "Analysis"]), ("Prediction", ["Annotation", "Segment"]),
    ("Mark", ["Annotation", "Segment"]), ("Hitl", ["Project", "Model"]),
  ]

  mutating func copy() throws {
    for (name, owners) in Self.tables {
      try copy("deepOpinion\(name)", owners.map { "deepOpinion\($0)" })
    }
  }

  private mutating func copy(_ table: String, _ owners: [String]) throws {
    let isNumbered = try db.columns(in: table).contains { $0.name == "id" }
    let owner = owners[0]
    for old in (numbers[owner] ?? [:]).keys.sorted() {
      let own = try db.cachedStatement(
        sql: "SELECT * FROM \"\(table)\" WHERE \"\(owner)Id\" = ? ORDER BY 1")
      for row in try Row.fetchAll(own, arguments: [old]) {
        try copy(row, of: table, owners, isNumbered)
      }
    }
  }

  private mutating func copy(
    _ row: Row, of table: String, _ owners: [String], _ isNumbered: Bool
  ) throws {
    var names: [String] = []
    var values: [DatabaseValue] = []
    for (column, value) in row where column != "id" {
      names.append("\"\(column)\"")
      values.append(self.value(value, of: column, owners))
    }
    try db.cachedStatement(
      sql: """
        INSERT INTO "\(table)" (\(names.joined(separator: ", ")))
        VALUES (\(databaseQuestionMarks(count: names.count)))
        """
    ).execute(arguments: StatementArguments(values))
    if isNumbered { numbers[table, default: [:]][row["id"]] = db.lastInsertedRowID }
  }

  private func value(_ value: DatabaseValue, of column: String, _ owners: [String]) -> DatabaseValue
  {
    if column == "uuid" { return RandomToken.uuid().databaseValue }
    guard let owner = owners.first(where: { column == "\($0)Id" }),
      let old = Int64.fromDatabaseValue(value)
    else { return value }
    return (numbers[owner]?[old]).databaseValue
  }
}
