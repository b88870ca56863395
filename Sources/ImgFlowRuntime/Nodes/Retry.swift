import ImgFlowAnalysis
import ImgFlowSyntax
import ImgFlowValues

/// `retry(times: 5, every: 2s, backoff: 2.0, on: e => e.retryable, look: e => find()) { … }`.
///
/// Actions that must not be done twice are not: a block that has done one, or may have, runs again only if
/// `look` has found no trace of it.
final class RetryNode: Node, @unchecked Sendable {
  private let arguments: ConstructArguments
  private let body: Node

  init(_ arguments: ArgumentNodes, _ body: Node, _ range: SourceRange) {
    self.arguments = ConstructArguments(arguments, of: .retry)
    self.body = body
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    try retrying(e, slots, found: { $0 }, { try body.evaluate(e, slots) })
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    try retrying(e, slots, found: { _ in .next }, { try body.execute(e, slots) })
  }

  /// - Parameter found: Makes a result of what `look` has found.
  private func retrying<T>(
    _ e: Evaluator, _ slots: Slots, found: (Value) -> T, _ body: () throws -> T
  ) throws -> T {
    let given = try arguments.evaluate(e, slots, at: range)
    var attempt = 1
    while true {
      let effects = EffectRecord()
      var isSettled = false
      defer { if !isSettled { e.effects.note(effects) } }
      do {
        return try e.recordingEffects(in: effects, body)
      } catch let error as RuntimeError {
        let error = error.admitting(effects.open)
        let options = RetryOptions(given)
        let isLast = attempt == options.times
        guard let reason = Self.reasonToLook(effects, error) else {
          guard !isLast, try isWorthwhile(error, options, e) else { throw error }
          try pause(before: attempt + 1, after: error, options, e)
          attempt += 1
          continue
        }
        guard let look = options.look else { throw isLast ? error : error.refused(reason) }
        do {
          try pause(before: attempt + 1, after: error, options, e)
          if let value = try e.look(look, after: error, at: range) { return found(value) }
        } catch let stop as CancellationError {
          if let open = effects.open { effects.note(open, .interrupted) }
          throw stop
        }
        isSettled = true
        guard !isLast else { throw error }
        attempt += 1
      }
    }
  }

  /// Why the block may not be run again just so; nil if it may.
  ///
  /// A script that throws an error has seen what was done, and a job that failed may be started again.
  private static func reasonToLook(_ effects: EffectRecord, _ error: RuntimeError) -> String? {
    if let open = effects.open { return "it is unknown whether its `\(open)` was done" }
    if error.value.hasUnknownOutcome { return "it is unknown whether its work was done" }
    let kind = ErrorKind(rawValue: error.value.kind)
    guard let done = effects.done, let kind, kind != .script, kind != .job else { return nil }
    return "its `\(done)` was done and would be done twice"
  }

  private func isWorthwhile(
    _ error: RuntimeError, _ options: RetryOptions, _ e: Evaluator
  ) throws -> Bool {
    guard let condition = options.condition else { return true }
    let answer = try e.call(condition, .heap(error.value), at: range)
    guard let isWorthwhile = answer.asBool else {
      throw failure(.type, "`on` must return a bool, but returned \(answer.described)")
    }
    return isWorthwhile
  }

  /// Waits before an attempt, as long as the service wants at least.
  ///
  /// - Throws: `error` if that is longer than anyone would wait; `CancellationError`.
  private func pause(
    before attempt: Int, after error: RuntimeError, _ options: RetryOptions, _ e: Evaluator
  ) throws {
    let wanted = error.value.fields[RetryAfter.field]?.asDuration?.milliseconds ?? 0
    guard wanted <= RetryAfter.longest else {
      throw error.adding(
        note:
          "`retry` waits at most \(DurationText.short(RetryAfter.longest)), and the service asks to "
          + "wait \(DurationText.short(wanted))")
    }
    try e.sleep(milliseconds: max(wanted, options.pause(before: attempt)))
  }
}

extension Evaluator {
  /// The result of a block as found by the function `look` of a script; nil if it has done nothing.
  ///
  /// - Throws: the error of the block if looking fails.
  func look(_ look: Value, after error: RuntimeError, at range: SourceRange) throws -> Value? {
    do {
      let found = try call(look, .heap(error.value), at: range)
      return found.isNull ? nil : found
    } catch let failure as RuntimeError {
      throw error.adding(
        note: "checking whether it was done failed too: \(failure.value.message)")
    }
  }
}

extension RuntimeError {
  fileprivate func refused(_ reason: String) -> RuntimeError {
    adding(
      note: "`retry` did not run its block again: \(reason)",
      help: value.hasUnknownOutcome && help != nil
        ? nil
        : "repeat less, or say how to check what was done: `retry(look: e => …) { … }`")
  }
}

/// What a `retry` was given.
private struct RetryOptions {
  let times: Int
  let condition: Value?
  let look: Value?
  private let every: Int
  private let backoff: Double

  init(_ given: ConstructOptions) {
    // An int beyond 64 bits is more often than anyone tries.
    times = given[.times].asInt ?? .max
    every = given[.every].asDuration?.milliseconds ?? 0
    backoff = given[.backoff].asDouble ?? 1
    condition = given[.on].isNull ? nil : given[.on]
    look = given[.look].isNull ? nil : given[.look]
  }

  /// Milliseconds before an attempt, the second or a later one.
  func pause(before attempt: Int) -> Int {
    // No pause stays none, even times a factor beyond all floats.
    guard every > 0 else { return 0 }
    var pause = Double(every)
    for _ in 2..<attempt where pause < 86_400_000 { pause *= backoff }
    return Int(min(pause, 86_400_000))
  }
}
