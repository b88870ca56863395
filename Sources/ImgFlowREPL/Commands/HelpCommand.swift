import ImgFlowHelp

/// `:help`, `:help load`.
struct HelpCommand: Command {
  let name = "help"
  let aliases = ["h", "?"]
  let arguments = "[COMMAND]"
  let summary = "show this help"
  let argument = CommandArgument.command

  func run(_ text: String, in repl: REPL) throws {
    let name = text.hasPrefix(":") ? String(text.dropFirst()) : text
    guard !name.isEmpty else { return repl.page(Self.overview.lines(width: repl.screen.width)) }
    guard let command = Commands.command(name) else {
      throw CommandError("unknown command `:\(name)`", help: "`:help` lists all commands")
    }
    repl.page(Self.page(about: command).lines(width: repl.screen.width))
  }

  private static func page(about command: any Command) -> HelpPage {
    let summary = command.summary.prefix(1).uppercased() + command.summary.dropFirst() + "."
    var page = HelpPage([.code(usage(of: command)), .text(summary)])
    page.add(text: command.documentation)
    if !command.aliases.isEmpty {
      page.add(text: "Also " + command.aliases.map { "`:\($0)`" }.joined(separator: ", ") + ".")
    }
    return page
  }

  private static func usage(of command: any Command) -> String {
    ":" + command.name + (command.arguments.isEmpty ? "" : " " + command.arguments)
  }

  private static var overview: HelpPage {
    var page = HelpPage()
    page.add("Commands", Commands.all.map { (head: usage(of: $0), text: $0.summary) })
    page.add(
      "Other keys",
      [
        ("Tab", "completes what you typed, or lists what is possible there"),
        ("?NAME, Alt-H", "explain a name, or the one at the cursor"),
        ("_, _error", "the last result, the last error"),
        ("Up, Ctrl-R", "bring back earlier entries"),
      ])
    return page
  }
}
