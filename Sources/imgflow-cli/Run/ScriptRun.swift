import ImgFlow
import ImgFlowCommandLine
import ImgFlowJournal
import ImgFlowRuns
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// One run of a script from the command line, from its arguments to its exit status.
struct ScriptRun {
  private let setting: RunSetting
  private let source: ParsedScript
  private let values: [String: Interpreter.ParameterValue]
  /// What is recorded of the run; nil if nothing is.
  private let recording: RunRecording?
  private let monitor: RunMonitor
  private let isResumed: Bool

  /// Runs what the command line requests and returns the exit status.
  ///
  /// - Parameter resumed: the run that goes on; nil for a new one.
  static func execute(_ words: [String], resuming resumed: RunRecording.Resumed? = nil) -> Int32 {
    let cancellation = Cancellation()
    let console = Console(
      stampsLines: true, isStopped: { cancellation.isCancelled },
      onFailure: { cancellation.cancel(.interrupt) })
    defer { console.flush() }
    do {
      let arguments = try RunArguments(words)
      if case .none = arguments.source { return withoutScript(words, arguments.options, console) }
      let source = ParsedScript(
        try read(arguments.source, within: RunOptions(readableIn: words).timeout))
      let parsed = try ScriptArguments.parsed(arguments, of: source)
      if parsed.options.wantsHelp {
        let name = ScriptSource.name(of: arguments.source)
        console.write(ScriptHelp(script: name, parameters: parsed.parameters).text)
        return ExitStatus.success
      }
      return try ScriptRun(
        source, parsed, RecordedWords.of(words, after: arguments, parsed),
        isFile: arguments.source.isFile, console, cancellation,
        resuming: resumed
      ).execute()
    } catch {
      return DiagnosticPrinter(console, RunOptions(readableIn: words)).report(error)
    }
  }

  /// Reads the script; standard input may take its time.
  private static func read(
    _ source: RunArguments.Source, within timeout: Int?
  ) throws -> SourceFile {
    guard let timeout else { return try ScriptSource.read(source) }
    let end = ContinuousClock.now + .milliseconds(timeout)
    let check = {
      guard .now > end else { return }
      throw ValueError(
        .timeout, "the script did not arrive within \(DurationText.short(timeout))",
        help: "give it more time with `--timeout`")
    }
    return try StopCheck.during(check) { try ScriptSource.read(source) }
  }

  /// What a command line without a script requests: the help, or the prompt.
  private static func withoutScript(
    _ words: [String], _ options: RunOptions, _ console: Console
  ) -> Int32 {
    if options.wantsHelp {
      console.write(CommonFlags.help.text)
      return ExitStatus.success
    }
    guard words.first == "run" else { return ReplCommand.execute(words) }
    DiagnosticPrinter(console, options).print(
      error: "no script to run",
      help: "write `imgflow FILE`, or `imgflow --help` for more")
    return ExitStatus.usage
  }

  private init(
    _ source: ParsedScript, _ arguments: ScriptArguments, _ words: [String], isFile: Bool,
    _ console: Console, _ cancellation: Cancellation, resuming resumed: RunRecording.Resumed?
  ) throws {
    self.source = source
    values = arguments.values
    let options = try arguments.options.confined()
    setting = try RunSetting(options, console, cancellation)
    isResumed = resumed != nil
    guard isFile, options.keepsJournal else {
      recording = nil
      monitor = try RunMonitor(setting, run: nil)
      return
    }
    guard options.parameterFile != "-" else {
      throw UsageError(
        "a run with `--params -` cannot be resumed: standard input is read only once",
        help: "write the parameters to a file, or add `--no-journal`")
    }
    let recording = try RunRecording(
      source, words, profile: setting.services.profileName, options.choice,
      setting.host, resumed: resumed)
    self.recording = recording
    recording.keepTemporaryFiles()
    monitor = try RunMonitor(setting, run: recording.run)
    setting.services.keepSandbox(in: recording.sandboxDatabase)
  }

  private func execute() -> Int32 {
    defer { setting.stop() }
    monitor.start(source.file.location ?? source.file.name, isResumed: isResumed)
    let lock: RunLock?
    do { lock = setting.options.isExclusive ? try recording?.lock(setting.options) : nil } catch {
      let status = refuse(error)
      monitor.end(nil, nil, exit: status)
      return status
    }
    defer { withExtendedLifetime(lock) {} }
    setting.watchSignals()
    setting.announcePermissions(permits: source.permits)
    let printer = setting.printer
    var limits = setting.limits
    limits.journal = recording?.journal
    limits.once = recording?.once(setting.options)
    let outcome = setting.script(source).run(
      parameters: values, options: limits, cancellation: setting.cancellation,
      warn: { printer.print($0) },
      start: { [setting, recording] program in
        try setting.checkBudgets()
        try recording?.start(program)
      },
      finish: show)
    setting.host.finish()
    let continuation = recording?.finish(outcome)
    monitor.noteStop(outcome)
    setting.report(outcome, of: source)
    monitor.noteUnfinished(outcome, continuation)
    if let taken = recording?.taken, !setting.options.isQuiet { setting.console.note(taken) }
    monitor.summarize()
    if let text = continuation?.text { setting.console.note(text, as: .error) }
    let status =
      continuation?.isAsItIs == true
      ? ExitStatus.resumable : setting.exitStatus(outcome.exitStatus)
    setting.console.flush()
    monitor.end(outcome, continuation, exit: status)
    return status
  }

  /// Says why the run does not start; returns the exit status.
  private func refuse(_ error: any Error) -> Int32 {
    guard let held = error as? RunLock.IsHeld else {
      let problem = error as? StoreProblem
      setting.printer.print(error: problem?.message ?? "\(error)", help: problem?.help)
      return ExitStatus.failure
    }
    let owner = held.owner.map { ": \($0.phrase)" } ?? ""
    setting.printer.print(
      error: "another run of \(source.file.name) is not finished\(owner)",
      help: "wait for its end; without `--exclusive` this run would start too")
    return ExitStatus.busy
  }

  /// Prints the value of `-e`: on a terminal as `print` and `show` do, else as JSON.
  private var show: @Sendable (Value, Redactor) -> Void {
    let isExpression = setting.options.expression != nil
    let wantsJSON = setting.options.wantsJSON || !setting.console.outputIsTerminal
    return { [console = setting.console] value, redactor in
      // An expression that only acts, as `print` does, has nothing to show.
      guard isExpression, !value.isNull else { return }
      let isCompound = value.asList != nil || value.asRecord != nil
      let json =
        wantsJSON || isCompound
        ? try? JSON.text(of: value, indent: wantsJSON ? nil : 2) : nil
      console.write(redactor.redact(json ?? value.displayText) + "\n")
    }
  }
}
