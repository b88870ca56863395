import ImgFlowAnalysis
import ImgFlowSyntax
import ImgFlowValues

extension Builder {
  /// Builds a statement; nil for one that does nothing when it is run.
  func build(_ statement: Statement) -> Node? {
    let range = statement.range
    switch statement.kind {
    case .expression(let expression): return build(expression)
    case .variable(let pattern, let type, let value, _):
      return buildVariable(pattern, type, value, range)
    case .function: return nil
    case .assignment(let target, let operation, let value):
      return buildAssignment(target, operation, value, range)
    case .patternAssignment(let pattern, let value):
      return buildAssignment(pattern, value, range)
    case .forIn(let head, let body):
      return ForNode(
        build(head.sequence), index: head.index.map(binding), item: build(head.pattern),
        build(body), range)
    case .whileLoop(let condition, let body, _):
      return WhileNode(build(condition), build(body), range)
    case .breakLoop: return jump(.breakLoop, outer: .breakOuter, range)
    case .continueLoop: return jump(.continueLoop, outer: .continueOuter, range)
    case .returnValue(let value): return ReturnNode(value.map(build), range)
    case .throwError(let value): return ThrowNode(build(value), range)
    case .deferBlock(let body): return buildDefer(body, range)
    case .assertion(let condition, let message):
      return AssertNode(buildWatching(condition), message: message.map(build), range)
    case .parameter(let parameter): return build(parameter, range)
    case .importModule, .useVendor, .permit, .test, .vendor, .type: return nil
    }
  }

  private func jump(_ completion: Completion, outer: Completion, _ range: SourceRange) -> Node {
    guard let count = resolution.jumps[range.start], count > 0 else {
      return JumpNode(completion, range)
    }
    return OuterJumpNode(outer, leaving: count, range)
  }

  private func buildVariable(
    _ pattern: Pattern, _ type: TypeExpression?, _ value: Expression, _ range: SourceRange
  ) -> Node {
    let type = type.map(self.type)
    if case .binding(let name) = pattern.kind {
      let binding = binding(name)
      if type == nil, case .local(let slot) = binding {
        return DeclareLocalNode(slot, build(value), range)
      }
      return DeclareNode(binding, build(value), type: type, named: name.text, range)
    }
    let node = DestructureNode(build(pattern), build(value), type: type, range)
    return type == nil ? declarations(pattern, value, range) ?? node : node
  }

  /// `let [a, b] = [x, y]` is `let a = x` and `let b = y` when no function can see the one without the other.
  private func declarations(
    _ pattern: Pattern, _ value: Expression, _ range: SourceRange
  ) -> Node? {
    guard case .list(let elements, rest: nil, after: _) = pattern.kind,
      case .list(let items) = value.kind, items.count == elements.count
    else { return nil }
    var nodes: [Node] = []
    for (element, item) in zip(elements, items) {
      guard case .binding(let name) = element.pattern.kind, element.defaultValue == nil,
        case .local(let slot) = binding(name), case .item(let value) = item
      else { return nil }
      nodes.append(DeclareLocalNode(slot, build(value), range))
    }
    return BlockNode(nodes, hasValue: false, earlyBoxes: [], range)
  }

  /// Whether evaluating an expression can change no variable, so that the order of evaluation does not
  /// matter.
  static func changesNothing(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .null, .bool, .integer, .float, .duration, .string, .name: true
    case .interpolation, .list, .member, .unary, .index, .binary, .chain:
      expression.parts.allSatisfy(changesNothing)
    case .object, .call, .typeTest, .range, .pipe, .function, .block, .ifElse, .match,
      .tryCatch, .tryOptional, .parallel, .guarded:
      false
    }
  }

  /// Whether evaluating an expression can change no variable of the frame: a called function cannot reach
  /// them, because captured ones are in boxes.
  static func keepsFrame(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .call(let callee, let arguments):
      guard case .name = callee.kind else { return false }
      return arguments.allSatisfy { keepsFrame($0.value) }
    case .unary, .binary, .index, .member, .chain, .interpolation:
      return expression.parts.allSatisfy(keepsFrame)
    case .null, .bool, .integer, .float, .duration, .string, .name, .list, .object, .typeTest,
      .range, .pipe, .function, .block, .ifElse, .match, .tryCatch,
      .tryOptional, .parallel, .guarded:
      return changesNothing(expression)
    }
  }

  private func buildDefer(_ body: Block, _ range: SourceRange) -> Node {
    let node = build(body)
    // Appended in place: there may be thousands.
    if defers == nil { defers = (counter: makeSlot(), bodies: []) }
    defers?.bodies.append(node)
    return DeferNode(
      number: defers?.bodies.count ?? 0, counter: defers?.counter ?? 0, range)
  }

  private func build(_ parameter: ScriptParameter, _ range: SourceRange) -> Node {
    let node = ParameterNode(
      parameter, type: parameter.type.map(type),
      defaultValue: parameter.defaultValue.map(build), range)
    return DeclareNode(
      binding(parameter.name), node, type: nil, named: parameter.name.text, range)
  }
}

extension Expression {
  /// The expressions that it is directly made of.
  fileprivate var parts: [Expression] {
    SyntaxElement.expression(self).children.compactMap { part in
      if case .expression(let expression) = part { expression } else { nil }
    }
  }
}
