import ImgFlowValues

/// Why a run stops because of its journal. No script catches it.
package enum JournalStop: Error, Sendable {
  /// It is unknown whether an effect was done that must not be done twice.
  case unknown(RecordedEffect)
  /// An effect is not in the journal, or the end was reached (nil), although others are recorded that were not
  /// asked for: something has changed.
  case changed(Effect?, leftovers: [RecordedEffect])
  /// The script at a path is not the one that was run.
  case changedScript(String)
  /// A value that was too large to store has changed.
  case changedResult(RecordedEffect)
  /// What a person gives as the result of an effect cannot be that, for a reason.
  case notAResult(RecordedEffect, String)
  /// The value of an effect that must not be done again was not kept.
  case notKept(RecordedEffect)
  /// The value of an effect cannot be read on this machine, for a reason.
  case unusable(RecordedEffect, ValueError)
  /// An effect would send a secret that a service gave an earlier process, and that was not kept.
  case withheld(Effect)
  /// Another process has taken the run over.
  case lost(RunOwner?)
  /// What it says is not what was written.
  case damaged(String)
  /// It cannot be written, or not be read, so that nothing may be done.
  case unwritable(StoreProblem)
  /// It has become too large, in bytes.
  case full(Int)
}

/// What a person says about a journal when a run is resumed.
package struct ResumePolicy: Sendable {
  /// What became of an effect of which it is unknown.
  package enum Assumption: Sendable, Equatable {
    /// It was done, with this value as JSON.
    case done(String)
    case notDone
  }

  /// Whether reads may be left over, since the script, or what it works on, has changed.
  package var allowsChanges = false
  /// The effects that may be left over.
  package var abandoned: [ClosedRange<Int>] = []
  /// What became of effects, by their number.
  package var assumed: [Int: Assumption] = [:]

  package init() {}

  func hasAbandoned(_ number: Int) -> Bool { abandoned.contains { $0.contains(number) } }
}
