import GRDB
import ImgFlowJournal
import ImgFlowValues

/// The one row of the table `run`.
enum RunRow {
  static func insert(_ run: RunID, _ origin: RunSummary.Origin, in db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO run
          (id, name, script, tree, arguments, folder, seed, profile, isRehearsal, started, status, since, mark)
        VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
        """,
      arguments: [
        run.description, origin.script, origin.tree, text(origin.arguments), origin.folder,
        origin.seed, origin.profile, origin.isRehearsal, origin.started, RunStatus.running.rawValue,
        origin.started,
      ])
    try RowMark.seal("run", marked, where: ("id", 1.databaseValue), in: db)
  }

  /// What does not change.
  private static let marked = [
    "name", "script", "tree", "arguments", "folder", "seed", "profile", "isRehearsal", "started",
  ]

  /// Checks that what does not change of the run is what was written.
  ///
  /// - Throws: `DamagedJournal`.
  static func check(in db: Database) throws {
    try RowMark.check("run", marked, in: db) { _ in "what is known of the run" }
  }

  static func epoch(in db: Database) throws -> Int? {
    try Int.fetchOne(db, sql: "SELECT epoch FROM run")
  }

  static func owner(in db: Database) throws -> RunOwner? {
    try String.fetchOne(db, sql: "SELECT owner FROM run").flatMap(RunOwner.init)
  }

  /// Makes `owner` the one that writes, and returns its epoch.
  static func take(_ owner: RunOwner, in db: Database) throws -> Int {
    try db.execute(
      sql: "UPDATE run SET epoch = epoch + 1, owner = ?, status = ?, since = ?",
      arguments: [owner.text, RunStatus.running.rawValue, owner.since])
    return try epoch(in: db) ?? 0
  }

  /// Notes how the run stands; one that has ended belongs to no process.
  static func mark(_ status: RunStatus, at time: Int, in db: Database) throws {
    try db.execute(
      sql: "UPDATE run SET status = ?1, since = ?2, owner = iif(?1 = ?3, owner, NULL)",
      arguments: [status.rawValue, time, RunStatus.running.rawValue])
  }

  static func summary(_ run: RunID, in db: Database) throws -> RunSummary {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT *, (SELECT \(StepRow.count) FROM step)
          + (SELECT coalesce(sum(steps), 0) FROM item) AS steps FROM run
        """)
    guard let row, let status = RunStatus(rawValue: row["status"]) else {
      throw DamagedJournal(problem: "the row of the run is damaged")
    }
    return RunSummary(
      run: run,
      origin: RunSummary.Origin(
        script: row["script"], tree: row["tree"], arguments: texts(row["arguments"]),
        folder: row["folder"], seed: row["seed"], profile: row["profile"],
        isRehearsal: row["isRehearsal"], started: row["started"]),
      status: status, since: row["since"],
      owner: (row["owner"] as String?).flatMap(RunOwner.init), steps: row["steps"])
  }

  private static func text(_ texts: [String]) throws -> String {
    try JSON.text(of: .list(texts.map(Value.string)))
  }

  private static func texts(_ text: String) -> [String] {
    ((try? JSON.parse(text))?.asItems ?? []).compactMap(\.asString)
  }
}
