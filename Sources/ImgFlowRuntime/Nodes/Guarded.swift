import ImgFlowSyntax
import ImgFlowValues

/// `timeout(30s) { … }`: cancels what is inside when the time is up, requests in flight included.
final class TimeoutNode: Node, @unchecked Sendable {
  let limit: Node
  let body: Node

  init(_ limit: Node, _ body: Node, _ range: SourceRange) {
    self.limit = limit
    self.body = body
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    try limited(e, slots) { try body.evaluate(e, slots) }
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    try limited(e, slots) { try body.execute(e, slots) }
  }

  private func limited<T>(_ e: Evaluator, _ slots: Slots, _ body: () throws -> T) throws -> T {
    let value = try limit.evaluate(e, slots)
    guard let milliseconds = value.asDuration?.milliseconds, milliseconds >= 0 else {
      throw failure(
        .type, "`timeout` takes a duration, but this is \(value.described)",
        help: "write it with a unit: `timeout(30s) { … }`")
    }
    let outer = e.cancellation
    let scope = Cancellation(parent: outer)
    e.cancellation = scope
    defer { e.cancellation = outer }
    Deadlines.shared.cancel(scope, afterMilliseconds: milliseconds)
    do {
      return try body()
    } catch is CancellationError where scope.reason == .deadline && !outer.isCancelled {
      throw RuntimeError(
        DetailedError(
          .timeout, "this was not done within \(value.displayText)", details: [("after", value)],
          help: "give it more time, or find out what is slow with `--verbose`"),
        at: limit.range)
    }
  }
}

/// `retry(times: 5, every: 2s, backoff: 2.0, on: e => e.retryable) { … }`.
final class RetryNode: Node, @unchecked Sendable {
  let arguments: ArgumentNodes
  let body: Node

  init(_ arguments: ArgumentNodes, _ body: Node, _ range: SourceRange) {
    self.arguments = arguments
    self.body = body
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    try retrying(e, slots) { try body.evaluate(e, slots) }
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    try retrying(e, slots) { try body.execute(e, slots) }
  }

  private struct Options {
    let times: Int
    let every: Int
    let backoff: Double
    let condition: Value?
  }

  private func retrying<T>(_ e: Evaluator, _ slots: Slots, _ body: () throws -> T) throws -> T {
    let options = try options(e, slots)
    var pause = Double(options.every)
    for attempt in 1... {
      do {
        return try body()
      } catch let error as RuntimeError {
        guard attempt < options.times, try isRetried(error, options, e) else { throw error }
        try e.sleep(milliseconds: Int(min(pause, 86_400_000)))
        pause *= options.backoff
      }
    }
    return try body()
  }

  private func isRetried(_ error: RuntimeError, _ options: Options, _ e: Evaluator) throws -> Bool {
    guard let condition = options.condition else { return true }
    let answer = try e.call(condition, .heap(error.value), at: range)
    guard let isRetried = answer.asBool else {
      throw failure(.type, "`on` must give a bool, but gave \(answer.described)")
    }
    return isRetried
  }

  private func options(_ e: Evaluator, _ slots: Slots) throws -> Options {
    let matcher = ArgumentMatcher(
      function: "retry",
      parameters: ["times", "every", "backoff", "on"].map {
        .init(name: $0, isRequired: false, isRest: false)
      })
    let given = try arguments.evaluate(e, slots)
    do {
      let values = try matcher.match(given)
      let times = values[0] ?? .int(3)
      let every = values[1] ?? .duration(milliseconds: 1_000)
      let backoff = values[2] ?? .float(2)
      guard let times = times.asInt, times >= 1, let every = every.asDuration?.milliseconds,
        every >= 0,
        let backoff = backoff.asDouble, backoff >= 1
      else {
        throw ValueError(
          .type,
          "`retry` takes `times` (an int from 1), `every` (a duration) and `backoff` (from 1)")
      }
      return Options(times: times, every: every, backoff: backoff, condition: values[3])
    } catch { throw located(error) }
  }
}

/// `step("name") { … }`: names a unit of work for the progress display.
final class StepNode: Node, @unchecked Sendable {
  let name: Node
  let body: Node

  init(_ name: Node, _ body: Node, _ range: SourceRange) {
    self.name = name
    self.body = body
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    try shown(e, slots) { try body.evaluate(e, slots) }
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    try shown(e, slots) { try body.execute(e, slots) }
  }

  private func shown<T>(_ e: Evaluator, _ slots: Slots, _ body: () throws -> T) throws -> T {
    let label = try name.evaluate(e, slots)
    guard let label = label.asString else {
      throw failure(.type, "the name of a step is a string, but this is \(label.described)")
    }
    let entry = e.host.progress.begin(e.interpreter.redactor.redact(label))
    do {
      let result = try body()
      e.host.progress.end(entry, outcome: "done")
      return result
    } catch {
      e.host.progress.end(entry, outcome: Self.outcome(of: error))
      throw error
    }
  }

  /// How a step ended that was left before its end: only an error is a failure.
  private static func outcome(of error: any Error) -> String {
    switch error {
    case is Escape: "done"
    case let request as ExitRequest where request.code == 0: "done"
    case is CancellationError: "stopped"
    default: "failed"
    }
  }
}
