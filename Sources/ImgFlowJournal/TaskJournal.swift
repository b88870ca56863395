/// The memory of a part of a run: of the main line, or of one body of a `parallel`.
///
/// Sendable: one thread at a time uses it.
package final class TaskJournal: @unchecked Sendable {
  /// What a call is, before its place among equal ones is known.
  package struct Call: Sendable {
    package let site: String
    package let digest: String
    package let name: String
    package let place: String
    package let arguments: String
    package let content: String
    package let repetition: Repetition

    package init(
      site: String, digest: String, name: String, place: String, arguments: String,
      content: String, repetition: Repetition
    ) {
      self.site = site
      self.digest = digest
      self.name = name
      self.place = place
      self.arguments = arguments
      self.content = content
      self.repetition = repetition
    }
  }

  /// What is to be done about a call.
  package enum Answer: Sendable {
    /// Nothing: this was its outcome.
    case recorded(RecordedEffect, RecordedOutcome)
    /// Nothing: a person says that it was done, and gives its result as JSON.
    case assumed(RecordedEffect, json: String)
    /// It is to happen; for the second time perhaps, if it is one that was in flight.
    case perform(Effect, inFlight: RecordedEffect?)
  }

  private struct Place: Hashable {
    let site: String
    let digest: String
  }

  /// An effect that has failed.
  private struct Failure {
    let effect: Effect
    /// Nil for a read of which nothing is stored yet.
    let number: Int?
    let text: String
    /// What makes the error the same as another one.
    let error: String
    let isOpen: Bool
  }

  package let journal: RunJournal
  package let path: TaskPath
  /// Whether an effect is happening: what it does inside is a part of it.
  package var isPerforming = false
  /// The effect that is happening if it was in flight when an earlier process ended.
  package var inFlight: RecordedEffect?
  /// What identifies the effect that is happening, whenever it happens.
  package var key: String?
  /// Whether anything was printed: it would be missing if the task were not run again.
  package var hasPrinted = false
  /// How many blocks around this place were stopped by their clock when they were recorded.
  package var stoppedBlocks = 0
  /// What is recorded and was not asked for yet.
  private var recorded: [EffectKey: RecordedEffect]
  /// What is recorded too, but need not be asked for.
  private var left: [EffectKey: RecordedEffect]
  /// Whether an effect was asked for that is not recorded, and rightly: what is recorded and was not asked for
  /// before it is given back where it is asked for later.
  private var hasPassedFrontier = false
  private var counts: [Place: Int] = [:]
  private var items: [String: Int] = [:]
  /// The latest failures of one call, as long as nothing else has happened.
  private var failures: [Failure] = []
  /// Earlier ones, the latest last: the script may have caught the error to clean up, or to tell of it, and may
  /// raise it again.
  private var caught: [[Failure]] = []
  private static let mostCaught = 100

  init(_ journal: RunJournal, _ path: TaskPath, _ recorded: [RecordedEffect]) {
    self.journal = journal
    self.path = path
    let all = Dictionary(recorded.map { ($0.effect.key, $0) }) { $1 }
    self.recorded = all.filter { !$0.value.isLeft }
    left = all.filter(\.value.isLeft)
  }

  /// Whether recorded outcomes are still given back, so that no time need be waited for.
  package var isReplaying: Bool {
    !recorded.isEmpty && !hasPassedFrontier && !journal.hasDiverged(path)
  }

  /// The task of an item of a `parallel`.
  package func item(_ digest: String) -> TaskPath {
    defer { items[digest, default: 0] += 1 }
    return path.item(digest, occurrence: items[digest, default: 0])
  }

  // MARK: - Asking

  /// What is to be done about a call.
  ///
  /// - Throws: `JournalStop` if the run cannot go on.
  package func answer(to call: Call) throws -> Answer {
    let effect = effect(of: call)
    guard let found = recorded[effect.key] ?? left[effect.key],
      isSameContent(effect, found.effect)
    else {
      if stoppedBlocks > 0 { throw RecordedStop() }
      try checkLeftovers(effect)
      return .perform(effect, inFlight: nil)
    }
    recorded[effect.key] = nil
    left[effect.key] = nil
    guard let outcome = found.outcome else { return try answer(to: effect, inFlight: found) }
    if journal.policy.assumed[found.number] == .notDone {
      try journal.diverge(path, after: found.number, isFailed: true)
      return .perform(effect, inFlight: nil)
    }
    switch outcome {
    case .failure:
      try journal.diverge(path, after: found.number, isFailed: true)
      return .perform(effect, inFlight: nil)
    case .digest where effect.repetition != .safe && effect.repetition != .idempotent:
      if case .done(let json) = journal.policy.assumed[found.number] {
        return .assumed(found, json: json)
      }
      throw JournalStop.notKept(found)
    case .digest: return .perform(effect, inFlight: found)
    case .value, .file:
      try settle()
      journal.countTaken()
      return .recorded(found, outcome)
    case .error:
      journal.countTaken()
      return .recorded(found, outcome)
    }
  }

  /// A block that its clock may stop, and how it is recorded that it was; nil if it is not, or has ended the task,
  /// so that it is tried anew.
  package func stop(of call: Call) throws -> (effect: Effect, recorded: RecordedEffect?) {
    let effect = effect(of: call)
    let found = recorded.removeValue(forKey: effect.key) ?? left.removeValue(forKey: effect.key)
    guard let found, case .failure = found.outcome else { return (effect, found) }
    try journal.diverge(path, after: found.number, isFailed: true)
    return (effect, nil)
  }

  private func effect(of call: Call) -> Effect {
    let place = Place(site: call.site, digest: call.digest)
    defer { counts[place, default: 0] += 1 }
    let key = EffectKey(
      task: path.description, site: call.site, digest: call.digest,
      occurrence: counts[place, default: 0])
    return Effect(
      key: key, name: call.name, place: call.place, arguments: call.arguments,
      content: call.content, repetition: call.repetition, began: journal.now)
  }

  /// Whether the files of a call are those that were sent. One that has gone since, perhaps because the script
  /// moved it, has not changed.
  private func isSameContent(_ effect: Effect, _ recorded: Effect) -> Bool {
    effect.content.isEmpty || effect.content == recorded.content
  }

  /// What is to be done about an effect of which only the intent is recorded.
  private func answer(to effect: Effect, inFlight found: RecordedEffect) throws -> Answer {
    let assumed = journal.policy.assumed[found.number]
    if assumed == nil, effect.repetition == .never { throw JournalStop.unknown(found) }
    // The script may have seen it fail.
    try journal.diverge(path, after: found.number, isFailed: false)
    switch assumed {
    case .done(let json): return .assumed(found, json: json)
    case .notDone: return .perform(effect, inFlight: nil)
    case nil: return .perform(effect, inFlight: found)
    }
  }

  /// Checks that the task, which has come to its end, has asked again for everything that it has changed before.
  ///
  /// - Throws: `JournalStop.changed`.
  package func checkEnd() throws { try checkLeftovers(nil) }

  /// - Parameter effect: the one that is asked for; nil at the end of the task, where a read that nothing asks
  ///   for any more does no harm.
  /// - Throws: `JournalStop.changed` if effects are recorded that were not asked for before.
  private func checkLeftovers(_ effect: Effect?) throws {
    guard isReplaying else { return }
    let policy = journal.policy
    let open = recorded.values.filter { leftover in
      leftover.effect.repetition == .safe
        ? effect != nil && !policy.allowsChanges
        : !policy.allowsChanges || !policy.hasAbandoned(leftover.number)
    }
    guard open.isEmpty else {
      throw JournalStop.changed(effect, leftovers: open.sorted { $0.number < $1.number })
    }
    hasPassedFrontier = true
  }

  // MARK: - Telling

  /// Notes that an effect is about to happen.
  ///
  /// - Parameter isLong: whether a resumed run should know when it began, though it changes nothing. Where
  ///   nothing is stored yet, no run will be resumed.
  /// - Returns: its number; nil for a read, which needs no intent.
  package func begin(_ effect: Effect, isLong: Bool = false) throws -> Int? {
    try settle(before: effect)
    if effect.repetition == .safe, !isLong || journal.store == nil { return nil }
    return try journal.begin(effect)
  }

  /// Notes how an effect ended.
  package func end(_ effect: Effect, _ number: Int?, _ outcome: RecordedOutcome) throws {
    try settle()
    if effect.repetition != .safe { journal.noteDone() }
    try note(effect, number, outcome)
  }

  /// Notes that an effect has failed.
  ///
  /// - Parameters:
  ///   - text: the error, as `StoredValue` writes it.
  ///   - error: what makes it the same as another one.
  ///   - isOpen: whether it is unknown if it was done.
  package func fail(
    _ effect: Effect, _ number: Int?, _ text: String, error: String, isOpen: Bool
  ) throws {
    try settle(before: effect)
    if isOpen { journal.noteDone() }
    failures.append(
      Failure(effect: effect, number: number, text: text, error: error, isOpen: isOpen))
    // Whether the script catches the error of a read is not known yet.
    if number != nil { try note(effect, number, .error(text)) }
  }

  /// Notes that a recorded error was given back. An earlier process may have ended before it could note that the
  /// error ends the task, so it counts like one that has just come.
  ///
  /// - Parameters: as of `fail`.
  package func recall(
    _ found: RecordedEffect, _ text: String, error: String, isOpen: Bool
  ) throws {
    try settle(before: found.effect)
    failures.append(
      Failure(
        effect: found.effect, number: found.number, text: text, error: error, isOpen: isOpen))
  }

  /// Notes that the latest failures were caught, since the work goes on: with another effect than one more
  /// attempt at the same.
  private func settle(before effect: Effect? = nil) throws {
    guard let last = failures.last?.effect.key,
      last.site != effect?.key.site || last.digest != effect?.key.digest
    else { return }
    for failure in failures where failure.number == nil {
      try note(failure.effect, nil, .error(failure.text))
    }
    if caught.count == Self.mostCaught { caught.removeFirst() }
    caught.append(failures)
    failures = []
  }

  private func note(_ effect: Effect, _ number: Int?, _ outcome: RecordedOutcome) throws {
    if let number {
      try journal.write([.end(number, outcome, at: journal.now)])
    } else {
      try journal.note(effect, outcome)
    }
  }

  /// Notes that an effect was stopped, and that it is unknown whether it was done.
  package func leaveOpen() { journal.noteDone() }

  /// Notes that an effect did not happen after all.
  package func forget(_ number: Int?) throws {
    if let number { try journal.write([.forget(number)]) }
  }

  /// Keeps a large value in a file of its own.
  package func keep(_ text: String, digest: String) throws {
    try journal.keep(text, digest: digest)
  }

  /// Notes the result of the task, which is complete.
  package func complete(_ result: RecordedOutcome) throws {
    // A task without effects costs nothing to run again.
    guard !counts.isEmpty, journal.store != nil else { return }
    failures = []
    try journal.write([.complete(task: path.description, result, at: journal.now)])
  }

  /// Notes that the task has ended with an error. If it came from an effect, a resumed run tries that anew.
  ///
  /// - Parameter error: as it was given to `fail`.
  package func leave(with error: String) throws {
    let isUncaught = failures.last?.error == error
    guard let ending = isUncaught ? failures : caught.last(where: { $0.last?.error == error })
    else { return }
    journal.noteFailedTask()
    failures = []
    // Nothing else happens on the main line when nothing there has caught it.
    if !isUncaught || path != .main {
      for failure in ending where failure.number == nil {
        try note(failure.effect, nil, .failure(failure.text))
      }
    }
    let numbered = ending.compactMap { failure in failure.number.map { ($0, failure) } }
    guard let (first, failure) = numbered.first else { return }
    let others = numbered.dropFirst().map { JournalEntry.forget($0.0) }
    // Whether it was done is unknown as long as no person has said so.
    let entry =
      numbered.contains { $0.1.isOpen }
      ? JournalEntry.reopen(first)
      : .end(first, .failure(failure.text), at: journal.now)
    try journal.write(others + [entry])
  }
}

/// A block is stopped here since its clock has stopped it here before. No script catches it.
package struct RecordedStop: Error {}
