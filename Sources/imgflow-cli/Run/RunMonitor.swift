import ImgFlow
import ImgFlowCommandLine
import ImgFlowJournal
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// What is said of a run besides its output: events, a copy of the messages, and a summary at the end.
struct RunMonitor {
  private let setting: RunSetting
  private let run: RunID?
  private let started: Int

  /// Opens the files that the flags name, and copies to them from now on.
  ///
  /// - Parameter run: the ID of the run; nil if nothing of it is recorded.
  /// - Throws: `UsageError` if one of them cannot be opened.
  init(_ setting: RunSetting, run: RunID?) throws {
    self.setting = setting
    self.run = run
    started = setting.host.uptime()
    let options = setting.options
    if let events = options.events, events == options.logFile {
      throw UsageError("`--events` and `--log-file` cannot write to the same file, `\(events)`")
    }
    var copies = Console.Copies()
    if let path = options.logFile {
      let append = try appending(to: path, flag: "log-file", "messages")
      copies.log = { append(setting.host.masked($0)) }
    }
    if let path = options.events {
      copies.isOnly = path == "-"
      let emit =
        path == "-"
        ? { @Sendable [console = setting.console] in console.emit($0) }
        : try appending(to: path, flag: "events", "events")
      let watch = setting.host.watch
      watch.write(run: run?.description, to: emit)
      copies.watch = { message, text in
        // The progress has events of its own.
        guard message != .progress else { return }
        watch.write(message.rawValue, [("text", .string(text))])
      }
    }
    setting.console.copy(to: copies)
  }

  private func appending(
    to path: String, flag: String, _ what: String
  ) throws -> @Sendable (String) -> Void {
    let file: AppendedFile
    do {
      file = try AppendedFile(path) { [setting] in setting.cancellation.isCancelled }
    } catch let problem as AppendedFile.Problem {
      throw UsageError(
        "`--\(flag) \(path)` cannot be written: \(problem.reason)",
        help: "name a file in a folder that exists, and that you may write to")
    }
    return { [console = setting.console] line in
      guard let reason = file.append(line) else { return }
      // Neither copied nor an event: that is what does not work.
      console.emit("warning: no more \(what) are written to \(path): \(reason)\n")
    }
  }

  /// Says that the run starts.
  func start(_ script: String, isResumed: Bool) {
    setting.host.watch.write(
      "run.start",
      [
        ("script", .string(script)), ("resumed", .bool(isResumed)),
        ("sandbox", .bool(setting.options.choice.isSandbox)),
        ("profile", .string(setting.services.profileName)),
      ])
  }

  /// Says what stopped the run, if a signal did.
  func noteStop(_ outcome: Outcome) {
    guard case .stopped = outcome, let signal = StopSignals.name else { return }
    setting.console.note("stopped by \(signal)", as: .error)
  }

  /// Says what may still be running at services after a run that did not come to its end.
  func noteUnfinished(_ outcome: Outcome, _ continuation: Continuation?) {
    switch outcome {
    case .finished, .exited, .rejected, .misused: return
    case .failed, .stopped, .unable: break
    }
    let work = UnfinishedWork(setting.host.watch.tally.unfinished)
    guard let text = work.text(isResumable: continuation != nil) else { return }
    setting.console.note(text, as: .error)
    if case .stopped = outcome { work.offerCancelling(setting) }
  }

  /// Writes a summary for the person at the terminal, or in the log, if the run did something outside.
  func summarize() {
    setting.host.watch.write("summary", report.operations)
    let options = setting.options
    let isWanted =
      setting.console.errorIsTerminal || options.events != nil || options.logFile != nil
    guard isWanted, !options.isQuiet, setting.host.watch.tally.reachedOut else { return }
    let width = setting.console.errorIsTerminal ? setting.console.size.columns - 1 : 100
    setting.console.note(report.lines(width: width).joined(separator: "\n"), as: .progress)
  }

  /// Says that the run has ended: nothing comes after it.
  ///
  /// - Parameter outcome: nil if the run did not start.
  func end(_ outcome: Outcome?, _ continuation: Continuation?, exit: Int32) {
    let status =
      switch outcome {
      case nil, .rejected, .misused: "rejected"
      case _ where continuation?.isAsItIs == true: "stopped"
      case .stopped: "stopped"
      case .finished, .exited: exit == 0 ? "done" : "failed"
      case .failed, .unable: "failed"
      }
    let resume = continuation.map { "imgflow resume \($0.run)" + ($0.isAsItIs ? "" : " --changed") }
    setting.host.watch.write(
      "run.end",
      [("status", .string(status)), ("exit", .int(Int(exit)))] + report.totals + [
        ("resume", resume.map(Value.string) ?? .null)
      ])
  }

  private var report: RunReport {
    RunReport(
      tally: setting.host.watch.tally, spent: setting.spending.amounts,
      files: setting.host.watch.files, run: run, took: setting.host.uptime() - started)
  }
}
