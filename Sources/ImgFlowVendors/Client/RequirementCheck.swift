import ImgFlowRuntime
import ImgFlowValues

/// Checks what must be given together, before any request.
struct RequirementCheck {
  private let operation: Operation

  init(_ operation: Operation) { self.operation = operation }

  /// - Parameter isFilled: Whether what the user supplied, and the session holds, is among the arguments;
  ///   otherwise only what does not depend on that is checked.
  /// - Throws: `DetailedError` of kind `validation`.
  func check(_ arguments: [Value?], isFilled: Bool) throws {
    let requirements = operation.requirements.filter { isFilled || !concernsSupplied($0) }
    let violations = requirements.compactMap { requirement in
      requirement.violation(operation.parameters.map(\.name)) { arguments[$0] }
    }
    guard let first = violations.first else { return }
    throw DetailedError(
      .validation, "`\(operation.qualifiedName)` \(first.message)",
      details: [("violations", violations.value)],
      notes: violations.dropFirst().map { "`\(operation.qualifiedName)` \($0.message)" })
  }
}

extension RequirementCheck {
  /// Those that a call alone can meet, whatever is given or supplied besides.
  var always: [Requirement] {
    operation.requirements.filter { $0.condition == nil && !concernsSupplied($0) }
  }

  private func concernsSupplied(_ requirement: Requirement) -> Bool {
    let condition = requirement.condition.map { [$0.parameter] } ?? []
    return (requirement.parameters + condition).contains { index in
      if case .supplied = operation.parameters[index].presence { true } else { false }
    }
  }
}

extension Requirement {
  /// Returns what is wrong with arguments; nil if the requirement is met or does not apply.
  public func violation(
    _ names: [String], _ argument: (Int) -> Value?
  ) -> Violation? {
    if let condition {
      let value = argument(condition.parameter) ?? .null
      guard Value.equals(value, condition.value) == condition.isEqual else { return nil }
    }
    let given = parameters.count { !(argument($0)?.isNull ?? true) }
    let isMet =
      switch kind {
      case .all: given == parameters.count
      case .any: given > 0
      case .one: given == 1
      }
    guard !isMet, let first = parameters.first else { return nil }
    return Violation(field: names[first], message: "needs \(phrase(names))")
  }

  /// The requirement in words: "`code` and `redirect_uri` when `grant_type` is "authorization_code"".
  func phrase(_ names: [String]) -> String {
    let list = parameters.map { "`\(names[$0])`" }
    let what =
      switch kind {
      case .all: list.formatted(and: "and")
      case .any: list.formatted(and: "or")
      case .one: "exactly one of \(list.formatted(and: "and"))"
      }
    return what + (condition.map { " when \($0.phrase(names))" } ?? "")
  }
}

extension Requirement.Condition {
  fileprivate func phrase(_ names: [String]) -> String {
    let name = "`\(names[parameter])`"
    if value.isNull { return isEqual ? "\(name) is not given" : "\(name) is given" }
    return "\(name) is \(isEqual ? "" : "not ")\(value.shortDescription())"
  }
}
