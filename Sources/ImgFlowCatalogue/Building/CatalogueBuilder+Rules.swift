import ImgFlowSyntax
import ImgFlowValues

// The rules of operations: how streams go on, and what must be given together.
extension CatalogueBuilder {
  mutating func pagingRule(_ paging: VendorPaging, _ parameters: [Operation.Parameter])
    -> PagingRule?
  {
    guard let cursor = index(of: paging.cursor, parameters),
      let size = pageSize(paging.size, parameters)
    else { return nil }
    let lifetime = paging.lifetime.flatMap { literal($0)?.asDuration?.milliseconds }
    if let expression = paging.lifetime, lifetime == nil {
      report("`within` takes a duration", at: expression.range, help: "write `within 60s`")
    }
    return PagingRule(
      size: size, cursor: cursor, isAdded: paging.isAdded, step: paging.step, lifetime: lifetime,
      condition: paging.condition)
  }

  private mutating func pageSize(
    _ expression: Expression, _ parameters: [Operation.Parameter]
  ) -> PagingRule.Size? {
    if case .name(let name) = expression.kind {
      return index(of: name, parameters).map(PagingRule.Size.parameter)
    }
    return literal(expression)?.asInt.map(PagingRule.Size.fixed)
  }

  mutating func requirement(
    _ requirement: VendorRequirement, _ parameters: [Operation.Parameter]
  ) -> Requirement? {
    let indices = requirement.parameters.compactMap { index(of: $0, parameters) }
    var condition: Requirement.Condition?
    if let expression = requirement.condition {
      condition = self.condition(expression, parameters)
      if condition == nil { return nil }
    }
    return Requirement(kind: requirement.kind, parameters: indices, condition: condition)
  }

  /// Conditions are simple enough for callers without an evaluator.
  private mutating func condition(
    _ expression: Expression, _ parameters: [Operation.Parameter]
  ) -> Requirement.Condition? {
    guard case .binary(let left, let sign, _, let right) = expression.kind,
      sign == .equal || sign == .notEqual, case .name(let name) = left.kind,
      let value = right.literalValue
    else {
      report(
        "a requirement's condition must compare a parameter with a literal", at: expression.range,
        help: "write `when name == \"value\"` or `when name != null`")
      return nil
    }
    return index(of: name, parameters).map {
      Requirement.Condition(parameter: $0, value: value, isEqual: sign == .equal)
    }
  }
}
