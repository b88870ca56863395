import ImgFlow
import ImgFlowCatalogue
import ImgFlowREPL
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import ImgFlowVendors

/// A session at the prompt, from its settings to the exit status.
enum ReplRun {
  /// Runs the session that the command line requests, and returns the exit status.
  static func execute(_ command: ReplCommand) throws -> Int32 {
    let console = Console()
    defer { console.flush() }
    let setting = try RunSetting(
      command.options, console, Cancellation(), exchanges: ExchangeLog())
    defer { setting.stop() }
    setting.announcePermissions(permits: false)
    if let name = command.options.profile { _ = try Profile(name, mustExist: true) }
    return REPL.run(
      REPL.Setting(
        host: setting.host, services: setting.services, choice: command.options.choice,
        limits: setting.limits,
        usesColour: command.options.allowsColour && DiagnosticPrinter.wantsColour(console),
        load: command.script))
  }
}
