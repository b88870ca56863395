import ImgFlowJournal
import ImgFlowValues

// What a person is told when a run stops because of its journal.
extension JournalStop {
  var message: String {
    switch self {
    case .unknown(let step):
      "it is unknown whether step \(step.number) was done: \(step.effect.call)"
        + "\n  \(step.effect.place), sent at \(RunTime.of(step.effect.began)), "
        + "\(step.attempts == 1 ? "once" : "\(step.attempts) times"); its response never came"
    case .changed(let effect, let leftovers):
      (effect.map { "\($0.place) asks for \($0.call), which is not recorded, but before it" }
        ?? "the script came to its end, but")
        + " the run did what was not asked for now:" + Self.list(leftovers)
    case .changedScript(let path): "\(path) has changed since the run"
    case .changedResult(let step):
      "step \(step.number), \(step.effect.call), has another result now, and its value was not kept"
    case .notAResult(let step, let reason):
      "what `--assume` gives cannot be the result of step \(step.number), \(step.effect.call): \(reason)"
    case .notKept(let step):
      "the result of step \(step.number), \(step.effect.call), was not kept, and it must not be done again"
    case .unusable(let step, let problem):
      "the result of step \(step.number), \(step.effect.call), cannot be used here: \(problem.message)"
    case .withheld(let effect):
      "\(effect.call) would send a secret that a service gave an earlier process, and that was not stored"
    case .lost(let owner):
      "another process has taken the run over" + (owner.map { ": \($0.phrase)" } ?? "")
    case .damaged(let problem): "the journal of the run is damaged: \(problem)"
    case .unwritable(let problem):
      "the journal of the run cannot be kept, so nothing more is done: \(problem)"
    case .full(let size):
      "the journal of the run is \(size >> 20) MB large, which is too much"
    }
  }

  var help: String? {
    switch self {
    case .unknown(let step):
      "see at the service whether it was done, then resume with `--assume \(step.number)=done:'{…}'`, "
        + "its result as JSON, or `--assume \(step.number)=not-done`"
    case .changed(_, let leftovers):
      "if that is meant, resume with `--changed"
        + StepRanges.text(leftovers.filter { $0.effect.repetition != .safe }.map(\.number))
        .map { " --abandon \($0)" }.joined()
        + "`: what the script asks for later is given back then"
    case .changedScript:
      "resume with `--changed` to go on with the script as it is now: recorded steps that it has still are "
        + "not done again"
    case .changedResult: "if that does no harm, resume with `--changed`"
    case .notAResult: "give what the service shows of it, as JSON"
    case .notKept(let step): "resume with `--assume \(step.number)=done:'…'`, its result as JSON"
    case .unusable(_, let problem): problem.help
    case .withheld:
      "find the step that it is from with `imgflow runs last`, and resume with `--assume STEP=not-done`: it is "
        + "done again, for a new one"
    case .lost: nil
    case .damaged:
      "see at the services what the run has done, then remove its journal with `imgflow runs rm ID`"
    case .unwritable(let problem):
      problem.help
        ?? "make room for it, and resume the run; one that is started with `--no-journal` keeps none"
    case .full: "run the script with `--no-journal`, or on fewer items at a time"
    }
  }

  private static let mostShown = 5

  private static func list(_ steps: [RecordedEffect]) -> String {
    let lines = steps.prefix(mostShown).map { step in
      "\n  step \(step.number)  \(step.effect.place)  \(step.effect.call)"
    }
    let more = steps.count - lines.count
    return lines.joined() + (more > 0 ? "\n  and \(more) more" : "")
  }
}

extension Effect {
  /// `expoze.createJob(media: 7)`.
  var call: String { "`\(name)(\(arguments))`" }
}

extension RunOwner {
  /// `process 4711 on build, since 2026-11-30 02:14:07`.
  var phrase: String { "process \(process) on \(host), since \(RunTime.of(since))" }
}
