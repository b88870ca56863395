import ImgFlowAnalysis
import ImgFlowSyntax
import ImgFlowValues

/// `timeout(30s) { … }`: cancels its body when the time is up, including requests in flight.
final class TimeoutNode: Node, @unchecked Sendable {
  private let arguments: ConstructArguments
  private let body: Node

  init(_ arguments: ArgumentNodes, _ body: Node, _ range: SourceRange) {
    self.arguments = ConstructArguments(arguments, of: .timeout)
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
    let value = try arguments.evaluate(e, slots, at: range)[.time]
    let stop = StopSign()
    return try e.stoppable("timeout", at: range, stop) {
      try limited(value, e, stop, body)
    }
  }

  private func limited<T>(
    _ value: Value, _ e: Evaluator, _ stop: StopSign, _ body: () throws -> T
  ) throws -> T {
    let effects = EffectRecord()
    defer { e.effects.note(effects) }
    let result = try e.recordingEffects(in: effects) {
      try e.limited(toMilliseconds: value.asDuration?.milliseconds ?? 0, body)
    }
    if let result { return result }
    stop.isUp = true
    throw RuntimeError(
      DetailedError(
        .timeout, "this took longer than \(value.displayText)", details: [("after", value)],
        help: "give it more time, or find out what is slow with `--verbose`"),
      at: arguments.first ?? range
    ).admitting(effects.open)
  }
}

/// `step("name") { … }`: names a unit of work for the progress display.
final class StepNode: Node, @unchecked Sendable {
  private let arguments: ConstructArguments
  private let body: Node

  init(_ arguments: ArgumentNodes, _ body: Node, _ range: SourceRange) {
    self.arguments = ConstructArguments(arguments, of: .step)
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
    let label = try arguments.evaluate(e, slots, at: range)[.label].asString ?? ""
    let entry = e.host.progress.begin(e.interpreter.redactor.redact(label), as: .stage)
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
