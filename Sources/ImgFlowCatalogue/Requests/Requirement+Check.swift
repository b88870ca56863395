import ImgFlowSyntax
import ImgFlowValues

extension Requirement {
  /// Returns what is wrong with arguments; nil if the requirement is met or does not apply.
  package func violation(
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
