/// `completions SHELL`, a command of each program.
package protocol CompletionsProviding: ProgramCommand {
  var shell: String? { get set }
  /// The program that it belongs to.
  static var pages: ProgramPages { get }
}

extension CompletionsProviding {
  package static var summary: String { "Prints a script that makes a shell complete commands." }
  package static var usage: String { "SHELL" }
  package static var discussion: String {
    """
    SHELL is \(CompletedShell.names.joined(separator: ", ")). To try it, evaluate what it prints: `source \
    <(\(name) bash)` in bash and zsh, `\(name) fish | source` in fish.
    """
  }
  package static var operand: CommandOperand<Self>? {
    CommandOperand("SHELL", .optional, offer: .words(CompletedShell.names)) { $0.shell = $1 }
  }

  /// The script for the shell that was named.
  ///
  /// - Throws: `UsageError` if none was, or one that it does not know.
  package func script() throws -> String {
    let names = CompletedShell.names
    guard let shell else {
      throw UsageError("`\(Self.name)` needs a shell", help: "write `\(Self.name) \(names[0])`")
    }
    guard let known = CompletedShell(rawValue: shell) else {
      let list = names.map { "`\($0)`" }.joined(separator: ", ")
      throw UsageError("unknown shell `\(shell)`", help: "it is one of \(list)")
    }
    return known.script(for: Self.pages)
  }
}
