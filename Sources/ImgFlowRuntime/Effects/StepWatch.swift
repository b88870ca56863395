import ImgFlowJournal

/// Reports to those who watch a run what becomes of one effect.
struct StepWatch {
  private let call: TaskJournal.Call
  private let host: any Host
  private let started: Int

  init(_ call: TaskJournal.Call, _ host: any Host) {
    (self.call, self.host) = (call, host)
    started = host.uptime()
  }

  /// The effect happens from now on. A read has no number, and is told of when it has ended.
  func beginning(_ number: Int?) -> StepWatch {
    if let number { host.progress.note(.stepBegan(step(number))) }
    return StepWatch(call, host)
  }

  func end(_ outcome: StepOutcome, number: Int?) {
    host.progress.note(.stepEnded(step(number), outcome, took: host.uptime() - started))
  }

  private func step(_ number: Int?) -> RunStep {
    RunStep(number: number, name: call.name, place: call.place, arguments: call.arguments)
  }
}
