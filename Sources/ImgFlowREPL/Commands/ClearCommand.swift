/// `:clear`.
struct ClearCommand: Command {
  let name = "clear"
  let arguments = "[all]"
  let summary = "clear the screen; with `all`, also forget all names"
  let argument = CommandArgument.words { ["all"] }

  func run(_ text: String, in repl: REPL) throws {
    guard text.isEmpty || text == "all" else {
      throw CommandError("`:clear` takes nothing or `all`, not `\(text)`")
    }
    if text == "all" {
      repl.session.forgetNames()
      repl.log = []
    }
    if repl.editor.isInteractive, repl.console.outputIsTerminal {
      repl.console.write("\u{1B}[H\u{1B}[2J")
    }
  }
}
