import ImgFlowSyntax

extension Resolver {
  func resolve(_ expression: Expression) {
    switch expression.kind {
    case .null, .bool, .integer, .float, .duration, .string: break
    case .interpolation(let parts):
      for case .expression(let part) in parts { resolve(part) }
    case .list(let elements):
      for element in elements {
        switch element {
        case .item(let value), .spread(let value): resolve(value)
        }
      }
    case .object(let entries): resolve(entries)
    case .name(let name): use(name)
    case .member(let base, let member, _): resolveMember(base, member)
    case .index(let base, let index, _):
      resolve(base)
      resolve(index)
    case .call(let callee, let arguments): resolveCall(callee, arguments, at: expression.range)
    case .chain(let inner), .tryOptional(let inner), .unary(_, let inner),
      .typeTest(let inner, _, _):
      resolve(inner)
    case .binary(let left, _, _, let right):
      resolve(left)
      resolve(right)
    case .range(let lower, let upper, _):
      if let lower { resolve(lower) }
      if let upper { resolve(upper) }
    case .pipe(let value, let callee, let arguments):
      resolve(value)
      let first = Argument(label: nil, value: value, isSpread: false)
      resolveCallee(callee, call: [first] + arguments, at: expression.range)
      for argument in arguments { resolve(argument.value) }
    case .function(let function): resolve(function, isHoisted: false)
    default: resolveConstruct(expression)
    }
  }

  private func resolveConstruct(_ expression: Expression) {
    switch expression.kind {
    case .block(let block): resolve(block)
    case .ifElse(let construct):
      resolve(construct.condition)
      resolve(construct.then)
      if let otherwise = construct.otherwise { resolve(otherwise) }
    case .match(let construct):
      resolve(construct.subject)
      for arm in construct.arms { resolveArm(arm.pattern, arm.condition, arm.body) }
    case .tryCatch(let construct):
      resolve(construct.body)
      for handler in construct.catches {
        resolveArm(handler.pattern, handler.condition, handler.body)
      }
    case .parallel(let construct): resolve(construct)
    case .guarded(let construct):
      for argument in construct.arguments { resolve(argument.value) }
      resolve(construct.body)
    default: break
    }
  }

  private func resolveArm(_ pattern: Pattern?, _ condition: Expression?, _ body: Block) {
    inBlock(start: pattern?.range.start) {
      if let pattern { declare(pattern, .constant) }
      if let condition { resolve(condition) }
      resolve(body)
    }
  }

  private func resolve(_ entries: [Expression.ObjectEntry]) {
    for entry in entries {
      switch entry {
      case .pair(_, let value), .spread(let value): resolve(value)
      case .computed(let key, let value):
        resolve(key)
        resolve(value)
      case .shorthand(let name): use(name)
      }
    }
  }

  private func resolveMember(_ base: Expression, _ member: Name) {
    resolve(base)
    guard let owner = outerName(of: base), let members = outer.members(of: owner.text) else {
      return
    }
    if !members.contains(member.text) {
      report(.unknownMember(member, of: owner.text, known: members))
    }
  }

  /// The name, when the expression is just a name of the outermost scope.
  private func outerName(of expression: Expression) -> Name? {
    guard case .name(let name) = expression.kind, lookUp(name.text) == nil,
      moduleBlock.variables[name.text] == nil
    else { return nil }
    return name
  }

  private func resolveCall(_ callee: Expression, _ arguments: [Argument], at range: SourceRange) {
    resolveCallee(callee, call: arguments, at: range)
    for argument in arguments { resolve(argument.value) }
  }

  private func resolveCallee(_ callee: Expression, call: [Argument], at range: SourceRange) {
    switch callee.kind {
    case .name(let name): use(name, call: call, at: range)
    case .member(let base, let member, _):
      resolve(callee)
      if let owner = outerName(of: base),
        let signature = outer.signature(of: [owner.text, member.text])
      {
        check(call, against: signature, at: range)
      } else if Self.mutatingMethods.contains(member.text) {
        checkMutation(of: base, method: member.text)
      }
    default: resolve(callee)
    }
  }

  private static let mutatingMethods: Set<String> = ["push", "pop", "insert", "remove"]

  /// A method that changes the place it is called on needs a place that may change.
  private func checkMutation(of place: Expression, method: String) {
    switch place.kind {
    case .name(let name): checkAssignable(name, isWhole: false, method: method)
    case .member(let base, _, _), .index(let base, _, _): checkMutation(of: base, method: method)
    default: break
    }
  }

  // MARK: - Functions

  func resolve(_ function: Function, isHoisted: Bool) {
    inFunction(function.id, isHoisted: isHoisted && block !== moduleBlock) {
      for parameter in function.parameters {
        if let value = parameter.defaultValue { resolve(value) }
        declareParameter(parameter.pattern)
      }
      resolve(function.body)
    }
  }

  /// Parameters take the first slots in order, so a pattern gets a slot of its own before its names.
  private func declareParameter(_ pattern: Pattern) {
    if case .binding = pattern.kind {
      declare(pattern, .parameter)
    } else {
      _ = function.makeSlot()
      declare(pattern, .parameter)
    }
  }

  private func resolve(_ construct: Parallel) {
    for argument in construct.arguments { resolve(argument.value) }
    resolve(construct.head.sequence)
    inFunction(construct.id, isParallelBody: true) {
      let itemSlots = construct.head.index == nil ? 1 : 2
      for _ in 0..<itemSlots { _ = function.makeSlot() }
      if let index = construct.head.index { declare(index, .constant) }
      declare(construct.head.pattern, .constant)
      resolve(construct.body)
    }
  }
}
