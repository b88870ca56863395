import ImgFlowJournal
import ImgFlowSyntax
import ImgFlowValues

// Effects and the journal: what is recorded is not done again.
extension Evaluator {
  /// Works on a part of the run from now on.
  func enter(_ task: TaskJournal) throws {
    self.task = task
    randomness = try TaskRandomness(seed: task.journal.seed, task: task.path.description)
  }

  /// Runs the work of the task. If an effect ends it with an error, that is tried anew when the run is
  /// resumed.
  func leavingTask<T>(_ body: () throws -> T) throws -> T {
    do {
      let result = try body()
      try task?.checkEnd()
      return result
    } catch let error as RuntimeError {
      try task?.leave(with: error.value.identity)
      throw error
    }
  }

  /// Performs a call of a built-in, unless the journal knows its outcome.
  func perform(
    _ rule: EffectRule, _ call: NativeCall, _ parameters: [Builtin.Parameter],
    _ body: (NativeCall) throws -> Value
  ) throws -> Value {
    guard let task, !task.isPerforming, let repetition = try rule.repetition(call) else {
      return try body(call)
    }
    var digest = EffectDigest(salt: task.journal.seed)
    for index in 0..<call.count { try digest.add(call.optional(index)) }
    let shown = parameters.enumerated().compactMap { index, parameter -> (String, Value)? in
      guard let value = call.optional(index), !parameter.isDefault(value) else { return nil }
      return (parameter.name, value)
    }
    let recorder = EffectRecorder(
      self, task, name: rule.name, at: call.range, digest, arguments: shown, repetition,
      content: EffectDigest.content(
        of: rule.files(call), host.files, hashesLarge: rule.hashesLargeFiles))
    return try recorder.value((rule, call)) { try body(call) }
  }

  /// Reads something from the world, unless the journal knows what was read.
  ///
  /// - Parameters:
  ///   - name: how messages name it.
  ///   - arguments: what determines it, by name.
  ///   - outcome: what those who watch are told of a value.
  package func recordingRead(
    _ name: String, at range: SourceRange, _ arguments: [(String, Value)],
    outcome: (Value) -> StepOutcome = { _ in .done }, _ body: () throws -> Value
  ) throws -> Value {
    guard let task, !task.isPerforming else { return try body() }
    var digest = EffectDigest(salt: task.journal.seed)
    for (_, value) in arguments { try digest.add(value) }
    return try EffectRecorder(
      self, task, name: name, at: range, digest, arguments: arguments, .safe
    ).value(ending: outcome) { try body() }
  }

  /// Runs work that its clock may stop. Where that is recorded, it is stopped again with the same error: at the
  /// first effect that is not recorded.
  ///
  /// - Parameter stop: says, after it has thrown an error, whether its clock has stopped it.
  package func stoppable<T>(
    _ name: String, at range: SourceRange, _ stop: StopSign, _ body: () throws -> T
  ) throws -> T {
    guard let task, !task.isPerforming else { return try body() }
    let recorder = EffectRecorder(
      self, task, name: name, at: range, EffectDigest(salt: task.journal.seed), arguments: [],
      .safe)
    let (effect, recorded) = try task.stop(of: recorder.call)
    guard let recorded else {
      do { return try body() } catch {
        if stop.isUp { try recorder.note(error, of: effect) }
        throw error
      }
    }
    task.stoppedBlocks += 1
    defer { task.stoppedBlocks -= 1 }
    do { _ = try body() } catch is RecordedStop {} catch {
      if !stop.isUp { throw error }
    }
    throw try recorder.error(ofStopped: recorded)
  }

  /// The value of a body for an item of a `parallel`, as a task of its own; it does not run if the journal has
  /// its result.
  ///
  /// - Parameter isTaken: set if the journal has it.
  func value(
    ofTask path: TaskPath, isTaken: inout Bool, _ body: () throws -> Value
  ) throws -> Value {
    guard let outer = task else { return try body() }
    let randomness = randomness
    defer { (task, self.randomness) = (outer, randomness) }
    if let known = try outer.journal.result(of: path),
      let value = try storedValue(known, outer.journal)
    {
      isTaken = true
      host.sources.noteGivenBack()
      return value
    }
    let inner = try outer.journal.task(path)
    inner.stoppedBlocks = outer.stoppedBlocks
    try enter(inner)
    let value = try leavingTask(body)
    // What it printed would be missing if it did not run again.
    if !inner.hasPrinted, let text = try storableText(of: value, outer.journal) {
      try inner.complete(.value(text))
    }
    if inner.hasPrinted { outer.hasPrinted = true }
    return value
  }

  private func storedValue(_ outcome: RecordedOutcome, _ journal: RunJournal) throws -> Value? {
    guard let text = try journal.text(of: outcome) else { return nil }
    return try? StoredValue.value(of: text) { interpreter.resourceType($0) }
  }

  /// The text of a value in the journal; nil if it is not to be stored.
  private func storableText(of value: Value, _ journal: RunJournal) throws -> String? {
    guard let text = try? StoredValue.text(of: value), text.utf8.count <= 64 << 10 else {
      return nil
    }
    return interpreter.redactor.redact(text) == text ? text : nil
  }

  /// 64 random bits: in a run with a journal, they follow from its seed and the place in the run.
  func randomBits() -> UInt64 { randomness?.next() ?? host.randomBits() }

  /// A random UUID (RFC 9562, version 4).
  package func randomUUID() -> String {
    // Four bits say the version and two the variant.
    let high = randomBits() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    let low = randomBits() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let digits = [high, low].map { HexDigits.of($0, count: 16, uppercase: false) }.joined()
    let ends = [0, 8, 12, 16, 20, 32]
    return zip(ends, ends.dropFirst()).map { digits.prefix($1).dropFirst($0) }
      .joined(separator: "-")
  }
}
