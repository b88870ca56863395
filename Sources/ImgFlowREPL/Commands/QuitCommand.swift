/// `:quit`.
struct QuitCommand: Command {
  let name = "quit"
  let aliases = ["q", "exit"]
  let summary = "leave; Ctrl-D on an empty line does too"

  func run(_ text: String, in repl: REPL) { repl.quit() }
}
