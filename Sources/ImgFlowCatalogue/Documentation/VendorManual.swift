import ImgFlowSyntax

/// A vendor's manual as Markdown: the overview and other guides, what a call needs, its operations by
/// section, and the values that they give. The files in `docs/vendors` are generated from it.
package struct VendorManual: Sendable {
  let vendor: Vendor

  package init(_ vendor: Vendor) { self.vendor = vendor }

  package var markdown: String {
    let parts = guides + needs + waiting + errors
    let reference = index + sections.flatMap(lines) + functions + values
    let head =
      [
        "# \(vendor.name)", "", summary, "",
        "This page is generated from `stdlib/vendors/\(vendor.name).imgflow`; `imgflow doc \(vendor.name)` "
          + "shows it on the terminal, and `imgflow doc \(vendor.name).NAME` one operation. Scripts are written in "
          + "[ImgFlow](../tour.md); with `--sandbox` they run [without an account](../sandbox.md).",
        "",
        "Address: `\(vendor.baseURL)`", "",
      ] + (limits.map { [$0, ""] } ?? [])
    return (head + contents(parts + reference) + parts + reference)
      .joined(separator: "\n").trimmingEnd + "\n"
  }

  /// What the vendor does, in a paragraph.
  package var summary: String { DocumentedText(vendor.documentation).summary }

  /// How many requests are sent; nil if nothing is known of it.
  package var limits: String? {
    guard !vendor.limits.isEmpty else { return nil }
    return "ImgFlow sends at most \(vendor.limits); further ones wait, in parallel code too."
  }

  /// Which calls lead where, in which order, with a script of them, and what else there is to say: what
  /// follows the first paragraph of the vendor's documentation.
  package var way: [DocumentationPart] {
    let parts = DocumentationPart.parts(of: vendor.documentation)
    return parts.isEmpty ? [] : [.heading("Overview")] + parts
  }

  /// The listed operations by section, in the order in which the sections first appear.
  package var sections: [(name: String, operations: [Operation])] {
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

  private var guides: [String] {
    way.flatMap { part in
      switch part {
      case .heading(let heading): ["## \(heading)", ""]
      case .text(let text): [text, ""]
      case .code(let lines):
        [lines.first?.hasPrefix("{") == true ? "```json" : "```imgflow"] + lines + ["```", ""]
      }
    }
  }

  /// What has to be there before a call.
  private var needs: [String] {
    let rows =
      supplied("Credentials", vendor.credentials) + supplied("Settings", vendor.settings)
    return rows.isEmpty ? [] : ["## Credentials and settings", ""] + rows
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

  private func lines(_ section: (name: String, operations: [Operation])) -> [String] {
    ["## \(section.name)", ""] + section.operations.flatMap(lines)
  }

  private func lines(_ operation: Operation) -> [String] {
    let manual = OperationManual(operation, of: vendor)
    var lines = ["### \(operation.name)", "", "```", manual.signature, "```", "", manual.text, ""]
    lines += manual.example.map { "    \($0)" } + [""]
    let notes = manual.parameterNotes.filter { !$0.note.isEmpty }
    if !notes.isEmpty { lines += notes.map { "- `\($0.name)`: \($0.note)" } + [""] }
    return lines + [(gives(operation) + manual.facts).joined(separator: " "), ""]
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

  /// Where the types of what it takes and gives are.
  private func gives(_ operation: Operation) -> [String] {
    let types = operation.parameters.map(\.type) + [operation.result].compactMap(\.self)
    let names = types.map(\.names).joined().reduce(into: [String]()) { names, name in
      if !names.contains(name) { names.append(name) }
    }
    guard !names.isEmpty else { return [] }
    return ["See \(names.map { "[`\($0)`](#\(valueAnchor($0)))" }.formatted(and: "and"))."]
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
