import ImgFlowSyntax
import ImgFlowValues

// What a vendor's refusals look like, and what becomes of them.
extension VendorManual {
  var errors: [String] {
    let own = vendor.operations.filter { !$0.isInternal }.flatMap { operation in
      operation.errors.map { row($0, of: " of `\(operation.name)`") }
    }
    let rows = merged(vendor.errors.map { row($0) } + own).map { "| \($0.start) | \($0.form) |" }
    guard !rows.isEmpty else { return [] }
    return [
      "## Errors", "", "| status | kind of the error | body |", "| --- | --- | --- |",
    ] + rows + [
      "",
      "`e.status` and `e.message` hold the response of the service, and `e.violations` the fields it does not "
        + "accept. Some errors come without a response: `validation` before anything is sent, `network`, `timeout`, "
        + "and `parse` for a response that cannot be read. [The kinds](../errors.md) are the same for all vendors.",
      "",
    ]
  }

  private typealias Row = (start: String, form: String)

  private func row(_ rule: ErrorRule, of operation: String = "") -> Row {
    let status = rule.status.map(String.init) ?? "any other"
    return ("\(status)\(operation) | \(cell(kinds(rule)))", "`\(cell(rule.shape.form))`")
  }

  /// Rows that differ in nothing but the body are one.
  private func merged(_ rows: [Row]) -> [Row] {
    rows.reduce(into: []) { merged, row in
      if let last = merged.last, last.start == row.start {
        merged[merged.count - 1].form += " or \(row.form)"
      } else {
        merged.append(row)
      }
    }
  }

  private func kinds(_ rule: ErrorRule) -> String {
    let kind = rule.kind.map { kind in
      "`\(kind.rawValue)`" + (rule.condition.map { " when `\($0.onOneLine)`" } ?? "")
    }
    if let kind, rule.condition == nil { return kind }
    guard let status = rule.status else {
      let special = [401, 402, 403].filter { status in
        !vendor.errors.contains { $0.status == status }
      }
      .compactMap { status in ErrorKind(status: status).map { "`\($0.rawValue)` for \(status)" } }
      return (special + ["`http`"]).joined(separator: ", ")
    }
    if let usual = ErrorKind(status: status) { return "`\(usual.rawValue)`" }
    let others =
      rule.isForInvalid && rule.shape.namesFields
      ? ["`validation` when it names fields", "`http` otherwise"] : ["`http`"]
    return ([kind].compactMap { $0 } + others).joined(separator: ", ")
  }

  private func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
}

extension BodyTemplate {
  /// Whether it says which fields are not accepted.
  fileprivate var namesFields: Bool {
    switch self {
    case .role(let role): role == "field"
    case .constant: false
    case .object(let entries): entries.contains { $0.template.namesFields }
    case .list(let element): element.namesFields
    case .entries: true
    }
  }

  /// As JSON in which words in angle brackets stand for what changes.
  fileprivate var form: String {
    switch self {
    case .role(let role): "<\(role)>"
    case .constant(let value): (try? JSON.text(of: value)) ?? "null"
    case .object(let entries):
      "{" + entries.map { "\"\($0.key)\": \($0.template.form)" }.joined(separator: ", ") + "}"
    case .list(let element): "[\(element.form)]"
    case .entries(let key, let template): "{<\(key)>: \(template.form)}"
    }
  }
}
