import ArgumentParser
import ImgFlow
import ImgFlowSyntax

/// `imgflow sandbox`: becomes `imgflow-sandbox`, which has its own flags.
struct SandboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Serves the emulator of the vendors and its dashboard until you stop it.",
    usage: "imgflow sandbox [FLAGS]",
    discussion: "`imgflow sandbox --help` lists the flags.")

  @ArgumentParser.Argument(parsing: .captureForPassthrough, help: .hidden)
  var arguments: [String] = []

  func run() throws {
    do {
      try SandboxProgram.become(arguments)
    } catch let error as SetupError {
      DiagnosticPrinter(Console()).print(error: error.description, help: error.help)
      throw ExitCode(ExitStatus.failure)
    }
  }
}
