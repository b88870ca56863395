import ImgFlowCatalogue
import ImgFlowSyntax
import ImgFlowValues

// Vendors, operations and resources: what `imgflow doc` says about them.
extension HelpPage {
  static func vendor(_ vendor: Vendor) -> HelpPage {
    var page = HelpPage([.code(vendor.name)])
    let manual = VendorManual(vendor)
    page.add(text: manual.summary)
    page.add(text: manual.limits)
    for part in manual.way {
      switch part {
      case .heading(let heading): page.add(.heading(heading))
      case .text(let text): page.add(text: text)
      case .code(let lines): page.add(.code(lines.map { "  " + $0 }.joined(separator: "\n")))
      }
    }
    page.add("Credentials", (vendor.credentials + vendor.settings).map(row))
    for section in manual.sections {
      let rows = section.operations.map { operation in
        (head: operation.name, text: OperationManual(operation, of: vendor).text.firstSentence)
      }
      page.add(section.name.prefix(1).uppercased() + section.name.dropFirst(), rows)
    }
    page.add(
      "Conveniences",
      vendor.functions.map { function, documentation in
        (head: function.name?.text ?? "", text: (documentation ?? "").firstSentence)
      })
    page.add(
      "Resources",
      vendor.resources.values.sorted { $0.name < $1.name }.map { resource in
        (head: resource.name, text: resource.documentation?.firstSentence ?? fields(of: resource))
      })
    return page
  }

  private static func fields(of resource: ResourceDeclaration) -> String {
    let names = resource.fields.prefix(6).map(\.name).joined(separator: ", ")
    return resource.fields.count > 6 ? names + ", …" : names
  }

  private static func row(_ setting: Setting) -> (head: String, text: String) {
    let variable = setting.environmentVariable.map { "Environment: \($0)." } ?? ""
    let note = setting.documentation?.firstSentence ?? ""
    return ("\(setting.name): \(setting.type)", "\(note) \(variable)")
  }

  static func operation(_ operation: Operation, of vendor: Vendor) -> HelpPage {
    let manual = OperationManual(operation, of: vendor)
    var page = HelpPage([.code("\(vendor.name).\(manual.signature)")])
    page.add(text: manual.text)
    page.add("Parameters", parameters(operation, of: vendor))
    if let result = operation.result { page.add(resultRows(result, vendor)) }
    page.add(.heading("The call"))
    page.add(text: manual.facts.joined(separator: " "))
    page.add("Errors", errors(of: operation, vendor))
    if !manual.example.isEmpty {
      page.parts += [
        .heading("Example"), .code(manual.example.map { "  " + $0 }.joined(separator: "\n")),
      ]
    }
    return page
  }

  private static func parameters(
    _ operation: Operation, of vendor: Vendor
  ) -> [(head: String, text: String)] {
    Callable(operation, of: vendor).parameters.map { parameter in
      let presence =
        parameter.isRequired
        ? ", required" : parameter.defaultText.map { " = \($0)" } ?? ", optional"
      let note = parameter.note.isEmpty ? "" : " \(parameter.note)"
      return (parameter.name, "\(parameter.type)\(presence).\(note)")
    }
  }

  /// The fields of what an operation gives.
  private mutating func add(_ result: (title: String, rows: [(head: String, text: String)])) {
    add(result.title, result.rows)
  }

  private static func resultRows(
    _ type: Type, _ vendor: Vendor
  ) -> (title: String, rows: [(head: String, text: String)]) {
    ("Returns \(type)", rows(of: (type.element ?? type).fields ?? []))
  }

  private static func rows(of fields: [ObjectField]) -> [(head: String, text: String)] {
    fields.map { field in
      let note = field.documentation.map { ". \($0)" } ?? ""
      return ("\(field.name)\(field.isRequired ? "" : "?")", "\(field.type)\(note)")
    }
  }

  /// What the vendor's refusals become.
  private static func errors(
    of operation: Operation, _ vendor: Vendor
  ) -> [(head: String, text: String)] {
    (operation.errors + vendor.errors).compactMap { rule in
      let condition = rule.condition.map { ", when `\($0.onOneLine)`" } ?? ""
      let invalid = rule.isForInvalid ? "an argument is not accepted; `violations` lists them" : ""
      let kind = rule.kind.map { "is an error of kind `\($0.rawValue)`" } ?? ""
      let text = [invalid, kind].filter { !$0.isEmpty }.joined(separator: "; ")
      guard !text.isEmpty else { return nil }
      return (rule.status.map(String.init) ?? "else", text + condition + ".")
    }
  }

  static func resource(_ resource: ResourceDeclaration, of vendor: Vendor) -> HelpPage {
    var page = HelpPage([.code("\(vendor.name).\(resource.name)")])
    page.add(text: resource.documentation)
    page.add("Fields", rows(of: resource.fields))
    if let wait = resource.wait {
      page.add(.heading("Waiting"))
      let failure = wait.failedWhen.map { " It fails when `\($0.onOneLine)`." } ?? ""
      let states = wait.states(of: resource).map { " " + $0.text } ?? ""
      page.add(
        text:
          "`waitFor` polls with `\(wait.poll.onOneLine)` until `\(wait.doneWhen.onOneLine)`.\(failure)\(states)"
      )
    }
    if let cancel = resource.cancel {
      page.add(.heading("Cancelling"))
      page.add(text: "`\(cancel.call.onOneLine)` ends it.")
    }
    return page
  }
}
