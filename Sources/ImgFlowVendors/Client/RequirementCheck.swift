import ImgFlowRuntime
import ImgFlowValues

/// Checks what must be given together, before any request.
struct RequirementCheck {
  private let operation: Operation

  init(_ operation: Operation) { self.operation = operation }

  /// - Throws: `DetailedError` of kind `validation`.
  func check(_ arguments: [Value?]) throws {
    let violations = operation.requirements.compactMap { requirement in
      requirement.violation(operation.parameters.map(\.name)) { arguments[$0] }
    }
    guard let first = violations.first else { return }
    throw DetailedError(
      .validation, "`\(operation.qualifiedName)` \(first.message)",
      details: [("violations", violations.value)],
      notes: violations.dropFirst().map { "`\(operation.qualifiedName)` \($0.message)" })
  }
}

extension Requirement {
  /// Returns what is wrong with arguments; nil when the requirement is met or does not apply.
  public func violation(
    _ names: [String], _ argument: (Int) -> Value?
  ) -> Violation? {
    if let condition {
      let value = argument(condition.parameter) ?? .null
      guard Value.equals(value, condition.value) == condition.isEqual else { return nil }
    }
    let given = parameters.filter { !(argument($0)?.isNull ?? true) }
    let list = parameters.map { "`\(names[$0])`" }
    let reason = condition.map { " when \($0.phrase(names))" } ?? ""
    let message: String? =
      switch kind {
      case .all where given.count < parameters.count:
        "needs \(parameters.filter { !given.contains($0) }.map { "`\(names[$0])`" }.formatted(and: "and"))\(reason)"
      case .any where given.isEmpty: "needs \(list.formatted(and: "or"))\(reason)"
      case .one where given.count != 1:
        "needs exactly one of \(list.formatted(and: "and"))\(reason)"
      default: nil
      }
    guard let message, let first = parameters.first else { return nil }
    return Violation(field: names[first], message: message)
  }
}

extension Requirement.Condition {
  fileprivate func phrase(_ names: [String]) -> String {
    let name = "`\(names[parameter])`"
    if value.isNull { return isEqual ? "\(name) is not given" : "\(name) is given" }
    return "\(name) is \(isEqual ? "" : "not ")\(value.shortDescription())"
  }
}
