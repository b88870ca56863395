import ImgFlowSyntax

extension Builder {
  /// Builds the condition of an assertion.
  func buildWatching(_ condition: Expression) -> Node {
    watchesParts = true
    defer { watchesParts = false }
    return build(condition)
  }

  /// Builds a part of an assertion's condition so that its value is kept.
  func buildWatched(_ expression: Expression) -> Node {
    switch expression.kind {
    case .list, .object, .range, .binary(_, .and, _, _), .binary(_, .or, _, _):
      return buildPlain(expression)
    case .name, .member, .index, .call, .unary, .binary, .typeTest, .pipe:
      return watched(buildPlain(expression))
    case .chain, .tryOptional: return watched(buildUnwatched(expression))
    case .null, .bool, .integer, .float, .duration, .string, .interpolation, .function, .block,
      .ifElse, .match, .tryCatch, .parallel, .guarded:
      return buildUnwatched(expression)
    }
  }

  private func watched(_ node: Node) -> Node { node is ConstantNode ? node : PartNode(node) }

  /// Builds what has parts that are evaluated at another time, or several times, or perhaps not at all.
  private func buildUnwatched(_ expression: Expression) -> Node {
    watchesParts = false
    defer { watchesParts = true }
    return buildPlain(expression)
  }
}
