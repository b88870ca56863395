import Foundation
import GRDB
import TestSupport
import Testing

@testable import ImgFlowJournal
@testable import ImgFlowRuns

/// Files that are damaged, or are not journals.
@Suite struct SQLiteRunStoreTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.url.appendingPathComponent("run.sqlite").path
  }

  private func create() throws -> SQLiteRunStore {
    try SQLiteRunStore.create(
      RunID(time: 1_800_000_000_000, random: 5), at: path, Samples.origin, owner: Samples.owner)
  }

  @Test(arguments: [
    "digest = 'x'", "arguments = ''", "occurrence = 3", "attempts = 2", "began = 0", "ended = 0",
    "kind = 'e'", "outcome = '2'", "outcome = NULL, kind = NULL", "task = 'a'",
  ])
  func aChangedColumnIsFound(_ change: String) throws {
    let store = try create()
    try store.record(Samples.effect(1), .value("1"), at: 3)
    store.close()
    try DatabaseQueue(path: path).write { try $0.execute(sql: "UPDATE step SET \(change)") }
    let damaged = try SQLiteRunStore(at: path)
    #expect(throws: DamagedJournal(problem: "step 1 is damaged")) {
      try damaged.effect(1)
    }
  }

  @Test func anotherFileIsNotAJournal() throws {
    let text = "not a database at all, but longer than a header of a hundred bytes would be"
    try Data((text + String(repeating: " ", count: 200)).utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: DamagedJournal.self) { try SQLiteRunStore(at: path) }
  }

  @Test func anEmptyFileIsARunThatHasNotBegun() throws {
    try Data().write(to: URL(fileURLWithPath: path))
    #expect(throws: UnbegunJournal.self) { try SQLiteRunStore(at: path) }
  }

  @Test func aNewerJournalIsLeftAlone() throws {
    try create().close()
    try DatabaseQueue(path: path).write { try $0.execute(sql: "PRAGMA user_version = 2") }
    #expect(throws: DamagedJournal(problem: "a newer version of imgflow wrote it")) {
      try SQLiteRunStore(at: path)
    }
  }

  @Test func equalReadsThatAreStoredTogetherAreSmaller() throws {
    let store = try create()
    let empty = try store.size()
    let reads = (0..<10_000).map { number in
      JournalEntry.read(
        Samples.effect(EffectKey(task: "", site: "main/3", digest: "d", occurrence: number)),
        .value("$time 1800000000000"), at: 25)
    }
    try store.write(reads)
    #expect(try store.size() - empty < 10_000 * 60)
  }

  /// The design allows 40 MB for 100,000 steps.
  @Test func aStepIsSmall() throws {
    let store = try create()
    let empty = try store.size()
    for number in 0..<2_000 {
      let key = EffectKey(
        task: "", site: "main/3", digest: String(format: "%032x", number), occurrence: 0)
      let value = #"{"id": \#(number), "status": "done", "score": 0.7315}"#
      try store.record(Samples.effect(key), .value(value), at: 1_800_000_000_000 + number)
    }
    #expect(try store.size() - empty < 2_000 * 400)
  }
}
