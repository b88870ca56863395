/// What is typed after a `:` at the prompt: `:name arguments`.
///
/// Each command has its own file in this folder or that of its subject, and is listed in `Commands.all`.
protocol Command: Sendable {
  /// The word after the colon.
  var name: String { get }
  /// Other words that mean it, such as `q` for `quit`.
  var aliases: [String] { get }
  /// What follows the name, for the help: `[FILE]`; empty if nothing does.
  var arguments: String { get }
  /// What it does, in one line, without a full stop.
  var summary: String { get }
  /// What `:help name` says besides that; may have several lines.
  var documentation: String { get }

  /// What the argument is, for completion.
  var argument: CommandArgument { get }

  /// Does it.
  ///
  /// - Parameter text: what was typed after the name, without white space around it.
  /// - Throws: `CommandError` for the person to read.
  func run(_ text: String, in repl: REPL) throws
}

extension Command {
  var aliases: [String] { [] }
  var arguments: String { "" }
  var documentation: String { "" }
  var argument: CommandArgument { .nothing }
}

/// What follows the name of a command.
enum CommandArgument {
  case nothing
  case expression
  /// A path of a file with one of some endings, or an expression.
  case fileOrExpression(endings: [String])
  /// The name of a command.
  case command
  /// A path of a file with an ending; of any when that is empty.
  case file(ending: String)
  case words(@Sendable () -> [String])
}

/// Why a command cannot do what was requested.
struct CommandError: Error {
  let message: String
  let help: String?

  init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }
}
