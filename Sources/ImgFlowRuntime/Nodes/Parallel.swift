import ImgFlowAnalysis
import ImgFlowJournal
import ImgFlowSyntax
import ImgFlowValues
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `parallel(limit: 4, onError: "collect") for x in xs { … }`.
final class ParallelNode: Node, @unchecked Sendable {
  /// How deep they may nest: every level can multiply the number of bodies, so that a recursion as deep as
  /// calls allow would never end.
  static let deepestNesting = 64

  let sequence: Node
  private let arguments: ConstructArguments
  let hasIndex: Bool
  let body: ClosureNode

  init(
    _ sequence: Node, _ arguments: ArgumentNodes, hasIndex: Bool, _ body: ClosureNode,
    _ range: SourceRange
  ) {
    self.sequence = sequence
    self.arguments = ConstructArguments(arguments, of: .parallel)
    self.hasIndex = hasIndex
    self.body = body
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    guard e.parallelDepth < Self.deepestNesting else {
      throw failure(
        .limit, "`parallel` is nested deeper than \(Self.deepestNesting) levels",
        help: "check that the recursion ends, or use a plain `for` for the inner levels")
    }
    let options = try arguments.evaluate(e, slots, at: range)
    let limit = options[.limit].asInt ?? 1
    let collects = options[.onError].asString == "collect"
    let items = try sequence.evaluate(e, slots)
    guard let closure = try body.evaluate(e, slots).asClosure else { return .null }
    let total = items.asList?.items.count ?? items.asRange?.count ?? items.asRecord?.count
    let run = ParallelRun(
      closure, try Iteration(items, e, at: sequence.range, for: hasIndex ? .loopWithIndex : .loop),
      hasIndex: hasIndex, collects: collects,
      ParallelProgress(of: sequence.range.text, total: total, e), e, at: range)
    do { return try run.run(threads: min(limit, total ?? limit), e) } catch { throw located(error) }
  }
}

/// One run of a `parallel`: hands out items, keeps results in their order, stops at the first error.
final class ParallelRun: Sendable {
  private struct State: ~Copyable {
    var items: Iteration
    var results: [Value] = []
    var failure: (any Error)?
    var isDrained = false
    /// Variables of bodies that have ended, which closures still hold.
    var orphans: [Box] = []
  }

  private let closure: Closure
  private let hasIndex: Bool
  private let collects: Bool
  private let interpreter: Interpreter
  private let cancellation: Cancellation
  /// What all bodies together have done.
  private let effects = EffectRecord()
  private let range: SourceRange
  private let progress: ParallelProgress
  /// What the journal remembers of the work around it; nil without a journal.
  private let task: TaskJournal?
  private let onceBlocks: [OnceBlock]
  private let state: BargingLock<State>
  private let scheduler: any Scheduler
  /// The items may be those of a listing: while a thread waits for a page, it has the state for itself.
  private let lock = Signal()

  init(
    _ closure: Closure, _ items: consuming sending Iteration, hasIndex: Bool, collects: Bool,
    _ progress: ParallelProgress, _ e: Evaluator, at range: SourceRange
  ) {
    self.progress = progress
    self.closure = closure
    self.hasIndex = hasIndex
    self.collects = collects
    self.range = range
    interpreter = e.interpreter
    scheduler = e.host.scheduler
    task = e.task
    onceBlocks = e.onceBlocks
    cancellation = Cancellation(parent: e.cancellation)
    state = BargingLock(State(items: items))
  }

  /// Runs all bodies: on the calling thread, and on up to `threads - 1` more.
  func run(threads: Int, _ e: Evaluator) throws -> Value {
    let (owner, boxes, outer, tally) = (e.owner, e.boxes, e.cancellation, e.onceTally)
    (e.cancellation, e.boxes) = (cancellation, OwnedBoxes())
    e.parallelDepth += 1
    var helpers: [(thread: pthread_t, number: Int)] = []
    for _ in 1..<max(threads, 1) {
      guard let helper = startHelper(e.origin) else { break }
      helpers.append(helper)
    }
    e.recordingEffects(in: effects) { work(e) }
    e.parallelDepth -= 1
    (e.owner, e.boxes, e.cancellation, e.onceTally) = (owner, boxes, outer, tally)
    scheduler.waitForEnd(of: helpers.map(\.number))
    for helper in helpers {
      EvaluatorThread.join(helper.thread)
      interpreter.spareThreads.add(1, ordering: .relaxed)
    }
    e.effects.note(effects)
    progress.finish()
    return try locked { state in
      e.adopt(state.orphans)
      if let failure = state.failure {
        throw (failure as? RuntimeError)?.admitting(effects.open) ?? failure
      }
      try e.checkCancellation()
      return try .list(state.results)
    }
  }

  private func startHelper(_ origin: Evaluator.Origin) -> (thread: pthread_t, number: Int)? {
    let number = scheduler.announce()
    guard interpreter.spareThreads.subtract(1, ordering: .relaxed).newValue >= 0,
      let thread = EvaluatorThread.start(
        stackSize: EvaluatorThread.bodyStackSize,
        { [self] in
          scheduler.begin(number)
          defer { scheduler.end(number) }
          let floor = EvaluatorThread.stackFloor(size: EvaluatorThread.bodyStackSize)
          let evaluator = Evaluator(
            interpreter, origin, cancellation, owner: 0, stackFloor: floor)
          evaluator.effects = effects
          evaluator.task = task
          evaluator.onceBlocks = onceBlocks
          evaluator.withCheckpoints { work(evaluator) }
        })
    else {
      interpreter.spareThreads.add(1, ordering: .relaxed)
      scheduler.end(number)
      return nil
    }
    return (thread, number)
  }

  /// Takes items and runs bodies until there are no more, or one has failed.
  private func work(_ e: Evaluator) {
    while let (position, key, item, path) = take(e) {
      e.owner = interpreter.owners.add(1, ordering: .relaxed).newValue
      var isTaken = false
      e.onceTally = OnceTally()
      do {
        let arguments = hasIndex ? [key, item] : [item]
        let value = try e.value(ofTask: path, isTaken: &isTaken) {
          try e.invoke(.heap(closure), positional: arguments, at: range)
        }
        try store(collects ? .object(["ok": value]) : value, at: position)
        progress.end(isTaken ? .taken : e.onceTally.isKept ? .kept : .done)
      } catch let error as RuntimeError where collects {
        error.keepPlace()
        progress.fail(error.value.message, item)
        finish(position, error)
      } catch {
        // Those that were stopped since another one failed have not failed themselves.
        if let error = error as? RuntimeError { progress.fail(error.value.message, item) }
        fail(error)
      }
      let orphans = e.boxes.takeSurvivors()
      if !orphans.isEmpty { locked { $0.orphans += orphans } }
    }
  }

  private func locked<T>(_ body: (inout State) throws -> T) rethrows -> T {
    try scheduler.alone(lock) { try state.withLock(body) }
  }

  /// The next item; nil after the last one, or a failure.
  private func take(_ e: Evaluator) -> (position: Int, key: Value, item: Value, path: TaskPath)? {
    locked { state in
      guard state.failure == nil, !state.isDrained else { return nil }
      do {
        try e.checkCancellation()
        guard let item = try state.items.next(e) else {
          state.isDrained = true
          return nil
        }
        state.results.append(.null)
        // In the order of the items, since equal ones are counted.
        let path = try task.map { try $0.item(EffectDigest.text(of: item, salt: $0.journal.seed)) }
        return (state.results.count - 1, state.items.key, item, path ?? .main)
      } catch {
        state.failure = error
        return nil
      }
    }
  }

  private func store(_ value: Value, at position: Int) throws {
    locked { $0.results[position] = value }
  }

  private func finish(_ position: Int, _ error: RuntimeError) {
    do { try store(.object(["error": .heap(error.value)]), at: position) } catch { fail(error) }
  }

  /// The first error counts, or one that leaves it unknown whether something was done; the others come from
  /// bodies that it stopped. All bodies meet what stops the whole run, and it is reported from one that knows
  /// where it was.
  private func fail(_ error: any Error) {
    let isFirst = locked { state in
      guard let first = state.failure else {
        state.failure = error
        return true
      }
      if let stop = first as? CancellationError, stop.range == nil, error is CancellationError {
        state.failure = error
      }
      if let first = first as? RuntimeError, !first.value.hasUnknownOutcome,
        (error as? RuntimeError)?.value.hasUnknownOutcome == true
      {
        state.failure = error
      }
      return false
    }
    if isFirst { cancellation.cancel(.sibling) }
  }
}
