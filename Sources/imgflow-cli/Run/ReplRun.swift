import ImgFlow
import ImgFlowCatalogue
import ImgFlowREPL
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import ImgFlowVendors

/// A session at the prompt, from the arguments of the command line to the exit status.
enum ReplRun {
  /// Runs the session that the command line requests.
  static func execute(_ words: [String]) -> Int32 {
    let console = Console()
    defer { console.flush() }
    do {
      let arguments = try ReplArguments(words)
      if arguments.options.wantsHelp {
        console.write(ReplArguments.helpText)
        return ExitStatus.success
      }
      return try run(arguments, console)
    } catch {
      return DiagnosticPrinter(console, RunOptions(readableIn: words)).report(error)
    }
  }

  private static func run(_ arguments: ReplArguments, _ console: Console) throws -> Int32 {
    let setting = try RunSetting(
      arguments.options, console, Cancellation(), exchanges: ExchangeLog())
    defer { setting.stop() }
    if let name = arguments.options.profile { _ = try Profile(name, mustExist: true) }
    return REPL.run(
      REPL.Setting(
        host: setting.host, services: setting.services, choice: ServiceChoice(arguments.options),
        limits: setting.limits,
        usesColour: arguments.options.allowsColour && DiagnosticPrinter.wantsColour(console),
        load: arguments.script))
  }
}
