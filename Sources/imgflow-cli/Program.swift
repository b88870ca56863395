import ArgumentParser
import CHeap
import ImgFlow
import ImgFlowValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@main
enum Program {
  static func main() {
    prepareHeap()
    StandardStreams.reserve()
    exit(execute())
  }

  private static func execute() -> Int32 {
    do {
      let arguments = try SystemText.arguments()
      // Scripts take parameters that only they know, and should start at once: they do not go through
      // the parser of the commands.
      let isCommand = arguments.first.map(RootCommand.answers) ?? false
      return isCommand ? RootCommand.execute(arguments) : ScriptRun.execute(arguments)
    } catch {
      let problem = error as? ValueError
      DiagnosticPrinter(Console()).print(
        error: problem?.message ?? "\(error)", help: problem?.help)
      return ExitStatus.usage
    }
  }
}
