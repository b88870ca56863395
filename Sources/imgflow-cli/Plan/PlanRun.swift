import ImgFlow
import ImgFlowCommandLine
import ImgFlowJournal
import ImgFlowRuns
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// One rehearsal of a script, from its arguments to the exit status.
struct PlanRun {
  /// How far a plan looks ahead by the clock of the script, in milliseconds.
  static let horizon = 86_400_000

  private let source: ParsedScript
  private var values: [String: Interpreter.ParameterValue]
  private let setting: RunSetting
  private let host: RehearsalHost
  /// Where the run would work.
  private let choice: ServiceChoice

  init(
    _ source: ParsedScript, _ arguments: ScriptArguments, _ console: Console,
    _ cancellation: Cancellation
  ) throws {
    self.source = source
    values = arguments.values
    var options = try arguments.options.confined()
    choice = options.choice
    (options.sandbox, options.isPlan) = (.sandbox, true)
    let setting = try RunSetting(options, console, cancellation)
    self.setting = setting
    let services = setting.services
    let host = try RehearsalHost(setting.host, .init(url: { services.sandboxURL }))
    self.host = host
    services.countCosts { host.isCounting }
    for entry in source.parameters.entries where entry.isSecret && entry.isRequired {
      guard values[entry.name] == nil,
        try entry.environmentVariable.flatMap({ try host.environment($0) }) == nil
      else { continue }
      values[entry.name] = .text(Self.standIn)
      host.notes.addMissing(parameter: entry.flag)
    }
  }

  /// What a secret parameter is that was not given.
  private static let standIn = "secret-of-a-plan"

  func execute() throws -> Int32 {
    defer {
      setting.stop()
      host.discard()
    }
    setting.watchSignals()
    var limits = setting.limits
    limits.timeout = limits.timeout ?? Self.horizon
    limits.journal = journal
    let once = RehearsedOnce(try known, on: host)
    limits.once = OnceMemory(scope: scope, isFresh: setting.options.isFresh) { once }
    let printer = setting.printer
    let outcome = setting.script(source, on: host).run(
      parameters: values, options: limits, cancellation: setting.cancellation,
      warn: { printer.print($0) }, start: { [setting] _ in try setting.checkBudgets() },
      finish: { _, _ in })
    setting.host.finish()
    return show(outcome, once)
  }

  private func show(_ outcome: Outcome, _ once: RehearsedOnce) -> Int32 {
    guard let end = Plan.End(outcome, after: host.elapsed, of: setting.options) else {
      setting.report(outcome, of: source)
      return setting.exitStatus(outcome.exitStatus)
    }
    let plan = Plan(source.file.name, end, host, setting, skipped: once.skipped)
    let console = setting.console
    let text =
      setting.options.wantsJSON
      ? plan.json
      : PlanText(plan, width: console.outputIsTerminal ? console.size.columns : 80).text
    console.write(setting.host.masked(text))
    if case .failed = end { setting.report(outcome, of: source) }
    let isOver = plan.costs.contains(where: \.isOver)
    let status = end == .finished && isOver ? ExitStatus.vendor : outcome.exitStatus
    return setting.exitStatus(status)
  }

  /// Has a place for each step, and keeps none of them.
  private var journal: RunJournal {
    let run = RunID(time: host.now(), random: 0)
    let now = { @Sendable [host] in host.now() }
    return RunJournal(seed: "plan", time: now) { ForgetfulStore(run: run) }
  }

  // MARK: - Once

  private var script: String { source.file.location ?? source.file.name }

  private var scope: OnceScope {
    OnceScope(script: script, place: RunRecording.place(choice, setting.services.profileName))
  }

  /// The values that a run would find. A sandbox of its own has none.
  private var known: [OnceEntry] {
    get throws {
      guard choice != .sandbox,
        let folder = try? RunFolder.standard({ try host.environment($0) })
      else { return [] }
      return try folder.keptOnce().filter { $0.key.scope == scope }
    }
  }
}
