import ImgFlow
import ImgFlowJournal
import ImgFlowRuntime

/// How a run that has not come to its end can go on.
struct Continuation {
  let run: RunID
  /// Whether it can go on as it is, or only after the script has been mended.
  let isAsItIs: Bool
  /// Whether a message has said how it can go on.
  private let isSaid: Bool

  /// Nil if the run has come to its end, or a new one would do nothing twice.
  init?(_ outcome: Outcome, _ journal: RunJournal, _ run: RunID) {
    guard journal.store != nil, journal.hasDone else { return nil }
    self.run = run
    if case .unable(is JournalStop) = outcome { isSaid = true } else { isSaid = false }
    switch outcome {
    case .finished, .exited, .rejected, .misused: return nil
    case .failed(let error): isAsItIs = journal.hasFailedTask && !error.isOfScript
    case .stopped: isAsItIs = true
    case .unable(let stop as JournalStop):
      if case .damaged = stop { isAsItIs = false } else { isAsItIs = true }
    case .unable: isAsItIs = false
    }
  }

  /// The last line of the run; nil if a message has said it.
  var text: String? {
    guard !isSaid else { return nil }
    return isAsItIs
      ? "the run can go on: `imgflow resume \(run)`"
      : "after mending the script, the run can go on: `imgflow resume \(run) --changed`"
  }
}

extension RuntimeError {
  /// Whether the script has to be mended: it gave something that nothing will ever accept.
  fileprivate var isOfScript: Bool { ["validation", "type"].contains(value.kind) }
}
