import ArgumentParser
import ImgFlow
import ImgFlowSyntax

/// `imgflow`: what it can do besides running scripts.
struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "imgflow",
    abstract: "Runs ImgFlow scripts: small programs that automate image-AI vendors.",
    usage: """
      imgflow FILE [--PARAMETER VALUE …]
      imgflow -e EXPRESSION
      imgflow <command> …
      """,
    discussion: """
      Without a file it starts `imgflow repl` on a terminal, and otherwise reads a script from \
      standard input. `imgflow FILE --help` shows the script's own parameters, `imgflow run --help` the \
      flags that all scripts take.
      """,
    version: "imgflow \(Version.text)",
    subcommands: [
      RunCommand.self, CheckCommand.self, DocCommand.self, ExplainCommand.self, LoginCommand.self,
      LogoutCommand.self, OpsCommand.self, ReplCommand.self, SandboxCommand.self, TestCommand.self,
    ])

  /// Whether the first argument asks for a command, the help or the version, not for a script.
  static func answers(to argument: String) -> Bool {
    ["help", "--help", "-h", "--version", "--generate-completion-script"].contains(argument)
      || commandNames.contains(argument)
  }

  static var commandNames: [String] {
    configuration.subcommands.compactMap { $0.configuration.commandName }
      .filter { $0 != RunCommand.configuration.commandName }
  }

  /// Runs a command and returns the exit status.
  static func execute(_ arguments: [String]) -> Int32 {
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
      return ExitStatus.success
    } catch let status as ArgumentParser.ExitCode {
      return status.rawValue
    } catch {
      let isFailure = exitCode(for: error) != .success
      let console = Console()
      guard isFailure else {
        console.write(fullMessage(for: error) + "\n")
        console.flush()
        return ExitStatus.success
      }
      let message = message(for: error)
      DiagnosticPrinter(console).print(
        error: message.prefix(1).lowercased() + message.dropFirst(),
        help: "`imgflow \(arguments[0]) --help` shows how to use it")
      return ExitStatus.usage
    }
  }
}
