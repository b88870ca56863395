import ImgFlowSyntax

/// All commands of the prompt.
enum Commands {
  /// In the order in which the help lists them.
  static let all: [any Command] = [
    HelpCommand(), DocCommand(), ViewCommand.table, ViewCommand.tree, ViewCommand.json,
    ViewCommand.keys, ViewCommand.type, ViewCommand.show, PathCommand(), ImageCommand(),
    HTTPCommand(), CurlRequestCommand(), TimeCommand(), EditCommand(),
    LoadCommand(), ReloadCommand(), SaveCommand(), EnvCommand(), SandboxCommand(), ProfileCommand(),
    ClearCommand(), QuitCommand(),
  ]

  /// The names of all commands, without the colon.
  static var names: [String] { all.map(\.name) }

  static func command(_ name: String) -> (any Command)? {
    all.first { $0.name == name || $0.aliases.contains(name) }
  }

  /// Runs the command in a line that begins with `:`.
  ///
  /// - Throws: `CommandError`.
  static func run(_ line: String, in repl: REPL) throws {
    let words = line.dropFirst().split(maxSplits: 1, whereSeparator: \.isWhitespace)
    let name = words.first.map(String.init) ?? ""
    guard let command = command(name) else {
      let near = NearNames.nearest(to: name, in: all.flatMap { [$0.name] + $0.aliases })
      throw CommandError(
        "unknown command `:\(name)`",
        help: near.map { "did you mean `:\($0)`?" } ?? "`:help` lists all commands")
    }
    var text = words.count > 1 ? words[1] : ""
    while text.last?.isWhitespace ?? false { text.removeLast() }
    try command.run(String(text), in: repl)
  }
}
