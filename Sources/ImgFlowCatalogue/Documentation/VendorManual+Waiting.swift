import ImgFlowSyntax
import ImgFlowValues

// What takes its time at a vendor, by the declaration's own rules of waiting.
extension VendorManual {
  var waiting: [String] {
    let items = vendor.resources.values.sorted { $0.name < $1.name }.flatMap(waiting)
    guard !items.isEmpty else { return [] }
    return [
      "## Waiting", "",
      "`waitFor` polls until the work is done. It fails with an error of kind `job` when the "
        + "work has failed, and of kind `timeout` when it takes too long.", "",
    ] + items + [""]
  }

  private func waiting(for resource: ResourceDeclaration) -> [String] {
    guard let rule = resource.wait else { return [] }
    let makers = vendor.operations.filter {
      !$0.isInternal && $0.method != "GET" && $0.result.map { Self.gives($0, resource) } ?? false
    }
    guard !makers.isEmpty else { return [] }
    let (first, longest) = (rule.firstInterval, rule.longestInterval)
    let pace =
      first == longest
      ? "every \(DurationText.short(first))"
      : "after \(DurationText.short(first)), then less often, up to every \(DurationText.short(longest))"
    var lines = [
      "- `\(resource.name)`, of \(makers.map { "`\($0.name)`" }.formatted(and: "and")): it polls with "
        + "`\(rule.poll.onOneLine)`, \(pace).",
      "  - Done when `\(rule.doneWhen.onOneLine)`.",
    ]
    if let failed = rule.failedWhen { lines.append("  - Failed when `\(failed.onOneLine)`.") }
    if let cancel = resource.cancel {
      lines.append("  - `\(cancel.call.onOneLine)` ends it before.")
    }
    if let states = rule.states(of: resource) { lines.append("  - \(states.text)") }
    return lines
  }

  private static func gives(_ type: Type, _ resource: ResourceDeclaration) -> Bool {
    switch type.form {
    case .resource(let reference): reference.name == resource.name
    case .union(let members): members.contains { gives($0, resource) }
    default: false
    }
  }
}

extension Expression {
  /// The expression as the declaration has it, on one line.
  package var onOneLine: String {
    range.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
