import ImgFlow
import ImgFlowRuntime
import ImgFlowSyntax

/// What a run has started at services and did not see the end of.
struct UnfinishedWork {
  private static let mostNamed = 5

  private let work: [RunWork]

  init(_ work: [RunWork]) { self.work = work }

  /// Nil if there is nothing to say.
  func text(isResumable: Bool) -> String? {
    guard !work.isEmpty else { return nil }
    let named = work.prefix(Self.mostNamed).map { "\n  \($0.label), started by `\($0.operation)`" }
    let more = work.count - named.count
    return "still running at the service, as far as is known:" + named.joined()
      + (more > 0 ? "\n  and \(more) more" : "")
      + (isResumable ? "\nwhen the run goes on, it waits for what it has started" : "")
  }

  /// Asks the person at the terminal whether the work is to be ended, and ends it.
  func offerCancelling(_ setting: RunSetting) {
    let (console, host) = (setting.console, setting.host)
    guard console.errorIsTerminal, setting.options.allowsInput else { return }
    for work in work where work.cancel != nil {
      guard host.confirms("cancel \(work.label)? [y/N] ") else { continue }
      switch Script.cancel(work, host) {
      case .finished: console.note("cancelled \(work.label)", as: .error)
      case .failed(let error): setting.printer.print([error.diagnostic])
      case let outcome: console.note("\(work.label) was not cancelled: \(outcome)", as: .error)
      }
    }
  }
}
