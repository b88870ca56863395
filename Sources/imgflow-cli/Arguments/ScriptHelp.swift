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

  private var usage: String {
    let required = parameters.entries.filter {
      $0.isRequired && $0.name != parameters.positional?.name
    }
    var words = ["imgflow", script] + required.map(Self.usage)
    if parameters.entries.contains(where: { !$0.isRequired }) { words.append("[options]") }
    if let list = parameters.positional { words.append("[\(list.name) …]") }
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
