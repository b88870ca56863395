import ImgFlowSyntax
import ImgFlowValues

// What takes its time at a vendor, by the declaration's own rules of waiting.
extension VendorManual {
  var waiting: [String] {
    let items = vendor.resources.values.sorted { $0.name < $1.name }.flatMap(waiting)
    guard !items.isEmpty else { return [] }
    return [
      "## What takes its time", "",
      "`waitFor` asks again and again until the work is done. It fails with an error of kind `job` when the "
        + "work has failed, and of kind `timeout` when there is no end in sight.", "",
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
      : "after \(DurationText.short(first)), then less and less often, up to every \(DurationText.short(longest))"
    var lines = [
      "- `\(resource.name)`, of \(makers.map { "`\($0.name)`" }.formatted(and: "and")): it asks with "
        + "`\(rule.poll.onOneLine)`, \(pace).",
      "  - Done when `\(rule.doneWhen.onOneLine)`.",
    ]
    if let failed = rule.failedWhen { lines.append("  - Failed when `\(failed.onOneLine)`.") }
    return lines + states(of: resource, rule)
  }

  /// The values of the fields that the rule looks at, where they are declared.
  private func states(of resource: ResourceDeclaration, _ rule: WaitRule) -> [String] {
    let code = rule.doneWhen.onOneLine + " " + (rule.failedWhen?.onOneLine ?? "")
    let names = Set(code.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
    return resource.fields.compactMap { field in
      let states = field.type.alternatives.map { "`\($0.shortDescription())`" }
      guard names.contains(field.name), !states.isEmpty else { return nil }
      return "  - `\(field.name)` is \(states.formatted(and: "or"))."
    }
  }

  private static func gives(_ type: FieldType, _ resource: ResourceDeclaration) -> Bool {
    switch type {
    case .resource(let name): name == resource.name
    case .union(let members): members.contains { gives($0, resource) }
    default: false
    }
  }
}

extension Expression {
  /// The expression as the declaration has it, on one line.
  public var onOneLine: String {
    range.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
