import Synchronization

/// The memory of a run: it knows the outcomes of effects that are recorded, and records those of others.
///
/// Nothing is stored before the first effect that changes something. Reads wait in memory until something is
/// about to be changed, and are stored with the intent: a read that is lost with the process is just read
/// again.
package final class RunJournal: Sendable {
  /// Reads that may wait to be stored.
  private static let mostWaiting = 10_000
  /// How long they may wait once there is a store, in milliseconds.
  private static let longestWait = 200
  /// The size at which a person is warned, and the one at which the run stops, in bytes.
  private static let (warning, limit) = (50 << 20, 250 << 20)
  /// How many writes there may be between two looks at the size.
  private static let writesBetweenLooks = 256

  private struct State {
    var store: (any RunStore)?
    var waiting: [JournalEntry] = []
    /// When they were stored last, in milliseconds since 1970.
    var stored = 0
    var writes = 0
    var hasWarned = false
    /// The tasks in which an effect was tried anew, so that what was recorded after it does not count.
    var diverged: Set<String> = []
    /// How many outcomes were given back, and how many there were.
    var taken = 0
    var hasFailedTask = false
    var hasDone = false
  }

  /// What everything random in the run follows from, and the salt of its digests.
  package let seed: String
  /// What a person has said.
  package let policy: ResumePolicy
  /// What earlier processes have recorded; nil for a new run.
  private let recorded: (any RunStore)?
  private let create: @Sendable () throws -> any RunStore
  private let time: @Sendable () -> Int
  private let warn: @Sendable (String) -> Void
  private let state: Mutex<State>

  /// Creates the journal of a new run.
  ///
  /// - Parameters:
  ///   - seed: 32 random bytes in hexadecimal digits.
  ///   - time: the time in milliseconds since 1970.
  ///   - warn: is given a message for the person at the terminal.
  ///   - create: makes its store when there is something to be stored.
  package init(
    seed: String, time: @escaping @Sendable () -> Int,
    warn: @escaping @Sendable (String) -> Void = { _ in },
    create: @escaping @Sendable () throws -> any RunStore
  ) {
    self.seed = seed
    self.time = time
    self.warn = warn
    self.create = create
    policy = ResumePolicy()
    recorded = nil
    state = Mutex(State())
  }

  /// Creates the journal of a run that goes on; its store has been taken for this process.
  package init(
    resuming store: any RunStore, _ policy: ResumePolicy, time: @escaping @Sendable () -> Int,
    warn: @escaping @Sendable (String) -> Void = { _ in }
  ) throws {
    seed = try store.summary().origin.seed
    self.time = time
    self.warn = warn
    self.policy = policy
    recorded = store
    create = { store }
    state = Mutex(State(store: store))
  }

  /// The journal's store, or nil before the first write.
  package var store: (any RunStore)? { state.withLock { $0.store } }
  /// How many outcomes were given back.
  package var taken: Int { state.withLock { $0.taken } }
  var isResumed: Bool { recorded != nil }
  package var now: Int { time() }

  /// A part of the run, with what is recorded of it.
  package func task(_ path: TaskPath) throws -> TaskJournal {
    TaskJournal(self, path, try reading { try recorded?.effects(of: path.description) ?? [] })
  }

  /// The result of a task that is complete; nil for any other.
  package func result(of path: TaskPath) throws -> RecordedOutcome? {
    let result = try reading { try recorded?.result(of: path.description) }
    if result != nil { countTaken() }
    return result
  }

  /// The text of an outcome; nil if it was not kept.
  package func text(of outcome: RecordedOutcome) throws -> String? {
    switch outcome {
    case .value(let text), .error(let text), .failure(let text): text
    case .file(let digest, _): try reading { try store?.kept(digest) }
    case .digest: nil
    }
  }

  /// Whether an effect has ended a task with an error, which a resumed run tries anew.
  package var hasFailedTask: Bool { state.withLock { $0.hasFailedTask } }

  /// Whether anything was done that a new run would do again, or that is unknown.
  package var hasDone: Bool { isResumed || state.withLock { $0.hasDone } }

  func noteDone() { state.withLock { $0.hasDone = true } }

  func noteFailedTask() { state.withLock { $0.hasFailedTask = true } }

  func countTaken() { state.withLock { $0.taken += 1 } }

  // MARK: - Changes

  /// Notes that something is tried anew in a task: what follows, there and in the tasks around it, may be
  /// different. What was recorded after it is still given back, but need not be asked for any more.
  ///
  /// - Parameter isFailed: whether the script has seen it fail, so that it has gone another way before.
  func diverge(_ path: TaskPath, after number: Int, isFailed: Bool) throws {
    let tasks = path.enclosing.map(\.description)
    let left = try writing { _, store in try store.leave(tasks, after: number) }
    if isFailed || left > 0 { state.withLock { $0.diverged.formUnion(tasks) } }
  }

  func hasDiverged(_ path: TaskPath) -> Bool {
    state.withLock { $0.diverged.contains(path.description) }
  }

  // MARK: - Writing

  /// Stores that an effect is about to happen, and returns its number.
  ///
  /// - Throws: `JournalStop` if that is impossible; the effect must not happen then.
  func begin(_ effect: Effect) throws -> Int {
    try writing { state, store in
      defer { state.waiting = [] }
      return try store.begin(effect, after: state.waiting)
    }
  }

  /// Stores entries, after those that wait.
  func write(_ entries: [JournalEntry]) throws {
    try writing { state, store in
      defer { state.waiting = [] }
      try store.write(state.waiting + entries)
    }
  }

  /// Stores a read, sooner or later.
  func note(_ effect: Effect, _ outcome: RecordedOutcome) throws {
    let now = time()
    let isDue = state.withLock { state in
      state.waiting.append(.read(effect, outcome, at: now))
      return state.waiting.count >= Self.mostWaiting
        || state.store != nil && now - state.stored >= Self.longestWait
    }
    if isDue { try write([]) }
  }

  /// Keeps a value in a file of its own.
  func keep(_ text: String, digest: String) throws {
    try writing { _, store in try store.keep(text, digest: digest) }
  }

  /// Notes how the run stands, if anything of it is stored.
  package func finish(_ status: RunStatus) throws {
    guard store != nil else { return }
    let now = time()
    try writing { state, store in
      defer { state.waiting = [] }
      try store.write(state.waiting)
      try store.mark(status, at: now)
    }
  }

  private func writing<T>(_ body: (inout State, any RunStore) throws -> T) throws -> T {
    let (result, message) = try state.withLock { state in
      do {
        let store = try state.store ?? create()
        state.store = store
        let message = try checkSize(&state, store)
        let result = try body(&state, store)
        state.stored = time()
        return (result, message)
      } catch { throw Self.stop(error) }
    }
    if let message { warn(message) }
    return result
  }

  private func checkSize(_ state: inout State, _ store: any RunStore) throws -> String? {
    state.writes += 1
    guard state.writes % Self.writesBetweenLooks == 0 else { return nil }
    let size = try store.size()
    guard size < Self.limit else { throw JournalStop.full(size) }
    guard size >= Self.warning, !state.hasWarned else { return nil }
    state.hasWarned = true
    return
      "the journal of this run is \(size >> 20) MB large; at \(Self.limit >> 20) MB the run stops"
  }

  private func reading<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch { throw Self.stop(error) }
  }

  private static func stop(_ error: any Error) -> JournalStop {
    switch error {
    case let stop as JournalStop: stop
    case let lost as LeaseLost: .lost(lost.owner)
    case let damaged as DamagedJournal: .damaged(damaged.problem)
    case let problem as StoreProblem: .unwritable(problem)
    default: .unwritable(StoreProblem("\(error)"))
    }
  }
}
