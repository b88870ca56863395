import CHeap
import ImgFlow
import ImgFlowCommandLine
import ImgFlowSyntax

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@main
enum Program {
  static func main() {
    prepareHeap()
    ProgramSignals.prepare()
    StandardStreams.reserve()
    exit(execute())
  }

  private static func execute() -> Int32 {
    do {
      let arguments = try SystemText.arguments()
      // Scripts take parameters that only they know, and should start at once: they bypass the parser of the
      // commands.
      let isCommand = arguments.first.map(RootCommand.answers) ?? false
      let status = isCommand ? RootCommand.execute(arguments) : ScriptRun.execute(arguments)
      return status == ExitStatus.success ? statusOfOutput : status
    } catch {
      return DiagnosticPrinter(Console()).report(error)
    }
  }

  /// What is to be said of a command that did its work, but could not say what came of it.
  private static var statusOfOutput: Int32 {
    switch Console.firstFailure {
    case nil: return ExitStatus.success
    case .closed: return 128 + SIGPIPE
    case .failed(let reason):
      return DiagnosticPrinter(Console()).report(SetupError("cannot write the output: \(reason)"))
    }
  }
}
