import Synchronization

/// A store that keeps nothing: effects get their numbers, so that those who watch the run hear of them, and a run
/// that was only rehearsed leaves nothing to go on with.
package final class ForgetfulStore: RunStore {
  package let run: RunID
  private let latest = Atomic<Int>(0)

  package init(run: RunID) { self.run = run }

  package func take(_ owner: RunOwner, fromElsewhere: Bool) {}

  package func summary() -> RunSummary {
    RunSummary(
      run: run,
      origin: RunSummary.Origin(
        script: "", tree: "", arguments: [], folder: "", seed: "", profile: "", isRehearsal: true,
        started: 0),
      status: .running, since: 0, owner: nil, steps: latest.load(ordering: .relaxed))
  }

  package func mark(_ status: RunStatus, at time: Int) {}

  package func begin(_ effect: Effect, after entries: [JournalEntry]) -> Int {
    latest.add(1, ordering: .relaxed).newValue
  }

  package func write(_ entries: [JournalEntry]) {}
  package func leave(_ tasks: [String], after number: Int) -> Int { 0 }
  package func effects() -> [RecordedEffect] { [] }
  package func effects(of task: String) -> [RecordedEffect] { [] }
  package func effect(_ number: Int) -> RecordedEffect? { nil }
  package func open() -> [RecordedEffect] { [] }
  package func result(of task: String) -> RecordedOutcome? { nil }
  package func keep(_ text: String, digest: String) {}
  package func kept(_ digest: String) -> String? { nil }
  package func check() {}
  package func size() -> Int { 0 }
  package func close() {}
}
