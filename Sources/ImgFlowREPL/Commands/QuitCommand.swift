/// `:quit`.
struct QuitCommand: Command {
  let name = "quit"
  let aliases = ["q", "exit"]
  let summary = "quit; Ctrl-D on an empty line also does"

  func run(_ text: String, in repl: REPL) { repl.quit() }
}
