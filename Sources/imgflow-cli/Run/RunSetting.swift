import ImgFlow
import ImgFlowCatalogue
import ImgFlowCommandLine
import ImgFlowJournal
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowVendors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The environment that the flags of a command line set up: the host, the vendors, the limits, and how
/// problems are reported.
struct RunSetting {
  let options: RunOptions
  let console: Console
  let cancellation: Cancellation
  let host: SystemHost
  let printer: DiagnosticPrinter
  let services: VendorServices
  /// What calls cost, and may cost.
  let spending: Spending
  private let library: any Library

  /// - Parameters:
  ///   - output: takes what scripts print, in place of standard output.
  ///   - exchanges: remembers the last requests.
  /// - Throws: `UsageError`.
  init(
    _ options: RunOptions, _ console: Console, _ cancellation: Cancellation,
    output: (@Sendable (String) -> Void)? = nil, exchanges: ExchangeLog? = nil
  ) throws {
    self.options = options
    self.console = console
    self.cancellation = cancellation
    var hostOptions = SystemHost.Options()
    hostOptions.allowsInput = options.allowsInput
    hostOptions.tellsRequests = options.isVerbose
    hostOptions.output = output
    hostOptions.exchanges = exchanges
    hostOptions.isRehearsal = options.choice.isSandbox
    hostOptions.environment = try Variables.read(options.environmentFile)
    hostOptions.authorityFiles = options.authorityFiles
    if options.isQuiet || options.isPlan { hostOptions.progress = .none }
    let host = SystemHost(console: console, options: hostOptions, cancellation: cancellation)
    self.host = host
    printer = DiagnosticPrinter(console, options, mask: { host.masked($0) })
    spending = Spending(budgets: options.budgets, isEnforced: !options.isPlan)
    services = try VendorServices(options, host, spending)
    library = services.library(for: options.choice)
  }

  /// - Parameter host: the world that it sees; by default this machine.
  func script(_ source: ParsedScript, on host: (any Host)? = nil) -> Script {
    Script(source, host: host ?? self.host, library: library)
  }

  /// Refuses budgets for what no vendor counts; called when all vendors of a script are known.
  ///
  /// - Throws: `ParameterProblem`.
  @Sendable func checkBudgets() throws {
    guard !spending.budgets.isEmpty else { return }
    if let (message, help) = spending.unknownBudget(among: try BuiltInVendors.all()) {
      throw ParameterProblem.unknownBudget(message, help: help)
    }
  }

  /// What a run may use.
  var limits: Interpreter.Options {
    var limits = Interpreter.Options()
    limits.allowsReveal = options.allowsReveal
    limits.confinement = options.confinement
    limits.timeout = options.timeout
    limits.maxMemory = options.maxMemory
    limits.maxSteps = options.maxSteps
    if let depth = options.maxDepth { limits.callDepth = depth }
    return limits
  }

  /// Lets Ctrl-C and its like stop the run.
  func watchSignals() {
    StopSignals.watch { [cancellation, console] in
      cancellation.cancel(.interrupt)
      if console.errorIsTerminal { console.note("stopping; press Ctrl-C again to quit at once") }
    }
  }

  /// Ends what was started for the run.
  func stop() {
    services.stop()
    host.temporary.remove()
  }

  /// Reports what went wrong.
  func report(_ outcome: Outcome) {
    switch outcome {
    case .finished, .exited, .misused, .stopped: break
    case .rejected(let diagnostics): printer.print(diagnostics)
    case .failed(let error): printer.print([error.diagnostic])
    case .unable(let error as SetupError): printer.print(error: error.description, help: error.help)
    case .unable(let stop as JournalStop): printer.print(error: stop.message, help: stop.help)
    case .unable(let error):
      printer.print(
        error: "ImgFlow failed: \(error)",
        help: "this is a bug in ImgFlow, not in the script; please report it")
    }
  }

  /// The exit status of a run: what happened outside the script matters more than how it ended.
  func exitStatus(_ status: Int32) -> Int32 {
    console.flush()
    if let signal = StopSignals.exitStatus { return signal }
    switch console.failure {
    case nil: return status
    case .closed: return 128 + SIGPIPE
    case .failed(let reason):
      printer.print(error: "cannot write the output: \(reason)")
      return status == ExitStatus.success ? ExitStatus.failure : status
    }
  }
}

extension DiagnosticPrinter {
  /// A printer as the flags of a run want it.
  init(
    _ console: Console, _ options: RunOptions,
    mask: @escaping @Sendable (String) -> String = { $0 }
  ) {
    self.init(
      console, skin: options.skin, allowsColour: options.allowsColour,
      showsPlace: options.expression == nil, mask: mask)
  }
}
