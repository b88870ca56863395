import GRDB
import ImgFlowJournal

/// The rows of the table `item`: tasks that are complete.
enum ItemRow {
  static func complete(
    _ task: String, _ result: RecordedOutcome, at time: Int, in db: Database
  ) throws {
    // The tasks inside it have its path, and more.
    let inside = "task = ? OR substr(task, 1, ?) = ?"
    let arguments: StatementArguments = [task, task.count + 1, task + TaskPath.separator]
    let steps =
      try Int.fetchOne(
        db,
        sql: """
          SELECT (SELECT \(StepRow.count) FROM step WHERE \(inside))
            + (SELECT coalesce(sum(steps), 0) FROM item WHERE \(inside))
          """, arguments: arguments + arguments) ?? 0
    try db.execute(sql: "DELETE FROM step WHERE \(inside)", arguments: arguments)
    try db.execute(sql: "DELETE FROM item WHERE \(inside)", arguments: arguments)
    try db.execute(
      sql: "INSERT INTO item (task, steps, ended, kind, outcome, mark) VALUES (?, ?, ?, ?, ?, 0)",
      arguments: [task, steps, time, result.kind, result.text])
    try RowMark.seal("item", marked, where: ("task", task.databaseValue), in: db)
  }

  private static let marked = ["task", "steps", "ended", "kind", "outcome"]

  /// Checks that all results of tasks are what was written.
  ///
  /// - Throws: `DamagedJournal`.
  static func check(in db: Database) throws {
    try RowMark.check("item", marked, in: db) { _ in "the result of an item" }
  }

  static func result(of task: String, in db: Database) throws -> RecordedOutcome? {
    let row = try Row.fetchOne(db, sql: "SELECT * FROM item WHERE task = ?", arguments: [task])
    guard let row else { return nil }
    guard RowMark.isIntact(row, marked),
      let result = RecordedOutcome(kind: row["kind"], text: row["outcome"])
    else { throw DamagedJournal(problem: "the result of an item is damaged") }
    return result
  }
}
