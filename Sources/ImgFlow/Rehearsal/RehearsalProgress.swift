import ImgFlowRuntime

/// Counts what happens in a rehearsal, and shows nothing of it.
struct RehearsalProgress: ProgressDisplay {
  private let watch: RunWatch
  private let notes: PlanNotes
  private let time: SimulatedTime

  init(_ watch: RunWatch, _ notes: PlanNotes, _ time: SimulatedTime) {
    (self.watch, self.notes, self.time) = (watch, notes, time)
  }

  func begin(_ label: String) -> Int { 0 }
  func update(_ entry: Int, fraction: Double?, detail: String) {}
  func end(_ entry: Int, outcome: String) {}

  func note(_ event: RunEvent) {
    if !time.isLeftOut { watch.note(event) }
    if case .stepEnded(let step, _, _) = event { notes.place(step.place, on: time.thread) }
  }
}
