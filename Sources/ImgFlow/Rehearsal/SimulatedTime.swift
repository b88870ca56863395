import Dispatch
import ImgFlowRuntime
import Synchronization

/// Time that passes only while all threads of a run wait: it jumps to the next instant at which one of them goes on,
/// so that a run of hours is over in seconds.
///
/// One thread works at a time, and those that could go on do so in order: the same run takes the same course each
/// time.
final class SimulatedTime: Scheduler {
  /// A thread that does not work now.
  fileprivate struct Waiting {
    /// Signalled when it goes on.
    let turn = DispatchSemaphore(value: 0)
    var signal: Signal?
    /// When it goes on at the latest.
    var due: Int?
    /// The threads whose end it waits for.
    var others: Set<Int> = []
  }

  fileprivate struct Deadline {
    let instant: Int
    weak var scope: Cancellation?
  }

  fileprivate struct State {
    var now = 0
    /// The thread that works; nil while none does.
    var working: Int? = 0
    var waiting: [Int: Waiting] = [:]
    /// Those that can go on, in order.
    var ready: [Int] = []
    /// Those that have been announced, and have not ended.
    var announced: Set<Int> = []
    var latest = 0
    var deadlines: [Deadline] = []
    /// How many reasons there are not to count what a thread does.
    var leftOut: [Int: Int] = [:]
    /// The locks that are taken, and those who wait for them.
    var taken: [ObjectIdentifier: [Signal]] = [:]
  }

  /// What is to be done when no thread works.
  fileprivate enum Step {
    case go(DispatchSemaphore)
    case cancel(Cancellation)
    case nothing
  }

  private let state = Mutex(State())

  /// How much time has passed, in milliseconds.
  var now: Int { state.withLock { $0.now } }

  /// The number of the thread that works; 0 for the first one of the run.
  var thread: Int { state.withLock { $0.working ?? 0 } }

  /// Whether what the thread that works does is not counted.
  var isLeftOut: Bool { state.withLock { $0.leftOut[$0.working ?? 0, default: 0] > 0 } }

  /// Adds a reason not to count what the thread that works does, and the threads that it starts, or removes one.
  func leaveOut(_ change: Int) {
    state.withLock { $0.leftOut[$0.working ?? 0, default: 0] += change }
  }

  let allowsSideTasks = false

  // MARK: - Threads

  func announce() -> Int {
    state.withLock { state in
      state.latest += 1
      state.announced.insert(state.latest)
      state.waiting[state.latest] = Waiting()
      state.leftOut[state.latest] = state.leftOut[state.working ?? 0]
      state.ready.append(state.latest)
      return state.latest
    }
  }

  func begin(_ thread: Int) {
    state.withLock { $0.waiting[thread]?.turn }?.wait()
    state.withLock { $0.waiting[thread] = nil }
  }

  func end(_ thread: Int) {
    state.withLock { state in
      state.announced.remove(thread)
      state.leftOut[thread] = nil
      state.ready.removeAll { $0 == thread }
      state.waiting[thread] = nil
      for (other, entry) in state.waiting where entry.others.contains(thread) {
        state.waiting[other]?.others.remove(thread)
        if entry.others.count == 1 { state.ready.append(other) }
      }
      if state.working == thread { state.working = nil }
    }
    handOver()
  }

  func waitForEnd(of threads: [Int]) {
    pause { state in
      var entry = Waiting()
      entry.others = state.announced.intersection(threads)
      return entry.others.isEmpty ? nil : entry
    }
  }

  // MARK: - Waiting

  func sleep(milliseconds: Int, cancellation: Cancellation) {
    let signal = Signal()
    let handler = cancellation.onCancel { [self] in give(signal) }
    defer { cancellation.remove(handler: handler) }
    pause { state in
      guard signal.given.load(ordering: .relaxed) == 0 else { return nil }
      var entry = Waiting()
      (entry.signal, entry.due) = (signal, state.now + max(0, milliseconds))
      return entry
    }
  }

  func wait(for signal: Signal) {
    pause { _ in
      guard !signal.take() else { return nil }
      var entry = Waiting()
      entry.signal = signal
      return entry
    }
  }

  func give(_ signal: Signal) {
    state.withLock { state in
      let waiting = state.waiting.first { id, entry in
        entry.signal === signal && !state.ready.contains(id)
      }
      guard let thread = waiting?.key else {
        signal.given.add(1, ordering: .relaxed)
        return
      }
      state.ready.append(thread)
    }
    handOver()
  }

  func alone<T>(_ lock: Signal, _ body: () throws -> T) rethrows -> T {
    let name = ObjectIdentifier(lock)
    let turn = state.withLock { state -> Signal? in
      guard state.taken[name] != nil else {
        state.taken[name] = []
        return nil
      }
      let turn = Signal()
      state.taken[name]?.append(turn)
      return turn
    }
    if let turn { wait(for: turn) }
    defer {
      let next = state.withLock { state -> Signal? in
        guard state.taken[name]?.isEmpty == false else {
          state.taken[name] = nil
          return nil
        }
        return state.taken[name]?.removeFirst()
      }
      if let next { give(next) }
    }
    return try body()
  }

  func cancel(_ scope: Cancellation, afterMilliseconds milliseconds: Int) {
    state.withLock { state in
      let instant = state.now.addingReportingOverflow(max(0, milliseconds))
      guard !instant.overflow else { return }
      state.deadlines.append(Deadline(instant: instant.partialValue, scope: scope))
    }
  }

  // MARK: - Turns

  /// Lets others work until this thread can go on.
  ///
  /// - Parameter entry: says what it waits for; nil if it need not wait.
  private func pause(_ entry: (State) -> Waiting?) {
    let paused = state.withLock { state -> (thread: Int, turn: DispatchSemaphore)? in
      guard let thread = state.working, let entry = entry(state) else { return nil }
      state.waiting[thread] = entry
      state.working = nil
      return (thread, entry.turn)
    }
    guard let (thread, turn) = paused else { return }
    handOver()
    turn.wait()
    state.withLock { $0.waiting[thread] = nil }
  }

  /// Lets the next thread work, if none does.
  private func handOver() {
    while true {
      switch state.withLock({ $0.next() }) {
      case .go(let turn):
        turn.signal()
        return
      case .cancel(let scope): scope.cancel(.deadline)
      case .nothing: return
      }
    }
  }
}

extension SimulatedTime.State {
  /// Chooses who works next: the first that can go on, or else the one that waits for the nearest instant, to which
  /// time then jumps.
  fileprivate mutating func next() -> SimulatedTime.Step {
    guard working == nil else { return .nothing }
    if !ready.isEmpty { return go(ready.removeFirst()) }
    let sleeper = waiting.compactMap { id, entry in entry.due.map { (due: $0, id: id) } }.min {
      ($0.due, $0.id) < ($1.due, $1.id)
    }
    deadlines.removeAll { $0.scope == nil }
    let place = deadlines.indices.min { deadlines[$0].instant < deadlines[$1].instant }
    if let place, deadlines[place].instant <= sleeper?.due ?? .max {
      let deadline = deadlines.remove(at: place)
      now = max(now, deadline.instant)
      return deadline.scope.map { .cancel($0) } ?? next()
    }
    guard let sleeper else { return .nothing }
    now = max(now, sleeper.due)
    return go(sleeper.id)
  }

  private mutating func go(_ thread: Int) -> SimulatedTime.Step {
    guard let entry = waiting[thread] else { return next() }
    working = thread
    waiting[thread]?.signal = nil
    waiting[thread]?.due = nil
    return .go(entry.turn)
  }
}

extension Signal {
  /// Takes what was given; false if nothing was. Called under a lock.
  fileprivate func take() -> Bool {
    let count = given.load(ordering: .relaxed)
    if count > 0 { given.store(count - 1, ordering: .relaxed) }
    return count > 0
  }
}
