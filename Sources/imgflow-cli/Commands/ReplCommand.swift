import ImgFlow
import ImgFlowCommandLine

/// `imgflow repl`.
struct ReplCommand: ImgFlowCommand {
  var options = RunOptions()
  /// The script to start with.
  private(set) var script: String?
  var wantsHelp = false

  static let name = "imgflow repl"
  static let summary = "Evaluates statements at a prompt."
  static let usage = "[flags]"
  static let discussion = """
    It reads statements, evaluates them one after another, and shows their values. Type `:help` at \
    the prompt for help. Statements may also come from a file or a pipe; the exit status is then 1 if \
    one of them fails.
    """

  static var flags: [CommandFlag<Self>] {
    [
      CommandFlag(
        "load", takes: "file", offer: .scripts, "Runs a script first and keeps its variables."
      ) {
        $0.script = $1
      }
    ] + CommonFlags.ofCommands.map { $0.within(\.options) }
  }

  static var operand: CommandOperand<Self>? {
    CommandOperand("nothing", .any) { _, word in
      throw UsageError("`imgflow repl` takes no file", help: "write `imgflow repl --load \(word)`")
    }
  }

  func run() throws -> Int32 { try ReplRun.execute(self) }
}
