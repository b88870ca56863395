import ImgFlowSyntax

/// Finds out whether a function's body may end by `return`.
///
/// Looks where statements stand, not into nested functions; a `return` deep inside an operand arrives as
/// an `Escape`, which needs a body that completes, so operands with blocks count as well.
enum ReturnFinder {
  static func isFound(in block: Block) -> Bool { block.statements.contains(where: isFound) }

  static func isFound(in statement: Statement) -> Bool {
    switch statement.kind {
    case .returnValue: true
    case .expression(let value), .throwError(let value), .assertion(let value): isFound(in: value)
    case .variable(_, _, let value, _): isFound(in: value)
    case .assignment(let place, _, let value): isFound(in: place) || isFound(in: value)
    case .forIn(let head, let body): isFound(in: head.sequence) || isFound(in: body)
    case .whileLoop(let condition, let body): isFound(in: condition) || isFound(in: body)
    case .deferBlock: false
    default: false
    }
  }

  static func isFound(in expression: Expression) -> Bool {
    switch expression.kind {
    case .block(let block): isFound(in: block)
    case .ifElse(let construct):
      isFound(in: construct.condition) || isFound(in: construct.then)
        || construct.otherwise.map(isFound) ?? false
    case .match(let construct):
      isFound(in: construct.subject) || construct.arms.contains { isFound(in: $0.body) }
    case .tryCatch(let construct):
      isFound(in: construct.body) || construct.catches.contains { isFound(in: $0.body) }
    case .guarded(let construct): isFound(in: construct.body)
    case .null, .bool, .integer, .float, .duration, .string, .name, .function, .parallel: false
    case .interpolation(let parts):
      parts.contains { if case .expression(let part) = $0 { isFound(in: part) } else { false } }
    case .list(let elements):
      elements.contains { element in
        switch element {
        case .item(let value), .spread(let value): isFound(in: value)
        }
      }
    case .object(let entries): entries.contains(where: isFound)
    case .member(let base, _, _): isFound(in: base)
    case .index(let base, let index, _): isFound(in: base) || isFound(in: index)
    case .call(let callee, let arguments):
      isFound(in: callee) || arguments.contains { isFound(in: $0.value) }
    case .pipe(let value, let callee, let arguments):
      isFound(in: value) || isFound(in: callee) || arguments.contains { isFound(in: $0.value) }
    case .chain(let inner), .tryOptional(let inner), .unary(_, let inner),
      .typeTest(let inner, _, _):
      isFound(in: inner)
    case .binary(let left, _, _, let right): isFound(in: left) || isFound(in: right)
    case .range(let lower, let upper, _):
      lower.map(isFound) ?? false || upper.map(isFound) ?? false
    }
  }

  private static func isFound(in entry: Expression.ObjectEntry) -> Bool {
    switch entry {
    case .pair(_, let value), .spread(let value): isFound(in: value)
    case .computed(let key, let value): isFound(in: key) || isFound(in: value)
    case .shorthand: false
    }
  }
}
