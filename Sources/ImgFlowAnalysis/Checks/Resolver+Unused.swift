import ImgFlowSyntax

extension Resolver {
  /// What a name that can be warned about was declared as.
  enum Role {
    case variable
    case function
    case parameter
    case imported
    case module
  }

  /// Warns about names that are never read, except for those that begin with `_`.
  func reportUnused() {
    for (variable, role) in watched where !variable.isRead && !variable.name.text.hasPrefix("_") {
      warn(.unused(variable, role))
    }
    reportUnusedTypes()
    for (vendor, isNeeded) in usedVendors where !isNeeded { warn(.unusedVendor(vendor)) }
  }

  /// Warns about a statement that is only an unused value.
  func checkResultIsUsed(_ expression: Expression) {
    switch expression.kind {
    case .null, .bool, .integer, .float, .duration, .string, .interpolation, .list, .object, .name,
      .member, .index, .unary, .typeTest, .range, .function:
      warn(.unusedResult(expression, method: nil))
    case .binary(let left, .equal, _, let right):
      warn(.unusedComparison(expression, of: left, right))
    case .binary(_, .or, _, let right), .binary(_, .and, _, let right),
      .binary(_, .coalesce, _, let right):
      // `ready || start()` is a way to write `if`.
      checkResultIsUsed(right)
    case .binary: warn(.unusedResult(expression, method: nil))
    case .chain(let inner), .tryOptional(let inner): checkResultIsUsed(inner)
    case .call(let callee, _): checkResultOfCall(callee, expression)
    // They may be there for what they do.
    case .pipe, .block, .ifElse, .match, .tryCatch, .parallel, .guarded: break
    }
  }

  private func checkResultOfCall(_ callee: Expression, _ expression: Expression) {
    switch callee.kind {
    case .member(let base, let method, _):
      guard outer.isPureMethod(method.text) else { return }
      let isKnown = isNamespace(base)
      postponed.append { [self] in
        // What looks like a method may be a function that an object holds.
        guard !isKnown, !writtenKeys.contains(method.text) else { return }
        warn(.unusedResult(expression, method: method))
      }
    case .name(let name) where name.text == "error" && lookUp(name.text) == nil:
      warn(.unthrownError(expression))
    default: break
    }
  }

  /// Whether an expression names a module, a vendor or another namespace.
  private func isNamespace(_ expression: Expression) -> Bool {
    guard case .name(let name) = expression.kind else { return false }
    if let variable = lookUp(name.text) { return variable.kind == .module }
    return outer.members(of: name.text) != nil
  }
}

extension Pattern {
  /// Whether it names fields only to leave them out of the rest, as `{id, ...others}` may.
  var leavesOut: Bool {
    if case .object(_, let rest) = kind { rest?.name != nil } else { false }
  }
}
