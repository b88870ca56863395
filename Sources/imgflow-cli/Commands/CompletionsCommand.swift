import ImgFlow
import ImgFlowCommandLine
import ImgFlowSyntax

/// `imgflow completions SHELL`.
struct CompletionsCommand: ImgFlowCommand, CompletionsProviding {
  var shell: String?
  var wantsHelp = false

  static let name = "imgflow completions"
  static var pages: ProgramPages { RootCommand.pages }

  func run() throws -> Int32 {
    let console = Console()
    defer { console.flush() }
    console.write(try script())
    return ExitStatus.success
  }
}
