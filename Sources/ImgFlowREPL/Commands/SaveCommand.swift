import ImgFlow
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// `:save report.imgflow`.
struct SaveCommand: Command {
  let name = "save"
  let arguments = "[-f] FILE"
  let summary = "save what succeeded as a script"
  let documentation = """
    Commands, and expressions that only displayed something, are left out; a variable that was
    declared again is assigned to; `_` becomes a name. `-f` replaces an existing file.
    """
  let argument = CommandArgument.file(ending: ".imgflow")

  func run(_ text: String, in repl: REPL) throws {
    let isForced = text.hasPrefix("-f ")
    var path = (isForced ? String(text.dropFirst(3)) : text).trimmed
    guard !path.isEmpty else {
      throw CommandError("`:save` needs the path of a file", help: "`:save report.imgflow`")
    }
    if !path.lastPathName.contains(".") { path += ".imgflow" }
    guard !repl.log.isEmpty else {
      throw CommandError("nothing to save yet")
    }
    let files = repl.host.files
    if try files.exists(path), !isForced, !repl.savedPaths.contains(path) {
      throw CommandError("\(path) already exists", help: "`:save -f \(path)` replaces it")
    }
    let script = SavedScript(repl.log) { repl.problems(of: $0) }
    try save(script, to: path, in: repl)
    if let problem = repl.problems(of: script.text).first(where: { $0.severity == .error }) {
      throw CommandError(
        "the script does not run as it is: \(problem.message)",
        help: "`imgflow check \(path)` shows where; edit the script there")
    }
  }

  /// Writes the file; one with a secret in it says so, and only its owner can read it.
  private func save(_ script: SavedScript, to path: String, in repl: REPL) throws {
    let holdsSecret = repl.secrets.holdsSecret(script.statements, of: repl.session)
    if holdsSecret {
      let text = script.text(warning: "This script contains a secret: do not share it.")
      try DiskFiles().write(Array(text.utf8), to: path, permissions: 0o600)
    } else {
      try repl.host.files.write(Array(script.text.utf8), to: path)
    }
    repl.savedPaths.insert(path)
    repl.write("saved \(Quantity.of(script.statementCount, "statement")) to \(path)\n")
    guard holdsSecret else { return }
    repl.note(
      "\(path) contains a secret, so only you can read it; `param token: secret from env \"TOKEN\"` keeps it out"
    )
  }
}

extension REPL {
  /// What the checks before running find in a script.
  func problems(of text: String) -> [Diagnostic] {
    let script = Script(
      SourceFile(name: "saved.imgflow", text: text), host: host, library: session.library)
    return (try? script.check().problems) ?? []
  }
}
