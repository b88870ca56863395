import ImgFlow
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import ImgFlowVendors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One run of a script from the command line, from its arguments to its exit status.
struct ScriptRun {
  private let console: Console
  private let cancellation: Cancellation
  private let options: RunOptions
  private let file: SourceFile
  private let values: [String: Interpreter.ParameterValue]
  private let host: SystemHost
  private let printer: DiagnosticPrinter

  /// Runs what the words of the command line ask for and returns the exit status.
  static func execute(_ words: [String]) -> Int32 {
    let cancellation = Cancellation()
    let console = Console(onFailure: { cancellation.cancel(.interrupt) })
    defer { console.flush() }
    do {
      let arguments = try RunArguments(words)
      if case .none = arguments.source { return help(arguments.options, console) }
      let file = try ScriptSource.read(arguments.source)
      let parsed = try ScriptArguments.parsed(arguments, of: file)
      if parsed.options.wantsHelp {
        let name = ScriptSource.name(of: arguments.source)
        console.write(ScriptHelp(script: name, parameters: parsed.parameters).text)
        return ExitStatus.success
      }
      return ScriptRun(file, parsed, console, cancellation).execute()
    } catch let error as UsageError {
      DiagnosticPrinter(console, allowsColour: !words.contains("--no-color"))
        .print(error: error.message, help: error.help)
    } catch {
      DiagnosticPrinter(console).print(error: "\(error)")
    }
    return ExitStatus.usage
  }

  private static func help(_ options: RunOptions, _ console: Console) -> Int32 {
    guard options.wantsHelp else {
      DiagnosticPrinter(console, allowsColour: options.allowsColour).print(
        error: "there is no script to run",
        help: "write `imgflow FILE`, or `imgflow --help` for more")
      return ExitStatus.usage
    }
    console.write(CommonFlag.helpText)
    return ExitStatus.success
  }

  private init(
    _ file: SourceFile, _ arguments: ScriptArguments, _ console: Console,
    _ cancellation: Cancellation
  ) {
    self.console = console
    self.cancellation = cancellation
    self.file = file
    options = arguments.options
    values = arguments.values
    var hostOptions = SystemHost.Options()
    hostOptions.allowsInput = options.allowsInput
    hostOptions.tellsRequests = options.isVerbose
    if options.isQuiet { hostOptions.progress = .none }
    let host = SystemHost(console: console, options: hostOptions, cancellation: cancellation)
    self.host = host
    printer = DiagnosticPrinter(
      console, skin: options.skin, allowsColour: options.allowsColour,
      showsPlace: options.expression == nil, mask: { host.masked($0) })
  }

  private func execute() -> Int32 {
    let sandbox = sandbox()
    defer { sandbox?.stop() }
    StopSignals.watch { [cancellation, console] in
      cancellation.cancel(.interrupt)
      if console.errorIsTerminal { console.note("stopping; press Ctrl-C again to quit at once") }
    }
    let library = ImgFlowLibrary { [options] in
      if let sandbox { return .sandbox(at: try sandbox.url()) }
      if case .sandboxAt(let url) = options.vendors { return .sandbox(at: url) }
      return VendorSettings()
    }
    var runtime = Interpreter.Options()
    runtime.allowsReveal = options.allowsReveal
    runtime.timeout = options.timeout
    runtime.maxMemory = options.maxMemory
    runtime.maxSteps = options.maxSteps
    if let depth = options.maxDepth { runtime.callDepth = depth }
    let outcome = Script(file, host: host, library: library).run(
      parameters: values, options: runtime, cancellation: cancellation,
      warn: { [printer] in printer.print($0) }, finish: show)
    host.finish()
    return exitStatus(report(outcome))
  }

  /// The sandbox of this run; it starts when the script names a vendor.
  private func sandbox() -> SandboxProcess? {
    guard case .sandbox = options.vendors else { return nil }
    return SandboxProcess(timeScale: options.timeScale) { [console, options] url in
      guard !options.isQuiet else { return }
      console.note("sandbox: vendors are emulated at \(url); the real services are not called")
    }
  }

  /// Prints the value of `-e`: on a terminal as `print` and `show` do, else as JSON.
  private var show: @Sendable (Value, Redactor) -> Void {
    let isExpression = options.expression != nil
    let wantsJSON = options.wantsJSON || !console.outputIsTerminal
    return { [console] value, redactor in
      // What only acts, as `print` does, has nothing to show.
      guard isExpression, !value.isNull else { return }
      let isCompound = value.asList != nil || value.asRecord != nil
      let json =
        wantsJSON || isCompound
        ? try? JSON.text(of: value, indent: wantsJSON ? nil : 2) : nil
      console.write(redactor.redact(json ?? value.displayText) + "\n")
    }
  }

  /// Tells what went wrong, and gives the exit status of the outcome.
  private func report(_ outcome: Outcome) -> Int32 {
    switch outcome {
    case .finished, .exited: break
    case .rejected(let diagnostics): printer.print(diagnostics)
    case .failed(let error): printer.print([error.diagnostic])
    case .misused(let problem): report(problem)
    case .stopped: break
    case .unable(let error as SetupError): printer.print(error: error.description, help: error.help)
    case .unable(let error):
      printer.print(
        error: "ImgFlow failed: \(error)",
        help: "this is a defect of ImgFlow, not of the script; please report it")
    }
    return outcome.exitStatus
  }

  private func report(_ problem: ParameterProblem) {
    switch problem {
    case .missing(let entries):
      let list = entries.map { entry in
        let variable = entry.environmentVariable.map { " or the variable `\($0)`" } ?? ""
        return "`\(ScriptHelp.usage(of: entry))`\(variable)"
      }
      printer.print(
        error: "\(file.name) needs \(list.joined(separator: ", "))",
        help:
          "`imgflow run \(file.name) --help` tells what \(list.count == 1 ? "it is" : "they are")")
    case .unreadable(let parameter):
      let flag = ReservedNames.flag(for: parameter.name)
      printer.print(
        error: "`--\(flag)` takes \(parameter.type), not `\(parameter.text)`",
        help: "`imgflow run \(file.name) --help` tells more")
    }
  }

  /// What happened outside the script matters more than how the script ended.
  private func exitStatus(_ status: Int32) -> Int32 {
    console.flush()
    if let signal = StopSignals.exitStatus { return signal }
    switch console.failure {
    case nil: return status
    case .closed: return 128 + SIGPIPE
    case .failed(let reason):
      printer.print(error: "cannot write the output: \(reason)")
      return ExitStatus.failure
    }
  }
}
