import ImgFlowJournal
import ImgFlowSyntax
import ImgFlowValues

/// One effect on its way through the journal: its intent, what happens, its outcome.
struct EffectRecorder {
  /// The longest text of a value in a row of the journal, and the longest one that is kept at all, in bytes.
  private static let (longestInRow, longest) = (64 << 10, 8 << 20)

  let call: TaskJournal.Call
  private let evaluator: Evaluator
  private let task: TaskJournal
  private let range: SourceRange
  private let isWithheld: Bool

  init(
    _ evaluator: Evaluator, _ task: TaskJournal, name: String, at range: SourceRange,
    _ digest: EffectDigest, arguments: [(String, Value)], _ repetition: Repetition,
    content: String = ""
  ) {
    self.evaluator = evaluator
    self.task = task
    self.range = range
    isWithheld = digest.hasWithheldSecret
    let interpreter = evaluator.interpreter
    call = TaskJournal.Call(
      site: interpreter.callSites.name(at: range), digest: digest.text, name: name,
      place: "\(range)", arguments: interpreter.redactor.redact(Self.shown(arguments)),
      content: content, repetition: repetition)
  }

  /// The value of the effect, which happens if it has not happened before.
  ///
  /// - Parameters:
  ///   - builtin: the built-in that is called, if it is one, and the call.
  ///   - ending: what those who watch are told of a value.
  func value(
    _ builtin: (rule: EffectRule, call: NativeCall)? = nil,
    ending: (Value) -> StepOutcome = { _ in .done }, _ body: () throws -> Value
  ) throws -> Value {
    let watch = StepWatch(call, evaluator.host)
    let replay = { (value: Value) in
      if let (rule, call) = builtin { try rule.replay(call, value) }
    }
    switch try answer(watch) {
    case .recorded(let found, let outcome):
      watch.end(.taken, number: found.number)
      let value = try recorded(outcome, of: found)
      try replay(value)
      return value
    case .assumed(let found, let json):
      let value = try assumed(json, of: found, builtin)
      // What was not kept, since it is secret, is not kept now either.
      if found.outcome == nil {
        try task.end(found.effect, found.number, outcome(of: value, isSafe: false))
      }
      watch.end(.done, number: found.number)
      try replay(value)
      return value
    case .perform(let effect, let inFlight):
      if isWithheld { throw JournalStop.withheld(effect) }
      if let inFlight, inFlight.outcome == nil, effect.repetition == .find {
        switch try builtin.flatMap({ try $0.rule.finding?($0.call, inFlight.effect.note) }) {
        case .done(let value):
          if let (rule, call) = builtin { try rule.settle(call) }
          try task.end(inFlight.effect, inFlight.number, outcome(of: value, isSafe: false))
          watch.end(.done, number: inFlight.number)
          try replay(value)
          return value
        case .unknown: throw JournalStop.unknown(inFlight)
        case .notDone, nil: break
        }
      }
      let note = try builtin.flatMap { try $0.rule.note?($0.call) }
      let noted = effect.noting(note ?? "")
      let isLong = builtin.map { $0.rule.isLong($0.call) } ?? false
      let number = try task.begin(noted, isLong: isLong)
      try evaluator.beginOnce(noted)
      return try perform(
        noted, number, inFlight, isOpenWhenStopped: builtin?.rule.isOpenWhenStopped ?? false,
        ending, watch
      ) {
        let value = try body()
        if let (rule, call) = builtin { try rule.settle(call) }
        return value
      }
    }
  }

  private func answer(_ watch: StepWatch) throws -> TaskJournal.Answer {
    do { return try task.answer(to: call) } catch let stop as JournalStop {
      if case .unknown(let found) = stop {
        watch.end(.unknown("its response never came"), number: found.number)
      }
      throw stop
    }
  }

  private func perform(
    _ effect: Effect, _ number: Int?, _ inFlight: RecordedEffect?, isOpenWhenStopped: Bool,
    _ ending: (Value) -> StepOutcome, _ watch: StepWatch, _ body: () throws -> Value
  ) throws -> Value {
    task.isPerforming = true
    (task.inFlight, task.key) = (
      inFlight, EffectDigest.key(of: effect.key, salt: task.journal.seed)
    )
    defer {
      task.isPerforming = false
      (task.inFlight, task.key) = (nil, nil)
    }
    let watch = watch.beginning(number)
    do {
      let value = try body()
      let outcome = try outcome(of: value, isSafe: effect.repetition == .safe)
      if let inFlight, let before = inFlight.outcome, before != outcome,
        !task.journal.policy.allowsChanges
      {
        throw JournalStop.changedResult(inFlight)
      }
      try task.end(effect, number, outcome)
      watch.end(ending(value), number: number)
      return value
    } catch let stop as JournalStop {
      watch.end(.unknown("its outcome could not be recorded"), number: number)
      throw stop
    } catch let stop as CancellationError {
      let mayBeDone = stop.isAfterSending || isOpenWhenStopped
      watch.end(
        mayBeDone && effect.repetition.mustNotRepeat ? .unknown("it was stopped") : .stopped,
        number: number)
      if effect.repetition == .safe {
        // A wait goes on in a resumed run, unless the script itself has ended it.
        if stop.reason != .interrupt { try task.forget(number) }
      } else if !mayBeDone, inFlight == nil {
        try task.forget(number)
      } else {
        // What was in flight before stays so: this process has not made sure of it.
        task.leaveOpen()
      }
      throw stop
    } catch {
      guard let located = RuntimeError.located(error, at: range) as? RuntimeError else {
        watch.end(.stopped, number: number)
        try task.forget(number)
        throw error
      }
      try fail(located.value, effect, number)
      let message = located.value.message
      watch.end(
        located.value.hasUnknownOutcome ? .unknown(message) : .failed(message), number: number)
      throw located
    }
  }

  private func fail(_ error: ErrorObject, _ effect: Effect, _ number: Int?) throws {
    try task.fail(
      effect, number, error.storedText(evaluator.interpreter.redactor), error: error.identity,
      isOpen: error.hasUnknownOutcome)
  }

  /// Notes that a block was stopped with an error.
  func note(_ error: any Error, of effect: Effect) throws {
    guard let located = RuntimeError.located(error, at: range) as? RuntimeError else { return }
    try fail(located.value, effect, nil)
  }

  /// The error with which it is recorded that a block was stopped.
  func error(ofStopped block: RecordedEffect) throws -> any Error {
    guard let text = try block.outcome.flatMap({ try task.journal.text(of: $0) }),
      let error = try? StoredValue.value(of: text).asError
    else { return DetailedError(.timeout, "the time was up") }
    return try recalled(error, of: block, text)
  }

  // MARK: - Outcomes

  private func assumed(
    _ json: String, of found: RecordedEffect, _ builtin: (rule: EffectRule, call: NativeCall)?
  ) throws -> Value {
    do {
      let value = try JSON.parse(json)
      guard let (rule, call) = builtin, let read = rule.adoption else { return value }
      return try read(call, value)
    } catch {
      guard let located = RuntimeError.located(error, at: range) as? RuntimeError else {
        throw error
      }
      throw JournalStop.notAResult(found, located.value.message)
    }
  }

  private func recorded(_ outcome: RecordedOutcome, of found: RecordedEffect) throws -> Value {
    guard let text = try task.journal.text(of: outcome) else { throw JournalStop.notKept(found) }
    let value: Value
    do {
      value = try StoredValue.value(of: text) { evaluator.interpreter.resourceType($0) }
    } catch let problem as ValueError {
      throw JournalStop.unusable(found, problem)
    } catch { throw JournalStop.notKept(found) }
    if case .file(let digest, _) = outcome, try self.digest(of: value) != digest {
      throw JournalStop.damaged("the value of step \(found.number) is damaged")
    }
    guard case .error = outcome, let error = value.asError else {
      if found.effect.repetition.mustNotRepeat { evaluator.effects.note(call.name, .done) }
      return value
    }
    if found.effect.repetition.mustNotRepeat {
      evaluator.effects.note(call.name, error.hasUnknownOutcome ? .unknown : .refused)
    }
    throw try recalled(error, of: found, text)
  }

  private func recalled(
    _ error: ErrorObject, of found: RecordedEffect, _ text: String
  ) throws -> RuntimeError {
    try task.recall(found, text, error: error.identity, isOpen: error.hasUnknownOutcome)
    return RuntimeError(recalled: error, at: range)
  }

  private func outcome(of value: Value, isSafe: Bool) throws -> RecordedOutcome {
    let text: String
    do {
      text = try StoredValue.text(
        of: value,
        secretDigest: isSafe ? nil : { EffectDigest.text(of: $0, salt: task.journal.seed) })
    } catch is StoredValue.NotStorable { return try .digest(digest(of: value), size: 0) }
    let shown = evaluator.interpreter.redactor.redact(text)
    // A masked value would pass as the real one in a resumed run.
    guard shown == text else { return try .digest(digest(of: value), size: 0) }
    let size = shown.utf8.count
    guard size > Self.longestInRow else { return .value(shown) }
    let digest = try digest(of: value)
    guard size <= Self.longest else { return .digest(digest, size: size) }
    try task.keep(shown, digest: digest)
    return .file(digest, size: size)
  }

  private func digest(of value: Value) throws -> String {
    try EffectDigest.text(of: value, salt: task.journal.seed)
  }

  /// The arguments as messages show them.
  private static func shown(_ arguments: [(String, Value)]) -> String {
    let text = arguments.map { "\($0): \($1.shortDescription(limit: 60))" }.joined(separator: ", ")
    return text.count <= 200 ? text : text.prefix(199) + "…"
  }
}

extension Repetition {
  /// Whether doing it twice might do it twice.
  fileprivate var mustNotRepeat: Bool { self == .never || self == .find }
}

extension Effect {
  fileprivate func noting(_ note: String) -> Effect {
    Effect(
      key: key, name: name, place: place, arguments: arguments, content: content,
      repetition: repetition, note: note, began: began)
  }
}

extension ErrorObject {
  /// What makes it the same error as another one.
  var identity: String { "\(kind): \(message)" }

  /// The error as `StoredValue` writes it: without secrets, and without its details where they cannot be stored.
  func storedText(_ redactor: Redactor) throws -> String {
    let text: String
    do { text = try StoredValue.text(of: .heap(self)) } catch is StoredValue.NotStorable {
      text = try StoredValue.text(of: .heap(withoutDetails))
    }
    return redactor.redact(text)
  }

  /// The same error with the fields that every error has.
  fileprivate var withoutDetails: ErrorObject {
    ErrorObject(
      kind: .string(kind), message: .string(message),
      isRetryable: fields["retryable"]?.asBool ?? false, details: [], isOfScript: isOfScript)
  }
}
