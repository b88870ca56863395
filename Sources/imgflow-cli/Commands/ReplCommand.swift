import ArgumentParser
import ImgFlow

/// `imgflow repl`, which takes the flags of scripts: `ReplRun` reads them.
struct ReplCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl",
    abstract: "Evaluates statements at a prompt.",
    usage: "imgflow repl [--sandbox] [--profile NAME] [--load FILE] [FLAGS]",
    discussion: "`imgflow repl --help` lists the flags.")

  @Argument(parsing: .captureForPassthrough, help: .hidden)
  var arguments: [String] = []

  func run() throws { throw ExitCode(ReplRun.execute(arguments)) }
}
