import ImgFlow
import ImgFlowCommandLine
import ImgFlowSyntax

/// A command of `imgflow`.
protocol ImgFlowCommand: ProgramCommand {
  /// Does what the command line requests and returns the exit status.
  ///
  /// - Throws: what `DiagnosticPrinter` reports.
  func run() throws -> Int32
}

extension ImgFlowCommand {
  /// Reads the words after the command and runs it; returns the exit status.
  static func execute(_ words: [String]) -> Int32 {
    let console = Console()
    defer { console.flush() }
    do {
      let command = try Self(reading: words)
      guard command.wantsHelp else { return try command.run() }
      console.write(helpText)
      return ExitStatus.success
    } catch {
      return DiagnosticPrinter(console, RunOptions(readableIn: words)).report(error)
    }
  }
}
