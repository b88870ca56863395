import ImgFlowValues

// How one finds something on the page.
extension VendorManual {
  /// Links to all sections of what follows.
  func contents(_ lines: [String]) -> [String] {
    let names = lines.filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) }
    return [names.map { "[\($0)](#\(Self.anchor($0)))" }.joined(separator: " · "), ""]
  }

  /// All operations and conveniences, each with what it does.
  var index: [String] {
    let rows = sections.flatMap { section in
      ["| **\(section.name)** | |"]
        + section.operations.map { operation in
          row(operation.name, OperationManual(operation, of: vendor).text)
        }
    }
    let conveniences = vendor.functions.map { function, documentation in
      row(function.name?.text ?? "", documentation ?? "")
    }
    return ["## All operations", "", "| operation | |", "| --- | --- |"] + rows
      + (conveniences.isEmpty ? [] : ["| **Conveniences** | |"] + conveniences) + [""]
  }

  private func row(_ name: String, _ text: String) -> String {
    "| [`\(name)`](#\(Self.anchor(name))) | \(text.firstSentence.replacing("|", with: "\\|")) |"
  }

  /// What a type is linked by: the second of two headings that are called alike has a number.
  func valueAnchor(_ name: String) -> String {
    let earlier =
      sections.map(\.name) + vendor.operations.map(\.name)
      + vendor.functions.compactMap { $0.0.name?.text }
    let anchor = Self.anchor(name)
    return earlier.contains { Self.anchor($0) == anchor } ? "\(anchor)-1" : anchor
  }

  /// What a heading is linked by.
  static func anchor(_ heading: String) -> String {
    String(heading.lowercased().filter { $0.isLetter || $0.isNumber || " -_".contains($0) })
      .replacing(" ", with: "-")
  }
}

extension Type {
  /// The named types and resources that the type is made of.
  var names: [String] {
    switch form {
    case .named(let type): [type.name]
    case .resource(let reference): [reference.name]
    case .bounded(let type, _), .matching(let type, _), .optional(let type), .list(let type),
      .map(let type), .stream(let type):
      type.names
    case .object(let object): object.fields.flatMap(\.type.names)
    case .union(let members): members.flatMap(\.names)
    case .any, .scalar, .literal, .function, .derived: []
    }
  }
}
