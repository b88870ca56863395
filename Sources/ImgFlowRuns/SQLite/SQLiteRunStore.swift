import Foundation
import GRDB
import ImgFlowJournal
import Synchronization

/// The journal of a run in a file of its own.
package final class SQLiteRunStore: RunStore {
  /// The version of the schema that this program writes.
  static let version = 1

  package let run: RunID
  private let database: StateDatabase
  private let files: KeptFiles
  /// What this process is to the run: as which owner, and in which epoch, it writes.
  private let lease = Mutex<Lease?>(nil)

  private struct Lease: Sendable {
    let owner: RunOwner
    let epoch: Int
  }

  /// Creates the journal of a run in a file that does not exist yet.
  ///
  /// - Throws: `StoreProblem`, such as that of a full disk.
  package static func create(
    _ run: RunID, at path: String, _ origin: RunSummary.Origin, owner: RunOwner
  ) throws -> SQLiteRunStore {
    let store = try SQLiteRunStore(run, open(path), KeptFiles(of: path))
    try store.database.write { db in
      try db.execute(sql: String(decoding: PackageResources.schema_sql, as: UTF8.self))
      try db.execute(sql: "PRAGMA user_version = \(version)")
      try RunRow.insert(run, origin, in: db)
    }
    try store.take(owner, isAlive: { _ in false })
    return store
  }

  /// Opens the journal of a run.
  ///
  /// - Throws: `UnbegunJournal`; `DamagedJournal` for a file that is not a journal, or that a newer version wrote.
  package convenience init(at path: String) throws {
    let database = try Self.open(path)
    let (version, name) = try database.read { db in
      let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
      guard version == Self.version else {
        let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0
        guard !isEmpty else { throw UnbegunJournal() }
        return (version, String?.none)
      }
      return (version, try String.fetchOne(db, sql: "SELECT name FROM run"))
    }
    guard version <= Self.version else {
      throw DamagedJournal(problem: "a newer version of imgflow wrote it")
    }
    guard let run = name.flatMap(RunID.init) else {
      throw DamagedJournal(problem: "it is not the journal of a run")
    }
    self.init(run, database, KeptFiles(of: path))
  }

  private init(_ run: RunID, _ database: StateDatabase, _ files: KeptFiles) {
    self.run = run
    self.database = database
    self.files = files
  }

  private static func open(_ path: String) throws -> StateDatabase {
    try StateDatabase(at: path, label: "imgflow.journal", patience: 5)
  }

  package func close() { database.close() }

  package func size() throws -> Int {
    try database.read { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      return pages * (try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0)
    } + files.size
  }
}

// MARK: - The lease

extension SQLiteRunStore {
  package func take(_ owner: RunOwner, fromElsewhere: Bool) throws {
    try take(owner) { $0.isAlive && !(fromElsewhere && $0.isElsewhere) }
  }

  func take(_ owner: RunOwner, isAlive: (RunOwner) -> Bool) throws {
    let epoch = try database.write { db in
      if let holder = try RunRow.owner(in: db), holder != owner, isAlive(holder) {
        throw RunIsHeld(owner: holder)
      }
      try StepRow.addMissing(in: db)
      return try RunRow.take(owner, in: db)
    }
    lease.withLock { $0 = Lease(owner: owner, epoch: epoch) }
  }

  /// Writes in one commit, unless another process has the run by now.
  private func write<T>(_ body: (Database) throws -> T) throws -> T {
    let epoch = lease.withLock { $0?.epoch }
    KillPoint.pass()
    defer { KillPoint.pass() }
    return try database.write { db in
      guard try RunRow.epoch(in: db) == epoch else {
        throw LeaseLost(owner: try RunRow.owner(in: db))
      }
      return try body(db)
    }
  }
}

// MARK: - Runs and effects

extension SQLiteRunStore {
  package func summary() throws -> RunSummary {
    try database.read { try RunRow.summary(run, in: $0) }
  }

  package func check() throws {
    try database.read { db in
      for check in [RunRow.check, StepRow.check, ItemRow.check] { try check(db) }
    }
  }

  package func mark(_ status: RunStatus, at time: Int) throws {
    try write { try RunRow.mark(status, at: time, in: $0) }
  }

  package func begin(_ effect: Effect, after entries: [JournalEntry]) throws -> Int {
    try write { db in
      try note(entries, in: db)
      return try StepRow.begin(effect, in: db)
    }
  }

  package func write(_ entries: [JournalEntry]) throws {
    try write { try note(entries, in: $0) }
  }

  private func note(_ entries: [JournalEntry], in db: Database) throws {
    for part in ReadRun.parts(of: entries) {
      switch part {
      case .entry(let entry): try note(entry, in: db)
      case .run(let run): try StepRow.insert(run, in: db)
      }
    }
  }

  package func leave(_ tasks: [String], after number: Int) throws -> Int {
    try write { try StepRow.leave(tasks, after: number, in: $0) }
  }

  private func note(_ entry: JournalEntry, in db: Database) throws {
    switch entry {
    case .read(let effect, let outcome, let time):
      try StepRow.end(StepRow.begin(effect, in: db), outcome, at: time, in: db)
    case .end(let number, let outcome, let time):
      try StepRow.end(number, outcome, at: time, in: db)
    case .reopen(let number): try StepRow.reopen(number, in: db)
    case .forget(let number): try StepRow.remove(number, in: db)
    case .complete(let task, let result, let time):
      try ItemRow.complete(task, result, at: time, in: db)
    }
  }

  package func effects() throws -> [RecordedEffect] {
    try database.read { try StepRow.all(in: $0, where: "true", []) }
  }

  package func effects(of task: String) throws -> [RecordedEffect] {
    try database.read { try StepRow.all(in: $0, where: "task = ?", [task]) }
  }

  package func effect(_ number: Int) throws -> RecordedEffect? {
    try database.read { try StepRow.all(in: $0, where: "number = ?", [number]).first }
  }

  package func open() throws -> [RecordedEffect] {
    try database.read { try StepRow.all(in: $0, where: "ended IS NULL", []) }
  }

  package func result(of task: String) throws -> RecordedOutcome? {
    try database.read { try ItemRow.result(of: task, in: $0) }
  }

  package func keep(_ text: String, digest: String) throws { try files.keep(text, digest) }

  package func kept(_ digest: String) throws -> String? { try files.text(digest) }
}
