import ImgFlow
import ImgFlowSyntax
import ImgFlowValues

/// `:load report.imgflow`.
struct LoadCommand: Command {
  let name = "load"
  let arguments = "FILE"
  let summary = "run a script here and keep its variables"
  let argument = CommandArgument.file(ending: ".imgflow")

  func run(_ text: String, in repl: REPL) throws {
    guard !text.isEmpty else { throw CommandError("`:load` needs the path of a script") }
    try repl.load(text)
  }
}

/// `:reload`.
struct ReloadCommand: Command {
  let name = "reload"
  let summary = "run the loaded script again, with changed modules"

  func run(_ text: String, in repl: REPL) throws {
    guard let path = repl.loadedPath else {
      throw CommandError("nothing has been loaded", help: "`:load FILE` runs a script here")
    }
    repl.session.forgetModules()
    try repl.load(path)
  }
}

extension REPL {
  /// Runs a script as an entry.
  ///
  /// - Throws: `ValueError` if it cannot be read.
  func load(_ path: String) throws {
    let file = try SourceFile(reading: path, from: host.files)
    loadedPath = path
    show(evaluate(file.text, name: path, location: file.location))
  }
}
