import ArgumentParser
import ImgFlow

/// `imgflow test`, which takes the flags of scripts: `TestRun` reads them.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Runs the tests in scripts.",
    usage: "imgflow test [FILE or FOLDER …] [--filter TEXT] [FLAGS]",
    discussion: "`imgflow test --help` lists the flags.")

  @Argument(parsing: .captureForPassthrough, help: .hidden)
  var arguments: [String] = []

  func run() throws { throw ExitCode(TestRun.execute(arguments)) }
}
