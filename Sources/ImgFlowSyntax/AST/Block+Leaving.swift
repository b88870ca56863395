extension Block {
  /// Whether every way through the block leaves what is around it, as its statements show: by `return`, `throw`,
  /// `break`, `continue` or `exit(…)`.
  package var alwaysLeaves: Bool { statements.contains(where: \.alwaysLeaves) }
}

extension Statement {
  fileprivate var alwaysLeaves: Bool {
    if jump != nil { return true }
    if case .expression(let expression) = kind { return expression.alwaysLeaves }
    return false
  }
}

extension Expression {
  fileprivate var alwaysLeaves: Bool {
    switch kind {
    case .block(let block): block.alwaysLeaves
    case .ifElse(let construct):
      construct.then.alwaysLeaves && construct.otherwise?.alwaysLeaves == true
    case .match(let construct): construct.arms.allSatisfy(\.body.alwaysLeaves)
    case .tryCatch(let construct):
      construct.body.alwaysLeaves && construct.catches.allSatisfy(\.body.alwaysLeaves)
    case .call(let callee, _):
      if case .name(let name) = callee.kind { name.text == "exit" } else { false }
    case .null, .bool, .integer, .float, .duration, .string, .interpolation, .list, .object, .name,
      .member, .index, .chain, .unary, .binary, .typeTest, .range, .pipe, .function, .tryOptional,
      .parallel, .guarded:
      false
    }
  }
}
