import ImgFlowSyntax

/// A vendor's manual as Markdown: the way through, what a call needs, its operations by section, and the
/// values that they give. The files in `docs/vendors` are it.
public struct VendorManual: Sendable {
  let vendor: Vendor

  public init(_ vendor: Vendor) { self.vendor = vendor }

  public var markdown: String {
    var lines = [
      "# \(vendor.name)", "", summary, "",
      "This page is made from `stdlib/vendors/\(vendor.name).imgflow`; `imgflow doc \(vendor.name)` "
        + "shows it on the terminal.", "",
      "Address: `\(vendor.baseURL)`", "",
    ]
    lines += theWayThrough
    lines += supplied("Credentials", vendor.credentials) + supplied("Settings", vendor.settings)
    lines += waiting + errors
    for section in sections {
      lines += ["## \(section.name)", ""]
      lines += section.operations.flatMap(self.lines)
    }
    lines += functions + values
    return lines.joined(separator: "\n").trimmingEnd + "\n"
  }

  /// What the vendor does, in a paragraph.
  public var summary: String { DocumentedText(vendor.documentation).paragraphs.first }

  /// Which calls lead where, in which order: the rest of the vendor's documentation, and the script
  /// at its end.
  public var way: (text: String, script: [String]) {
    let documented = DocumentedText(vendor.documentation)
    return (documented.paragraphs.rest, documented.example)
  }

  /// The listed operations by section, in the order in which the sections first appear.
  public var sections: [(name: String, operations: [Operation])] {
    var names: [String] = []
    var sections: [String: [Operation]] = [:]
    for operation in vendor.operations where !operation.isInternal {
      let name = operation.section ?? "operations"
      if sections[name] == nil { names.append(name) }
      sections[name, default: []].append(operation)
    }
    return names.map { ($0, sections[$0] ?? []) }
  }

  // MARK: - Parts

  private var theWayThrough: [String] {
    let (text, script) = way
    guard !script.isEmpty else { return [] }
    return ["## The way through", "", text, "", "```imgflow"] + script + ["```", ""]
  }

  private func supplied(_ heading: String, _ settings: [Setting]) -> [String] {
    guard !settings.isEmpty else { return [] }
    let rows = settings.map { setting in
      let variable = setting.environmentVariable.map { "`\($0)`" } ?? ""
      let note = setting.documentation?.replacing("\n", with: " ") ?? ""
      return "| `\(setting.name)` | \(cell("\(setting.type)")) | \(variable) | \(note) |"
    }
    return ["\(heading):", "", "| name | type | environment | |", "| --- | --- | --- | --- |"]
      + rows + [""]
  }

  private func lines(_ operation: Operation) -> [String] {
    let manual = OperationManual(operation, of: vendor)
    var lines = ["### \(operation.name)", "", "```", manual.signature, "```", "", manual.text, ""]
    lines += manual.example.map { "    \($0)" } + [""]
    let notes = manual.parameterNotes.filter { !$0.note.isEmpty }
    if !notes.isEmpty { lines += notes.map { "- `\($0.name)`: \($0.note)" } + [""] }
    return lines + [manual.facts.joined(separator: " "), ""]
  }

  private var functions: [String] {
    guard !vendor.functions.isEmpty else { return [] }
    return ["## Conveniences", "", "Functions on top of the operations, written in ImgFlow.", ""]
      + vendor.functions.flatMap { function, documentation in
        ["### \(function.name?.text ?? "")", "", documentation ?? "", ""]
      }
  }

  private var values: [String] {
    var lines = ["## Values", ""]
    for type in vendor.types.values.sorted(by: { $0.name < $1.name }) {
      lines += ["### \(type.name)", ""] + (type.documentation.map { [$0, ""] } ?? [])
      lines += ["    \(type.definition)", ""]
      if let other = type.alsoAccepted { lines += ["In requests also `\(other)`.", ""] }
    }
    for resource in vendor.resources.values.sorted(by: { $0.name < $1.name }) {
      lines += ["### \(resource.name)", ""] + (resource.documentation.map { [$0, ""] } ?? [])
      lines += ["| field | type | |", "| --- | --- | --- |"]
      lines += resource.fields.map { field in
        let note = field.documentation?.replacing("\n", with: " ") ?? ""
        return
          "| `\(field.name)\(field.isRequired ? "" : "?")` | \(cell("\(field.type)")) | \(note) |"
      }
      lines.append("")
    }
    return lines
  }

  /// A type in a cell of a table, where a bar would end it.
  private func cell(_ type: String) -> String { "`\(type.replacing("|", with: "\\|"))`" }
}

extension String {
  /// The text without empty lines at its end, and never two of them in a row.
  fileprivate var trimmingEnd: String {
    var text = self
    while text.contains("\n\n\n") { text = text.replacing("\n\n\n", with: "\n\n") }
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}
