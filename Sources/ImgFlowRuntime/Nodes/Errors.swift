import ImgFlowSyntax
import ImgFlowValues

/// `throw e`.
final class ThrowNode: Node, @unchecked Sendable {
  let value: Node

  init(_ value: Node, _ range: SourceRange) {
    self.value = value
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let thrown = try value.evaluate(e, slots)
    if let error = thrown.asError {
      // An error that was caught keeps the place where it first came from.
      if let origin = ErrorOrigins.origin(of: error) { throw origin }
      throw RuntimeError(error, at: range)
    }
    if let secret = thrown.asSecret { throw failure(.script, secret.display) }
    guard let message = thrown.asString else {
      throw failure(
        .type, "only a string or an error can be thrown, but this is \(thrown.described)",
        help: "write `throw error(\"kind\", \"message\", {…})`")
    }
    throw failure(.script, message)
  }
}

/// Remembers where a caught error came from, so that throwing it again does not lose its place.
///
/// The error object itself carries the place: it is the same object that `catch` bound.
enum ErrorOrigins {
  /// The field that every caught error has besides those that can be written.
  static let traceName = "trace"

  /// Where an error came from, and the calls that led there, innermost first: a string for each.
  static func trace(of error: ErrorObject) throws -> Value {
    guard let place = error.place as? RuntimeError.Place else { return try .list([]) }
    var lines = ["\(place.range)"]
    for frame in place.trace {
      lines.append("\(frame.name), called at \(frame.range)")
      if frame.count > 1 { lines.append("… the same \(frame.count - 1) more times") }
      if frame.omitted > 0 { lines.append("… \(frame.omitted) more calls") }
    }
    return try .list(lines.map { .string($0) })
  }

  static func origin(of error: ErrorObject) -> RuntimeError? {
    (error.place as? RuntimeError.Place).map { RuntimeError(error, from: $0) }
  }
}

/// `try { … } catch pattern if guard { … }`.
final class TryNode: Node, @unchecked Sendable {
  struct Handler {
    let pattern: PatternNode?
    let condition: Node?
    let body: Node
  }

  let body: Node
  let handlers: [Handler]

  init(_ body: Node, _ handlers: [Handler], _ range: SourceRange) {
    self.body = body
    self.handlers = handlers
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let (top, depth) = (e.top, e.depth)
    do {
      return try body.evaluate(e, slots)
    } catch let error as RuntimeError {
      return try handler(for: error, e, slots, top, depth).evaluate(e, slots)
    }
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    let (top, depth) = (e.top, e.depth)
    do {
      return try body.execute(e, slots)
    } catch let error as RuntimeError {
      return try handler(for: error, e, slots, top, depth).execute(e, slots)
    }
  }

  override func finish(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    let (top, depth) = (e.top, e.depth)
    do {
      return try body.finish(e, slots)
    } catch let error as RuntimeError {
      return try handler(for: error, e, slots, top, depth).finish(e, slots)
    }
  }

  /// The body of the first `catch` that takes the error, whose names are bound.
  private func handler(
    for error: RuntimeError, _ e: Evaluator, _ slots: Slots, _ top: Slots, _ depth: Int
  ) throws -> Node {
    assert(e.top == top && e.depth == depth, "an error left a frame behind")
    error.keepPlace()
    let value = Value.heap(error.value)
    for handler in handlers {
      if let pattern = handler.pattern,
        try !withUnsafePointer(to: value, { try pattern.matches($0, e, slots) })
      {
        continue
      }
      if let condition = handler.condition, try !condition.test(e, slots) { continue }
      return handler.body
    }
    // Its place is now that of a value, which does not change with the calls that it passes.
    throw RuntimeError(error.value, from: error.place)
  }
}

/// `try? e`.
final class TryOptionalNode: Node, @unchecked Sendable {
  let inner: Node

  init(_ inner: Node, _ range: SourceRange) {
    self.inner = inner
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    do { return try inner.evaluate(e, slots) } catch is RuntimeError { return .null }
  }
}

/// A block with `defer`s: they run when it ends, however it ends, the last one first. If several of them
/// fail, the first error propagates.
final class DeferringBlockNode: Node, @unchecked Sendable {
  /// How long deferred code of cancelled work may run on.
  private static let graceMilliseconds = 10_000

  let block: BlockNode
  /// The bodies of the block's `defer`s, in order.
  let bodies: [Node]
  /// Counts, in a slot of the frame, how many of them have been reached.
  let counter: Int

  init(_ block: BlockNode, _ bodies: [Node], counter: Int) {
    self.block = block
    self.bodies = bodies
    self.counter = counter
    super.init(block.range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    try running(e, slots) { try block.evaluate(e, slots) }
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    try running(e, slots) { try block.execute(e, slots) }
  }

  override func finish(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    let completion = try running(e, slots) { try block.finish(e, slots) }
    return completion
  }

  private func running<T>(_ e: Evaluator, _ slots: Slots, _ body: () throws -> T) throws -> T {
    slots[counter] = .int(0)
    var outcome = Result { try body() }
    // The deferred code may call functions, which use the evaluator's place for results, and have loops.
    let (result, outerLoops) = (e.result, e.outerLoops)
    let cancellation = e.cancellation
    if cancellation.isCancelled {
      e.cancellation = cancellation.grace(milliseconds: Self.graceMilliseconds)
    }
    defer {
      (e.result, e.outerLoops) = (result, outerLoops)
      e.cancellation = cancellation
    }
    for body in bodies.prefix(slots[counter].asInt ?? 0).reversed() {
      do {
        let completion = try body.execute(e, slots)
        if completion != .next {
          throw StrayJump(Escape(completion: completion), out: body.range)
        }
      } catch {
        if !outcome.isError { outcome = .failure(error) }
      }
    }
    return try outcome.get()
  }
}

extension Result where Failure == any Error {
  /// Whether something went wrong; a jump out of the block did not.
  fileprivate var isError: Bool {
    switch self {
    case .success: false
    case .failure(let error): !(error is Escape)
    }
  }
}

/// `defer { … }` where it is written: from here on its body will run.
final class DeferNode: StatementNode, @unchecked Sendable {
  let number: Int
  let counter: Int

  init(number: Int, counter: Int, _ range: SourceRange) {
    self.number = number
    self.counter = counter
    super.init(range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    slots[counter] = .int(number)
    return .next
  }
}
