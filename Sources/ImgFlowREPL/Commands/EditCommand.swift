import ImgFlow
import ImgFlowRuntime
import ImgFlowSyntax

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `:edit`, `:edit 3`.
struct EditCommand: Command {
  let name = "edit"
  let arguments = "[NUMBER or NAME]"
  let argument = CommandArgument.expression
  let summary = "edit the last entry, an entry by number, or a function, and submit it again"
  let documentation = """
    The text returns to the prompt, or opens in `$VISUAL` or `$EDITOR` if one is set. Messages contain the
    numbers: `#3:1:5` is in entry 3.
    """

  func run(_ text: String, in repl: REPL) throws {
    let old = try entry(text, in: repl)
    guard let editor = try editor(repl) else {
      repl.prefill = old
      return
    }
    repl.prefill = try Self.edited(old, with: editor)
  }

  private func entry(_ text: String, in repl: REPL) throws -> String {
    if text.isEmpty {
      guard let last = repl.entries.last else { throw CommandError("no entry yet") }
      return last
    }
    if let number = Int(text.hasPrefix("#") ? String(text.dropFirst()) : text) {
      guard repl.entries.indices.contains(number - 1) else {
        throw CommandError(
          "no entry \(number)", help: "there are \(repl.entries.count) so far")
      }
      return repl.entries[number - 1]
    }
    guard let function = repl.session.text(ofFunction: text) else {
      throw CommandError("no function `\(text)` has been declared here")
    }
    return function
  }

  private func editor(_ repl: REPL) throws -> String? {
    guard repl.editor.isInteractive else { return nil }
    return try ["VISUAL", "EDITOR"].compactMap(repl.host.environment).first { !$0.isEmpty }
  }

  /// Edits a string with a program at the terminal.
  private static func edited(_ text: String, with editor: String) throws -> String {
    let (files, folder) = (DiskFiles(), ScratchFolder())
    defer { folder.remove() }
    let path = try folder.file("edited.imgflow")
    try files.write(Array((text + "\n").utf8), to: path)
    guard system("\(editor) '\(path)'") == 0 else {
      throw CommandError("`\(editor)` failed", help: "set `EDITOR` to an editor")
    }
    return try SourceFile.text(of: files.read(path), named: path).trimmed
  }
}
