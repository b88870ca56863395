import ImgFlow
import ImgFlowCommandLine
import ImgFlowSyntax

/// `imgflow`: its commands, and what it does besides running scripts.
enum RootCommand {
  /// A command, whatever type reads its arguments.
  struct Entry: Sendable {
    let name: String
    let summary: String
    /// Does what the words after the command request, and returns the exit status.
    let execute: @Sendable ([String]) -> Int32
  }

  static let commands: [Entry] = [
    // Its arguments depend on the script.
    Entry(name: "run", summary: "Runs a script.") { ScriptRun.execute(["run"] + $0) },
    entry(CheckCommand.self), entry(DocCommand.self), entry(ExplainCommand.self),
    entry(LoginCommand.self), entry(LogoutCommand.self), entry(OnceCommand.self),
    entry(OpsCommand.self),
    Entry(name: "plan", summary: PlanCommand.summary, execute: PlanCommand.execute),
    entry(ReplCommand.self),
    Entry(name: "resume", summary: ResumeCommand.summary, execute: ResumeCommand.execute),
    entry(RunsCommand.self),
    Entry(
      name: "sandbox",
      summary: "Serves the emulator of the vendors and its dashboard until you stop it.",
      execute: SandboxProgram.execute),
    entry(TestCommand.self),
  ]

  private static func entry<Command: ImgFlowCommand>(_ command: Command.Type) -> Entry {
    let name = Command.name.split(separator: " ").last.map(String.init) ?? ""
    return Entry(name: name, summary: Command.summary, execute: Command.execute)
  }

  static var commandNames: [String] { commands.map(\.name) }

  /// What asks for the help or the version, in place of a command.
  private static let others = ["help", "--help", "-h", "--version"]

  /// Whether the first argument asks for a command, the help or the version, not for a script.
  static func answers(to argument: String) -> Bool {
    others.contains(argument) || (commandNames.contains(argument) && argument != "run")
  }

  /// Runs a command and returns the exit status.
  ///
  /// - Parameter arguments: The first is one that it answers to.
  static func execute(_ arguments: [String]) -> Int32 {
    let words = Array(arguments.dropFirst())
    if let command = commands.first(where: { $0.name == arguments.first }) {
      return command.execute(words)
    }
    let console = Console()
    defer { console.flush() }
    if arguments.first == "--version" {
      console.write("imgflow \(Version.text)\n")
    } else if arguments.first == "help", let name = words.first {
      guard let command = commands.first(where: { $0.name == name }) else {
        return DiagnosticPrinter(console).report(unknown(name))
      }
      return command.execute(["--help"])
    } else {
      console.write(helpText)
    }
    return ExitStatus.success
  }

  private static func unknown(_ name: String) -> UsageError {
    UsageError(
      "unknown command `\(name)`",
      help: NearNames.hint(for: name, in: commandNames)
        ?? "`imgflow help` lists the commands")
  }

  private static let helpText =
    CommandHelp(
      summary: "Runs ImgFlow scripts: small programs that automate image-AI vendors.",
      usage: ["imgflow FILE [--PARAMETER VALUE …]", "imgflow -e EXPRESSION", "imgflow COMMAND …"],
      discussion: """
        Without a file it starts `imgflow repl` on a terminal, and otherwise reads a script from \
        standard input. `imgflow FILE --help` shows the script's own parameters, `imgflow run --help` \
        the flags that all scripts take.
        """,
      sections: [
        ("Commands", commands.map { ($0.name, $0.summary) }),
        ("Flags", [("    --version", "Shows the version."), ("-h, --help", "Shows this help.")]),
      ]
    ).text + "\n`imgflow help COMMAND` explains a command.\n"
}
