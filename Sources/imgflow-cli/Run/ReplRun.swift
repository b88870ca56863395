import ImgFlow
import ImgFlowREPL
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import ImgFlowVendors

/// A session at the prompt, from the arguments of the command line to the exit status.
enum ReplRun {
  /// Runs the session that the words of the command line ask for.
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
    } catch let error as UsageError {
      DiagnosticPrinter(console, RunOptions(readableIn: words))
        .print(error: error.message, help: error.help)
    } catch let error as SetupError {
      DiagnosticPrinter(console, RunOptions(readableIn: words))
        .print(error: error.description, help: error.help)
      return ExitStatus.failure
    } catch {
      DiagnosticPrinter(console, RunOptions(readableIn: words)).print(error: "\(error)")
    }
    return ExitStatus.usage
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
