import ImgFlow
import ImgFlowCommandLine
import ImgFlowSyntax

/// `imgflow`: its commands, and what it does besides running scripts.
enum RootCommand {
  /// A command, whatever type reads its arguments.
  struct Entry: Sendable {
    let name: String
    let help: @Sendable () -> CommandHelp
    /// Does what the words after the command request, and returns the exit status.
    let execute: @Sendable ([String]) -> Int32
  }

  static let commands: [Entry] = [
    // Its arguments depend on the script.
    Entry(
      name: "run", help: { CommonFlags.help }, execute: { ScriptRun.execute(["run"] + $0) }),
    entry(CheckCommand.self), entry(CompletionsCommand.self), entry(DocCommand.self),
    entry(ExplainCommand.self), entry(LoginCommand.self), entry(LogoutCommand.self),
    entry(ManCommand.self), entry(OnceCommand.self), entry(OpsCommand.self),
    Entry(name: "plan", help: { PlanCommand.help }, execute: PlanCommand.execute),
    entry(ReplCommand.self),
    Entry(name: "resume", help: { ResumeCommand.help }, execute: ResumeCommand.execute),
    entry(RunsCommand.self),
    Entry(name: "sandbox", help: { SandboxProgram.help }, execute: SandboxProgram.execute),
    entry(TestCommand.self),
  ]

  private static func entry<Command: ImgFlowCommand>(_ command: Command.Type) -> Entry {
    let name = Command.name.split(separator: " ").last.map(String.init) ?? ""
    return Entry(name: name, help: { Command.help }, execute: Command.execute)
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
      guard let text = version(words) else {
        return DiagnosticPrinter(console).report(
          UsageError("`imgflow --version` takes `--verbose`, and nothing else"))
      }
      console.write(text)
    } else if arguments.first == "help", let name = words.first {
      guard let command = commands.first(where: { $0.name == name }) else {
        return DiagnosticPrinter(console).report(unknown(name))
      }
      return command.execute(["--help"])
    } else {
      console.write(help.text)
    }
    return ExitStatus.success
  }

  /// What is said of the version; nil for words that it does not know.
  private static func version(_ words: [String]) -> String? {
    switch words {
    case []: "imgflow \(Version.text)\n"
    case ["--verbose"], ["-v"]: VersionReport.text
    default: nil
    }
  }

  static func unknown(_ name: String) -> UsageError {
    UsageError(
      "unknown command `\(name)`",
      help: NearNames.hint(for: name, in: commandNames)
        ?? "`imgflow help` lists the commands")
  }

  static var help: CommandHelp {
    var help = CommandHelp(
      "imgflow", summary: "Runs ImgFlow scripts: small programs that automate image-AI vendors.",
      usage: ["imgflow FILE [--PARAMETER VALUE …]", "imgflow -e EXPRESSION", "imgflow COMMAND …"],
      discussion: """
        Without a file it starts `imgflow repl` on a terminal, and otherwise reads a script from \
        standard input. `imgflow FILE --help` shows the script's own parameters, `imgflow run --help` \
        the flags that all scripts take.
        """,
      sections: [
        CommandHelp.Section("Commands", rows: commands.map { ($0.name, $0.help().summary) }),
        CommandHelp.Section(
          "Flags",
          flags: [
            FlagShape(
              "version", "Shows the version; with `--verbose`, what the program is made of."),
            FlagShape("help", short: "h", "Shows this help."),
          ]),
      ])
    help.unlisted = CommonFlags.all.map(\.shape)
    help.footer = "`imgflow help COMMAND` explains a command."
    help.offer = .scripts
    return help
  }

  /// The program as shells and the manual show it.
  static var pages: ProgramPages {
    ProgramPages(
      root: help, commands: commands.map { $0.help() } + [helpOfHelp], version: Version.text,
      released: Version.released, statuses: ExitStatus.meanings)
  }

  /// `help COMMAND`, which the list of commands leaves out.
  private static var helpOfHelp: CommandHelp {
    var help = CommandHelp(
      "imgflow help", summary: "Explains a command.", usage: ["imgflow help [COMMAND]"])
    help.offer = .words(commandNames)
    return help
  }
}
