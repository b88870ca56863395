import ArgumentParser
import CHeap
import ImgFlow

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@main
enum Program {
  static func main() {
    prepareHeap()
    let arguments = Array(CommandLine.arguments.dropFirst())
    // Scripts take parameters that only they know, and should start at once: they do not go through
    // the parser of the commands.
    let isCommand = arguments.first.map(RootCommand.answers) ?? false
    exit(isCommand ? RootCommand.execute(arguments) : ScriptRun.execute(arguments))
  }
}
