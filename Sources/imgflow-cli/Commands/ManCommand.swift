import ImgFlow
import ImgFlowCommandLine
import ImgFlowSyntax

/// `imgflow man [COMMAND]`.
struct ManCommand: ImgFlowCommand {
  private var command: String?
  var wantsHelp = false

  static let name = "imgflow man"
  static let summary = "Prints a page of the manual for `man`."
  static let usage = "[COMMAND]"
  static let discussion = """
    Without a command it is the page of imgflow. Pipe it to `man -l -` to read a page that is not installed.
    """

  static var operand: CommandOperand<Self>? {
    CommandOperand("COMMAND", .optional, offer: .words(RootCommand.commandNames)) {
      $0.command = $1
    }
  }

  func run() throws -> Int32 {
    let pages = RootCommand.pages
    let help = try command.map { name in
      guard let help = pages.commands.first(where: { $0.word == name }) else {
        throw RootCommand.unknown(name)
      }
      return help
    }
    if help?.program != nil { return SandboxProgram.execute(["man"]) }
    let console = Console()
    defer { console.flush() }
    console.write(ManualPage(of: pages, command: help).text)
    return ExitStatus.success
  }
}
