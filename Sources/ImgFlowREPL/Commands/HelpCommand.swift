/// `:help`, `:help load`.
struct HelpCommand: Command {
  let name = "help"
  let aliases = ["h", "?"]
  let arguments = "[COMMAND]"
  let summary = "what can be done here"

  func run(_ text: String, in repl: REPL) throws {
    let name = text.hasPrefix(":") ? String(text.dropFirst()) : text
    guard !name.isEmpty else { return repl.write(overview) }
    guard let command = Commands.command(name) else {
      throw CommandError("there is no command `:\(name)`", help: "`:help` lists all commands")
    }
    repl.write("\(usage(of: command))  \(command.summary)\n")
    if !command.documentation.isEmpty { repl.write(command.documentation + "\n") }
  }

  private func usage(of command: any Command) -> String {
    ":" + command.name + (command.arguments.isEmpty ? "" : " " + command.arguments)
  }

  private var overview: String {
    let width = Commands.all.map { usage(of: $0).count }.max() ?? 0
    return Commands.all.map { command in
      let usage = usage(of: command)
      let space = String(repeating: " ", count: width - usage.count)
      return "  \(usage)\(space)  \(command.summary)\n"
    }.joined()
  }
}
