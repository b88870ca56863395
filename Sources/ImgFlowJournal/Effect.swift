/// What identifies an effect of a run, so that a resumed run finds it again.
///
/// Layout, comments and the order of a `parallel` do not matter to it.
package struct EffectKey: Hashable, Sendable {
  /// Where a `parallel` body was: empty on the main line, otherwise the digest of its item, and which of the
  /// equal items it was, after the path of the task around it.
  package let task: String
  /// The file, the enclosing function, and what is called: `night.imgflow:main:upload`.
  package let site: String
  /// The digest of the arguments: secrets count by a digest that only this run can make.
  package let digest: String
  /// How often the three have come before in this task.
  package let occurrence: Int

  package init(task: String, site: String, digest: String, occurrence: Int) {
    (self.task, self.site, self.digest, self.occurrence) = (task, site, digest, occurrence)
  }
}

/// What may be done about an effect of which only the intent is known.
package enum Repetition: String, Sendable, CaseIterable {
  /// A read: it can be done again at any time, and needs no intent.
  case safe
  /// Doing it twice is the same as once.
  case idempotent
  /// It carries a key by which the service knows it again.
  case keyed
  /// The service, or the file system, can be asked whether it was done.
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
  /// The digest of the files among the arguments; empty if it names none.
  package let content: String
  package let repetition: Repetition
  /// What was noted of the world before it, to see afterwards whether it was done; empty for most.
  package let note: String
  /// When it began, in milliseconds since 1970.
  package let began: Int

  package init(
    key: EffectKey, name: String, place: String, arguments: String, content: String = "",
    repetition: Repetition, note: String = "", began: Int
  ) {
    self.key = key
    self.name = name
    self.place = place
    self.arguments = arguments
    self.content = content
    self.repetition = repetition
    self.note = note
    self.began = began
  }
}

/// How an effect ended.
package enum RecordedOutcome: Sendable, Equatable {
  /// Its value, as `StoredValue` writes it.
  case value(String)
  /// The error that it raised, written in the same way. The script caught it, and sees it again.
  case error(String)
  /// The error that ended its task: a resumed run tries the effect anew.
  case failure(String)
  /// A value that is kept in a file of its own, under the name of its digest.
  case file(String, size: Int)
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
  /// Whether it was done after one that was tried anew since: the script may have taken another way, and need
  /// not ask for it again.
  package let isLeft: Bool

  package init(
    number: Int, effect: Effect, outcome: RecordedOutcome?, ended: Int?, attempts: Int,
    isLeft: Bool = false
  ) {
    self.number = number
    self.effect = effect
    self.outcome = outcome
    self.ended = ended
    self.attempts = attempts
    self.isLeft = isLeft
  }
}
