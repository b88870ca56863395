import Foundation
import TestSupport
import Testing

@testable import ImgFlowJournal
@testable import ImgFlowRuns

/// What any store of a run does.
@Suite struct RunStoreTests {
  private let folder: TemporaryFolder
  private let store: any RunStore

  init() throws {
    folder = try TemporaryFolder()
    store = try Self.create(in: folder)
  }

  private static func create(in folder: TemporaryFolder) throws -> any RunStore {
    try SQLiteRunStore.create(
      RunID(time: 1_800_000_000_000, random: 5), at: path(in: folder), Samples.origin,
      owner: Samples.owner)
  }

  private static func path(in folder: TemporaryFolder) -> String {
    folder.url.appendingPathComponent("run.sqlite").path
  }

  /// Opens the same run once more, as another process does.
  private func reopen() throws -> any RunStore { try SQLiteRunStore(at: Self.path(in: folder)) }

  // MARK: - Effects

  @Test(arguments: [
    RecordedOutcome.value(#"{"id": 1}"#), .value(""), .error(#"{"$": "error"}"#),
    .failure(#"{"$": "error"}"#), .file("c2", size: 66_000), .digest("a0b1", size: 70_000),
  ])
  func anEffectIsFoundAgainWithItsOutcome(_ outcome: RecordedOutcome) throws {
    let effect = Samples.effect(1)
    let number = try store.begin(effect)
    #expect(try reopen().open().map(\.number) == [number])
    #expect(try reopen().effect(number)?.outcome == nil)
    try store.end(number, outcome, at: 30)
    let found = try reopen().effects(of: "")
    #expect(
      found == [
        RecordedEffect(number: number, effect: effect, outcome: outcome, ended: 30, attempts: 1)
      ])
    #expect(try reopen().open().isEmpty)
  }

  @Test func anEffectThatBeginsAgainKeepsItsNumber() throws {
    let first = try store.begin(Samples.effect(1))
    _ = try store.begin(Samples.effect(2))
    let again = try store.begin(Samples.effect(1))
    #expect(again == first)
    #expect(try store.effect(first)?.attempts == 2)
  }

  @Test func whatWasDoneAfterAnotherNeedNotBeAskedFor() throws {
    let numbers = try (1...4).map { try store.begin(Samples.effect($0)) }
    #expect(try store.leave(["", "other"], after: numbers[1]) == 2)
    #expect(try reopen().effects(of: "").map(\.isLeft) == [false, false, true, true])
    // It is done again.
    _ = try store.begin(Samples.effect(3))
    #expect(try reopen().effects(of: "").map(\.isLeft) == [false, false, false, true])
  }

  @Test func aReadIsOneCommit() throws {
    try store.record(Samples.effect(1), .value("1"), at: 9)
    #expect(try reopen().effects(of: "").map(\.outcome) == [.value("1")])
  }

  @Test func whatAPersonForgetsIsGone() throws {
    let number = try store.begin(Samples.effect(1))
    try store.forget(number)
    #expect(try reopen().effect(number) == nil)
  }

  @Test func effectsThatDifferInOnePartOfTheKeyAreDifferent() throws {
    let keys = [
      EffectKey(task: "", site: "main/1", digest: "d", occurrence: 0),
      EffectKey(task: "a", site: "main/1", digest: "d", occurrence: 0),
      EffectKey(task: "", site: "main/2", digest: "d", occurrence: 0),
      EffectKey(task: "", site: "main/1", digest: "e", occurrence: 0),
      EffectKey(task: "", site: "main/1", digest: "d", occurrence: 1),
    ]
    let numbers = try keys.map { try store.begin(Samples.effect($0)) }
    #expect(Set(numbers).count == keys.count)
    for (key, number) in zip(keys, numbers) {
      #expect(try store.effect(number)?.effect.key == key)
    }
  }

  /// Reads of a clock in a loop, however they are stored: all at once or in parts, with others between them.
  @Test(arguments: [1, 2, 7, 1000])
  func equalReadsAreFoundAgainEachWithItsValue(_ size: Int) throws {
    var counts: [String: Int] = [:]
    let reads = (0..<1000).map { index -> JournalEntry in
      let (task, site) = (index % 5 == 0 ? "a" : "", index % 2 == 0 ? "main/now" : "main/sleep")
      defer { counts[task + site, default: 0] += 1 }
      let key = EffectKey(
        task: task, site: site, digest: "d", occurrence: counts[task + site, default: 0])
      return .read(
        Samples.effect(key, began: 20 + index),
        index % 50 == 3 ? .error("{}") : .value("v\(index)"), at: 25 + index)
    }
    for start in stride(from: 0, to: reads.count, by: size) {
      try store.write(Array(reads[start..<min(start + size, reads.count)]))
    }
    let reopened = try reopen()
    let found = try ["", "a"].flatMap { try reopened.effects(of: $0) }
    #expect(found.count == 1000)
    #expect(try reopened.summary().steps == 1000)
    for case .read(let effect, let outcome, let ended) in reads {
      let same = found.filter { $0.effect == effect }
      #expect(same.map(\.outcome) == [outcome])
      #expect(same.map(\.ended) == [ended])
    }
    try store.complete("a", .value("1"), at: 5)
    #expect(try reopen().summary().steps == 1000)
  }

  @Test func whatHappenedBeforeAnIntentIsStoredWithIt() throws {
    let read = JournalEntry.read(Samples.effect(1), .value("1"), at: 3)
    _ = try store.begin(Samples.effect(2), after: [read])
    #expect(try reopen().effects().map(\.effect.key.site) == ["main/1", "main/2"])
  }

  @Test func anEffectThatIsReopenedIsInFlightAgain() throws {
    let number = try store.begin(Samples.effect(1))
    try store.end(number, .error("{}"), at: 4)
    try store.write([.reopen(number)])
    #expect(try reopen().open().map(\.number) == [number])
  }

  @Test func aKeptValueIsFoundByItsDigest() throws {
    let text = String(repeating: "é", count: 50_000)
    try store.keep(text, digest: "a1")
    try store.keep(text, digest: "a1")
    #expect(try reopen().kept("a1") == text)
    #expect(try reopen().kept("b2") == nil)
    #expect(try store.size() > 100_000)
  }

  // MARK: - Tasks

  @Test func aCompleteTaskIsOneResult() throws {
    let task = TaskPath.main.item("aa", occurrence: 0)
    let inner = task.item("bb", occurrence: 1)
    // Its name begins with that of the task, but it is another one.
    let other = TaskPath.main.item("aa", occurrence: 1)
    for path in [task, inner, other] {
      try store.record(Samples.effect(1, task: path), .value("1"), at: 3)
    }
    try store.complete(task.description, .value("7"), at: 4)
    let reopened = try reopen()
    #expect(try reopened.result(of: task.description) == .value("7"))
    #expect(try reopened.result(of: other.description) == nil)
    #expect(try reopened.effects(of: task.description).isEmpty)
    #expect(try reopened.effects(of: inner.description).isEmpty)
    #expect(try reopened.effects(of: other.description).count == 1)
    #expect(try reopened.summary().steps == 3)
  }

  // MARK: - Who writes

  @Test func anotherProcessTakesARunWhoseOwnerHasEnded() throws {
    let other = try reopen()
    try other.take(Samples.other)
    #expect(try other.summary().owner == Samples.other)
  }

  @Test func aRunIsHeldWhileItsOwnerLives() throws {
    let living = RunOwner(since: 12)
    try store.take(living)
    #expect(throws: RunIsHeld(owner: living)) { try reopen().take(Samples.other) }
  }

  @Test func aRunOfAnotherMachineIsTakenOnlyOnRequest() throws {
    let away = RunOwner(host: "another.example", process: 1, start: "1@boot", since: 1)
    try store.take(away)
    #expect(throws: RunIsHeld(owner: away)) { try reopen().take(Samples.other) }
    try reopen().take(Samples.other, fromElsewhere: true)
    #expect(throws: LeaseLost(owner: Samples.other)) { try store.begin(Samples.effect(1)) }
  }

  @Test func aLivingProcessOfThisMachineKeepsItsRun() throws {
    let living = RunOwner(since: 12)
    try store.take(living)
    #expect(throws: RunIsHeld(owner: living)) {
      try reopen().take(Samples.other, fromElsewhere: true)
    }
  }

  @Test(arguments: RunStatus.allCases) func aRunThatHasEndedBelongsToNoProcess(
    _ status: RunStatus
  ) throws {
    let away = RunOwner(host: "another.example", process: 1, start: "1@boot", since: 1)
    try store.take(away)
    try store.mark(status, at: 5)
    if status == .running {
      #expect(throws: RunIsHeld(owner: away)) { try reopen().take(Samples.other) }
    } else {
      try reopen().take(Samples.other)
      #expect(try store.summary().status == .running)
    }
  }

  @Test func anOwnerThatLostItsRunCannotWrite() throws {
    let number = try store.begin(Samples.effect(1))
    try reopen().take(Samples.other)
    let writes: [() throws -> Void] = [
      { _ = try store.begin(Samples.effect(2)) }, { try store.end(number, .value("1"), at: 3) },
      { try store.record(Samples.effect(3), .value("1"), at: 3) }, { try store.forget(number) },
      { try store.complete("", .value("1"), at: 3) }, { try store.mark(.done, at: 3) },
    ]
    for write in writes { #expect(throws: LeaseLost(owner: Samples.other)) { try write() } }
    #expect(try store.effects(of: "").map(\.outcome) == [nil])
    #expect(try store.summary().status == .running)
  }

  // MARK: - The run

  @Test(arguments: RunStatus.allCases) func howARunStandsIsKept(_ status: RunStatus) throws {
    try store.mark(status, at: 44)
    let summary = try reopen().summary()
    #expect(summary.origin == Samples.origin)
    #expect(summary.status == status)
    #expect(summary.since == 44)
  }
}

extension RunStore {
  func take(_ owner: RunOwner) throws { try take(owner, fromElsewhere: false) }
  func begin(_ effect: Effect) throws -> Int { try begin(effect, after: []) }
  func end(_ number: Int, _ outcome: RecordedOutcome, at time: Int) throws {
    try write([.end(number, outcome, at: time)])
  }
  func record(_ effect: Effect, _ outcome: RecordedOutcome, at time: Int) throws {
    try write([.read(effect, outcome, at: time)])
  }
  func forget(_ number: Int) throws { try write([.forget(number)]) }
  func complete(_ task: String, _ result: RecordedOutcome, at time: Int) throws {
    try write([.complete(task: task, result, at: time)])
  }
}

enum Samples {
  static let origin = RunSummary.Origin(
    script: "/work/night.imgflow", tree: "c0ffee", arguments: ["--limit", "é\n"],
    folder: "/work", seed: "5eed", profile: "default", isRehearsal: true,
    started: 1_800_000_000_000)
  /// Processes of another start of this machine, so that they have ended.
  static let owner = RunOwner(
    host: ProcessInfo.processInfo.hostName, process: 1, start: "1@before", since: 1)
  static let other = RunOwner(
    host: ProcessInfo.processInfo.hostName, process: 2, start: "2@before", since: 2)

  static func effect(_ number: Int, task: TaskPath = .main) -> Effect {
    effect(EffectKey(task: task.description, site: "main/\(number)", digest: "d", occurrence: 0))
  }

  static func effect(_ key: EffectKey, began: Int = 20) -> Effect {
    Effect(
      key: key, name: "expoze.createJob", place: "night.imgflow:3:5", arguments: #"(7, "é")"#,
      repetition: .never, began: began)
  }
}
