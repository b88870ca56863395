import ImgFlowCommandLine

@testable import imgflow_cli
@testable import imgflow_sandbox

/// The commands whose arguments do not depend on a script.
enum AllCommands {
  static let types: [any ProgramCommand.Type] = [
    CheckCommand.self, CompletionsCommand.self, DocCommand.self, ExplainCommand.self,
    LoginCommand.self, LogoutCommand.self, ManCommand.self, OnceCommand.self, OpsCommand.self,
    ReplCommand.self, RunsCommand.self,
    SandboxCommand.self, TestCommand.self,
  ]

  static func flagNames<Command: ProgramCommand>(_ command: Command.Type) -> [String] {
    Command.allFlags.map(\.name)
  }

  /// Reads the words after the name of a command.
  ///
  /// - Throws: `UsageError` if there is no such command, or if it does not take these words.
  static func read(_ name: String, _ words: [String]) throws {
    if name == "resume" {
      var command = ResumeCommand()
      _ = try command.read(words)
      return
    }
    if name == "plan" {
      _ = try RunArguments(["run"] + words, readsInput: false)
      return
    }
    let command = types.first { $0.name == "imgflow \(name)" || $0.name == "imgflow-\(name)" }
    guard let command else { throw UsageError("no command `\(name)`") }
    _ = try command.init(reading: words)
  }
}
