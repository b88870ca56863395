import ImgFlowJournal
import ImgFlowSyntax
import ImgFlowValues
import Synchronization

/// A window of an evaluator's value stack: the variables of one call.
typealias Slots = UnsafeMutablePointer<Value>

/// Runs the nodes of a script on one thread: its value stack, its limits and its place in the run.
///
/// An evaluator belongs to one thread at a time. The first one of a run has id 0; every body of a `parallel`
/// gets its own id, by which captured variables know who may change them.
///
/// Sendable: it passes from one thread to another only while nothing runs on it; all its state is that
/// thread's.
public final class Evaluator: @unchecked Sendable {
  package let interpreter: Interpreter
  /// What this evaluator shares with the others of the run.
  let run: RunScope
  /// Only the work that created a variable may change it: a body of a `parallel`, or the script itself.
  @exclusivity(unchecked) var owner: UInt64
  /// The shared variables that the body of a `parallel` which is running has made.
  @exclusivity(unchecked) var boxes = OwnedBoxes()
  /// What stops this work.
  @exclusivity(unchecked) package internal(set) var cancellation: Cancellation {
    didSet { needsAttention = interpreter.steps?.flag ?? cancellation.flag }
  }
  /// Up when the work is to stop, and while steps are counted.
  @exclusivity(unchecked) private var needsAttention: UnsafeMutablePointer<Atomic<Bool>>
  /// The value of a `return` on its way out, or of a block.
  @exclusivity(unchecked) var result: Value = .null
  /// How many loops a jump with a label still has to leave.
  @exclusivity(unchecked) var outerLoops = 0
  /// What this work has done that must not be done twice.
  @exclusivity(unchecked) package internal(set) var effects = EffectRecord()
  /// What is remembered of this part of the run; nil without a journal.
  @exclusivity(unchecked) package internal(set) var task: TaskJournal?
  /// What is random in this part of the run; nil without a journal.
  @exclusivity(unchecked) var randomness: TaskRandomness?
  /// What identifies the effect that is being performed, for services that know a call again by a key; nil
  /// without a journal.
  package var effectKey: String? { task?.key }
  /// The blocks of `once` that this work is inside of.
  @exclusivity(unchecked) var onceBlocks: [OnceBlock] = []
  /// What became of the `once`s of the body of a `parallel`.
  @exclusivity(unchecked) var onceTally = OnceTally()
  /// The parts of the `assert`s that are being checked, in the order of their evaluation.
  @exclusivity(unchecked) var parts: [Part] = []
  /// The first free slot.
  @exclusivity(unchecked) var top: Slots
  @exclusivity(unchecked) var depth: Int
  /// How many runs of `parallel` this one is inside of, on whatever threads.
  @exclusivity(unchecked) var parallelDepth: Int
  let depthLimit: Int
  let stack: ValueStack
  /// A buffer for building strings; callers reset it to where it was.
  let scratch = TextScratch()
  /// The slots below may be used; the stack reserves more when a call needs them.
  @exclusivity(unchecked) private var reserved: Slots
  /// The lowest address that the thread's own stack may reach.
  let stackFloor: UInt

  /// A part of an expression and what it was.
  struct Part {
    private let node: Unmanaged<Node>
    let value: Value

    /// - Parameter node: it is kept by the `assert` that is being checked.
    init(_ node: Node, _ value: Value) { (self.node, self.value) = (.passUnretained(node), value) }

    var range: SourceRange { node._withUnsafeGuaranteedRef { $0.range } }
  }

  /// Creates the first evaluator of a run, which `cancellation` stops.
  ///
  /// - Parameter permissions: what the run may do; nil if that is whatever its user may.
  convenience init(
    interpreter: Interpreter, permissions: Permissions?, cancellation: Cancellation,
    stackFloor: UInt
  ) {
    let host = permissions.map { ConfinedHost(interpreter.host, $0) } ?? interpreter.host
    let run = RunScope(cancellation, host: host, maxMemory: interpreter.options.maxMemory)
    self.init(interpreter, Origin(run: run), cancellation, owner: 0, stackFloor: stackFloor)
  }

  /// Where an evaluator's work is in its run.
  struct Origin: Sendable {
    let run: RunScope
    var depth = 0
    var parallelDepth = 0
  }

  /// Where this evaluator is now, for one that works alongside it.
  var origin: Origin { Origin(run: run, depth: depth, parallelDepth: parallelDepth) }

  /// Creates an evaluator for a further thread of the run; its calls are inside those at `origin`.
  init(
    _ interpreter: Interpreter, _ origin: Origin, _ cancellation: Cancellation, owner: UInt64,
    stackFloor: UInt
  ) {
    self.interpreter = interpreter
    self.run = origin.run
    self.depth = origin.depth
    self.parallelDepth = origin.parallelDepth
    self.cancellation = cancellation
    self.needsAttention = interpreter.steps?.flag ?? cancellation.flag
    self.owner = owner
    self.stackFloor = stackFloor
    self.depthLimit = interpreter.options.callDepth
    self.stack = ValueStack()
    self.top = stack.base
    self.reserved = stack.base
    self.reserved = stack.reserved
  }

  /// The world as the run may use it.
  package var host: any Host { run.host }

  /// What the run may do; nil if that is whatever its user may.
  var permissions: Permissions? { (run.host as? ConfinedHost)?.permissions }

  /// Sends a request and waits for the response, whose source is noted. Every request passes here.
  ///
  /// - Throws: what `Host.send` throws.
  package func send(_ request: HTTPRequest) throws -> HTTPResponse {
    let started = host.uptime()
    do {
      let response = try host.send(request, cancellation: cancellation)
      host.sources.note(response, to: request)
      note(request, since: started, status: response.status)
      return response
    } catch {
      note(request, since: started, failure: Self.reason(error))
      throw error
    }
  }

  private func note(
    _ request: HTTPRequest, since start: Int, status: Int? = nil, failure: String? = nil
  ) {
    host.progress.note(
      .attempt(
        RunAttempt(
          name: request.operation.isEmpty ? request.method : request.operation,
          number: request.attempt, status: status, failure: failure,
          sent: request.size(in: host.files), took: host.uptime() - start)))
  }

  private static func reason(_ error: any Error) -> String {
    (error as? DetailedError)?.message ?? (error as? ValueError)?.message ?? "stopped"
  }

  /// Makes sure that the slots below `end` may be used; false if the stack is full.
  @inline(__always)
  func reserve(to end: Slots) -> Bool { end <= reserved || reserveMore(to: end) }

  @inline(never)
  private func reserveMore(to end: Slots) -> Bool {
    defer { reserved = stack.reserved }
    return stack.reserve(to: end)
  }

  /// Calls a function value with positional arguments.
  ///
  /// - Throws: what the function throws; a `type` error if `function` is not a function.
  package func call(_ function: Value, _ arguments: [Value], at range: SourceRange) throws -> Value
  {
    try invoke(function, positional: arguments, at: range)
  }

  /// Stops here when the work has been cancelled.
  @inline(__always)
  package func checkCancellation() throws {
    if needsAttention.pointee.load(ordering: .relaxed) { try attend() }
  }

  /// Stops at `range` when the work has been cancelled.
  @inline(__always)
  func checkCancellation(at range: @autoclosure () -> SourceRange) throws {
    if needsAttention.pointee.load(ordering: .relaxed) {
      do { try attend() } catch { throw RuntimeError.located(error, at: range()) }
    }
  }

  @inline(never)
  private func attend() throws {
    // The flag first: all threads look at it, and reading the reason makes them wait for each other.
    if cancellation.isCancelled, let reason = cancellation.reason {
      throw CancellationError(reason: reason)
    }
    if let steps = interpreter.steps, !steps.take() { throw run.stop(.steps) }
  }

  /// Waits; returns early only by throwing `CancellationError`.
  package func sleep(milliseconds: Int) throws {
    // What is given back from the journal was waited for then.
    if let task, task.isReplaying, !task.isPerforming { return }
    host.sleep(milliseconds: milliseconds, cancellation: cancellation)
    try checkCancellation()
  }
}
