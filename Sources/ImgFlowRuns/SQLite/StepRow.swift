import GRDB
import ImgFlowJournal

/// The rows of the table `step`, with those of `site`.
enum StepRow {
  static func begin(_ effect: Effect, in db: Database) throws -> Int {
    let site = try siteNumber(of: effect, in: db)
    let key = effect.key
    let known = try Int.fetchOne(
      db.cachedStatement(
        sql: "SELECT number FROM step WHERE task = ? AND site = ? AND digest = ? AND occurrence = ?"
      ),
      arguments: [key.task, site, key.digest, key.occurrence])
    if let known {
      try db.cachedStatement(
        sql:
          """
          UPDATE step SET attempts = attempts + 1, ended = NULL, kind = NULL, outcome = NULL, content = ?,
            note = ?, isLeft = 0
          WHERE number = ?
          """
      ).execute(arguments: [effect.content, effect.note, known])
      try seal(known, in: db)
      return known
    }
    try db.cachedStatement(
      sql: """
        INSERT INTO step (task, site, digest, occurrence, arguments, content, note, attempts, began, mark)
        VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, 0)
        """
    ).execute(
      arguments: [
        key.task, site, key.digest, key.occurrence, effect.arguments, effect.content, effect.note,
        effect.began,
      ])
    let number = Int(db.lastInsertedRowID)
    try seal(number, in: db)
    return number
  }

  static func end(_ number: Int, _ outcome: RecordedOutcome, at time: Int, in db: Database) throws {
    try end(number, outcome.kind, outcome.text, at: time, in: db)
  }

  /// Stores reads together.
  static func insert(_ run: ReadRun, in db: Database) throws {
    let (kind, text) = try run.outcome
    try end(begin(run.first, in: db), kind, text, at: run.ended, in: db)
  }

  private static func end(
    _ number: Int, _ kind: String, _ text: String, at time: Int, in db: Database
  ) throws {
    try db.cachedStatement(
      sql: "UPDATE step SET ended = ?, kind = ?, outcome = ? WHERE number = ?"
    ).execute(arguments: [time, kind, text, number])
    try seal(number, in: db)
  }

  static func reopen(_ number: Int, in db: Database) throws {
    try db.cachedStatement(
      sql: "UPDATE step SET ended = NULL, kind = NULL, outcome = NULL WHERE number = ?"
    ).execute(arguments: [number])
    try seal(number, in: db)
  }

  /// Adds the column that the first journals did not have.
  static func addMissing(in db: Database) throws {
    guard try !db.columns(in: "step").contains(where: { $0.name == "isLeft" }) else { return }
    try db.execute(sql: "ALTER TABLE step ADD COLUMN isLeft INTEGER NOT NULL DEFAULT 0")
  }

  static func leave(_ tasks: [String], after number: Int, in db: Database) throws -> Int {
    var count = 0
    for task in tasks {
      try db.execute(
        sql: "UPDATE step SET isLeft = 1 WHERE task = ? AND number > ?", arguments: [task, number])
      count += db.changesCount
    }
    return count
  }

  static func remove(_ number: Int, in db: Database) throws {
    try db.cachedStatement(
      sql: "DELETE FROM step WHERE number = ?"
    ).execute(arguments: [number])
  }

  /// SQL for the number of effects of rows.
  static let count =
    "coalesce(sum(CASE kind WHEN '\(ReadRun.kind)' THEN json_array_length(outcome) / 3 ELSE 1 END), 0)"

  /// The effects for which a condition holds, in the order in which they began.
  ///
  /// - Throws: `DamagedJournal` if a row is not what was written.
  static func all(
    in db: Database, where condition: String, _ arguments: StatementArguments
  ) throws -> [RecordedEffect] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT step.*, site.site AS siteName, name, place, repetition
        FROM step JOIN site ON site.id = step.site WHERE \(condition) ORDER BY number
        """, arguments: arguments
    ).flatMap { row in
      guard RowMark.isIntact(row, marked), let effects = effects(in: row) else {
        let number: Int = row["number"]
        throw DamagedJournal(problem: "step \(number) is damaged")
      }
      return effects
    }
  }

  private static func siteNumber(of effect: Effect, in db: Database) throws -> Int {
    let values: StatementArguments = [
      effect.key.site, effect.name, effect.place, effect.repetition.rawValue,
    ]
    let known = try Int.fetchOne(
      db.cachedStatement(
        sql: "SELECT id FROM site WHERE site = ? AND name = ? AND place = ? AND repetition = ?"),
      arguments: values)
    if let known { return known }
    try db.cachedStatement(
      sql: "INSERT INTO site (site, name, place, repetition, mark) VALUES (?, ?, ?, ?, 0)"
    ).execute(arguments: values)
    let id = Int(db.lastInsertedRowID)
    try RowMark.seal("site", markedOfSite, where: ("id", id.databaseValue), in: db)
    return id
  }

  // MARK: - Rows

  private static func seal(_ number: Int, in db: Database) throws {
    try RowMark.seal("step", marked, where: ("number", number.databaseValue), in: db)
  }

  private static let marked = [
    "number", "task", "site", "digest", "occurrence", "arguments", "content", "note", "attempts",
    "began", "ended", "kind", "outcome",
  ]

  private static let markedOfSite = ["id", "site", "name", "place", "repetition"]

  /// Checks that all steps, and what is known of their places, are what was written.
  ///
  /// - Throws: `DamagedJournal`.
  static func check(in db: Database) throws {
    try RowMark.check("site", markedOfSite, in: db) { row in "what the steps of a place are" }
    try RowMark.check("step", marked, in: db) { row in "step \(row["number"] as Int)" }
  }

  /// The effects of a row: several for reads that were stored together.
  private static func effects(in row: Row) -> [RecordedEffect]? {
    guard let effect = effect(in: row) else { return nil }
    guard (row["kind"] as String?) == ReadRun.kind else { return [effect] }
    return ReadRun.effects(effect, row["outcome"] ?? "")
  }

  private static func effect(in row: Row) -> RecordedEffect? {
    guard let repetition = Repetition(rawValue: row["repetition"]) else { return nil }
    let key = EffectKey(
      task: row["task"], site: row["siteName"], digest: row["digest"],
      occurrence: row["occurrence"])
    return RecordedEffect(
      number: row["number"],
      effect: Effect(
        key: key, name: row["name"], place: row["place"], arguments: row["arguments"],
        content: row["content"], repetition: repetition, note: row["note"], began: row["began"]),
      outcome: RecordedOutcome(kind: row["kind"], text: row["outcome"]), ended: row["ended"],
      attempts: row["attempts"], isLeft: row["isLeft"] ?? false)
  }
}

extension RecordedOutcome {
  /// The letter that the column `kind` has for it.
  var kind: String {
    switch self {
    case .value: "v"
    case .error: "e"
    case .failure: "f"
    case .file: "k"
    case .digest: "d"
    }
  }

  /// What the column `outcome` has for it.
  var text: String {
    switch self {
    case .value(let text), .error(let text), .failure(let text): text
    case .file(let digest, let size), .digest(let digest, let size): "\(digest) \(size)"
    }
  }

  /// The outcome of the two columns; nil if they have none.
  init?(kind: String?, text: String?) {
    guard let kind, let text else { return nil }
    switch kind {
    case "v": self = .value(text)
    case "e": self = .error(text)
    case "f": self = .failure(text)
    case "k", "d":
      let parts = text.split(separator: " ")
      guard parts.count == 2, let size = Int(parts[1]) else { return nil }
      self =
        kind == "k" ? .file(String(parts[0]), size: size) : .digest(String(parts[0]), size: size)
    default: return nil
    }
  }
}
