import ImgFlowHelp

/// `:doc expoze.createJob`, which `?expoze.createJob` is short for.
struct DocCommand: Command {
  let name = "doc"
  let aliases = ["d"]
  let arguments = "NAME"
  let summary = "explain a name; `?NAME` is the same"
  let documentation = """
    Of a vendor (`:doc expoze`), an operation (`:doc expoze.createJob`), a resource (`:doc expoze.Job`), a
    function, a method (`:doc list.map`), a type (`:doc string`), a module (`:doc std/csv`), a word of the
    language (`:doc match`), or a name that you have declared.
    """
  var argument: CommandArgument { .expression }

  func run(_ text: String, in repl: REPL) throws {
    let name = text.filter { !"?()` ".contains($0) }
    guard !name.isEmpty else {
      throw CommandError(
        "write what to explain, as in `:doc expoze`", help: "`:help` lists the commands")
    }
    if name.hasPrefix(":") { return try HelpCommand().run(name, in: repl) }
    let index = HelpIndex(repl.session)
    guard let page = index.page(about: name) else {
      throw CommandError(
        "no help for `\(name)`",
        help: index.nearest(to: name).map { "did you mean `\($0)`?" }
          ?? "Tab after `?` lists everything")
    }
    repl.page(page.lines(width: repl.screen.width))
  }
}
