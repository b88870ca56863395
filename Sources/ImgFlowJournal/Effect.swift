/// What identifies an effect of a run, so that a resumed run finds it again.
///
/// Layout, comments and the order of a `parallel` do not matter to it.
package struct EffectKey: Hashable, Sendable {
  /// Where a `parallel` body was: empty on the main line, otherwise the digest of its item, and which of the
  /// equal items it was, after the path of the task around it.
  package let task: String
  /// The enclosing function, and which of its calls this is: `main/3`.
  package let site: String
  /// The digest of the arguments: files count by content, secrets by a digest that only this run can make.
  package let digest: String
  /// How often the three have come before in this task.
  package let occurrence: Int

  package init(task: String, site: String, digest: String, occurrence: Int) {
    (self.task, self.site, self.digest, self.occurrence) = (task, site, digest, occurrence)
  }
}

/// What may be done about an effect of which only the intent is known. Design: what a vendor's declaration
/// says with `repeat`.
package enum Repetition: String, Sendable, CaseIterable {
  /// A read: it can be done again at any time, and needs no intent.
  case safe
  /// Doing it twice is the same as once.
  case idempotent
  /// It carries a key by which the service knows it again.
  case keyed
  /// The service can be asked whether it was done.
  case find
  /// Doing it twice would do it twice.
  case never
}

/// Something that left or entered the interpreter, or was about to.
package struct Effect: Sendable, Equatable {
  package let key: EffectKey
  /// How messages name it: `expoze.createJob`.
  package let name: String
  /// Where the call is in the source: `report.imgflow:12:3`.
  package let place: String
  /// The arguments as messages show them, without secrets.
  package let arguments: String
  package let repetition: Repetition
  /// When it began, in milliseconds since 1970.
  package let began: Int

  package init(
    key: EffectKey, name: String, place: String, arguments: String, repetition: Repetition,
    began: Int
  ) {
    self.key = key
    self.name = name
    self.place = place
    self.arguments = arguments
    self.repetition = repetition
    self.began = began
  }
}

/// How an effect ended.
package enum RecordedOutcome: Sendable, Equatable {
  /// Its value, as `StoredValue` writes it.
  case value(String)
  /// The value of the error that it raised, written in the same way.
  case error(String)
  /// A value too large to be kept, or one that must not be, such as an access token: its digest, and its size
  /// in bytes. A resumed run asks again, and compares.
  case digest(String, size: Int)
}

/// An effect as a journal has it.
package struct RecordedEffect: Sendable, Equatable {
  /// Its number in the order in which effects began, from 1: what messages and `--assume` call it.
  package let number: Int
  package let effect: Effect
  /// Nil while it is in flight, and after a run that ended then.
  package let outcome: RecordedOutcome?
  /// When it ended, in milliseconds since 1970.
  package let ended: Int?
  /// How often it was sent, over all runs of this journal.
  package let attempts: Int

  package init(
    number: Int, effect: Effect, outcome: RecordedOutcome?, ended: Int?, attempts: Int
  ) {
    self.number = number
    self.effect = effect
    self.outcome = outcome
    self.ended = ended
    self.attempts = attempts
  }
}
