import ImgFlow
import ImgFlowSyntax

/// The help of a script: what it is for and which parameters it takes.
struct ScriptHelp {
  /// How the script is called, as it was named on the command line.
  let script: String
  let parameters: ScriptParameters

  var text: String {
    let required = parameters.entries.filter(\.isRequired)
    let optional = parameters.entries.filter { !$0.isRequired }
    var lines: [String] = []
    if let documentation = parameters.documentation { lines += [documentation, ""] }
    lines += Columns.wrap("Usage: " + usage, to: 80)
    if !required.isEmpty { lines += ["", "Required:"] + Columns.list(required.map(row)) }
    if !optional.isEmpty { lines += ["", "Options:"] + Columns.list(optional.map(row)) }
    if parameters.entries.isEmpty { lines += ["", "It has no parameters."] }
    lines += ["", "`imgflow run --help` lists the flags that every script takes."]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The command line: `imgflow FILE --token <secret> [options] <client> [files …]`.
  var usage: String {
    let positional = parameters.positional
    let named = parameters.entries.filter { entry in
      entry.isRequired && !positional.contains { $0.name == entry.name }
    }
    var words = ["imgflow", script] + named.map(Self.usage)
    if parameters.entries.contains(where: { !$0.isRequired }) { words.append("[options]") }
    words += positional.map { entry in
      let name = entry.takesSeveral ? "\(entry.flag) …" : entry.flag
      return entry.isRequired && !entry.takesSeveral ? "<\(name)>" : "[\(name)]"
    }
    return words.joined(separator: " ")
  }

  private func row(_ entry: ScriptParameters.Entry) -> (head: String, text: String) {
    var notes: [String] = []
    if let hint = entry.form.hint { notes.append(hint) }
    if let text = entry.defaultText { notes.append("default: \(text)") }
    if let variable = entry.environmentVariable {
      notes.append("from the environment: \(variable)")
    }
    if entry.takesSeveral { notes.append("may be given several times") }
    let note = notes.isEmpty ? nil : "(\(notes.joined(separator: "; ")))"
    return (
      Self.usage(of: entry), [entry.documentation, note].compactMap { $0 }.joined(separator: " ")
    )
  }

  /// How a parameter is given: `--max-items <int>`, `--[no-]loud`.
  static func usage(of entry: ScriptParameters.Entry) -> String {
    if entry.isFlag { return "--[no-]\(entry.flag)" }
    return "--\(entry.flag) <\(entry.type.isEmpty ? "value" : entry.type)>"
  }
}
