import ImgFlowJournal

/// Tells those who watch a run what becomes of one effect.
struct StepWatch {
  private let call: TaskJournal.Call
  private let host: any Host
  private let started: Int

  init(_ call: TaskJournal.Call, _ host: any Host) {
    (self.call, self.host) = (call, host)
    started = host.uptime()
  }

  /// A read has no number, and is told of when it has ended.
  func begin(_ number: Int?) {
    if let number { host.progress.note(.stepBegan(step(number))) }
  }

  func end(_ outcome: StepOutcome, number: Int?) {
    host.progress.note(.stepEnded(step(number), outcome, took: host.uptime() - started))
  }

  private func step(_ number: Int?) -> RunStep {
    RunStep(number: number, name: call.name, place: call.place, arguments: call.arguments)
  }
}
