import ArgumentParser
import ImgFlow

/// `imgflow run`, which is also what `imgflow FILE` means.
///
/// Its arguments depend on the script, so `ScriptRun` reads them; this is its place in the help.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs a script.",
    usage: "imgflow run FILE [--PARAMETER VALUE …] [FLAGS]",
    discussion: """
      `imgflow run --help` lists the flags, `imgflow run FILE --help` the script's own parameters.
      """)

  @Argument(parsing: .captureForPassthrough, help: .hidden)
  var arguments: [String] = []

  func run() throws { throw ExitCode(ScriptRun.execute(arguments)) }
}
