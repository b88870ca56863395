import ImgFlowSyntax
import ImgFlowValues

/// Bodies that only return at their ends, such as `{ if n < 2 { return n } return f(n - 1) }`, are the
/// same as an expression: `if n < 2 { n } else { f(n - 1) }`.
extension Builder {
  /// Builds a block that gives the function's result as its value; nil if a `return` is in the middle, in a
  /// loop for example.
  func buildValue(of block: Block) -> Node? {
    guard resolution.blocks[block.range.start] == nil,
      !block.statements.contains(where: \.isFunctionOrDefer)
    else { return nil }
    return buildValue(of: block.statements[...], block.range)
  }

  private func buildValue(of statements: ArraySlice<Statement>, _ range: SourceRange) -> Node? {
    let plain = statements.prefix { !ReturnFinder.isFound(in: $0) }
    if plain.count == statements.count { return sequence(plain, nil, range) }
    guard let result = buildReturning(statements.dropFirst(plain.count), range) else { return nil }
    return sequence(plain, result, range)
  }

  /// Statements of which the first returns, at least on one way.
  private func buildReturning(_ statements: ArraySlice<Statement>, _ range: SourceRange) -> Node? {
    guard let first = statements.first else { return nil }
    let rest = statements.dropFirst()
    switch first.kind {
    case .returnValue(let value):
      guard value.map(ReturnFinder.isFound) != true else { return nil }
      return value.map(build) ?? ConstantNode(.null, first.range)
    case .expression(let expression):
      guard case .ifElse(let construct) = expression.kind,
        !ReturnFinder.isFound(in: construct.condition),
        rest.isEmpty || (construct.then.endsInReturn && construct.otherwise == nil),
        let then = buildValue(of: construct.then)
      else { return nil }
      let otherwise: Node?
      if let block = construct.otherwise {
        otherwise = buildValue(of: block)
      } else {
        otherwise = buildValue(of: rest, range)
      }
      guard let otherwise else { return nil }
      return IfNode(condition(of: construct), then, otherwise, first.range)
    default: return nil
    }
  }

  private func sequence(
    _ statements: ArraySlice<Statement>, _ result: Node?, _ range: SourceRange
  ) -> Node {
    var nodes = build(Array(statements))
    guard let result else {
      var hasValue = false
      if case .expression = statements.last?.kind { hasValue = true }
      if nodes.count == 1, hasValue { return nodes[0] }
      return BlockNode(nodes, hasValue: hasValue, earlyBoxes: [], range)
    }
    if nodes.isEmpty { return result }
    nodes.append(result)
    return BlockNode(nodes, hasValue: true, earlyBoxes: [], range)
  }
}

extension Statement {
  fileprivate var isFunctionOrDefer: Bool {
    switch kind {
    case .function, .deferBlock: true
    case .expression, .variable, .assignment, .patternAssignment, .forIn, .whileLoop, .breakLoop,
      .continueLoop,
      .returnValue, .throwError, .importModule, .useVendor, .parameter, .permit, .test, .assertion,
      .vendor, .type:
      false
    }
  }
}

extension Block {
  /// Whether every way through the block returns, as its last statement shows.
  fileprivate var endsInReturn: Bool {
    statements.last?.jump == .returning
  }
}
