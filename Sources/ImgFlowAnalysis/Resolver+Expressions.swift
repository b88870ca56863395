import ImgFlowSyntax

extension Resolver {
  func resolve(_ expression: Expression) {
    checkComment(after: expression)
    switch expression.kind {
    case .null, .bool, .integer, .float, .duration: break
    case .string: checkText(of: expression)
    case .interpolation(let parts):
      checkText(of: expression)
      for case .expression(let part) in parts { resolve(part) }
    case .list(let elements):
      for element in elements {
        switch element {
        case .item(let value), .spread(let value): resolve(value)
        }
      }
    case .object(let entries): resolve(entries)
    case .name(let name): use(name)
    case .member(let base, let member, _):
      notePath(of: expression, at: expression.range)
      resolve(base)
      checkMember(member, of: base)
    case .index(let base, let index, _):
      resolve(base)
      resolve(index)
    case .call(let callee, let arguments): resolveCall(callee, arguments, at: expression.range)
    case .chain(let inner), .tryOptional(let inner), .unary(_, let inner): resolve(inner)
    case .typeTest(let inner, let type, _):
      resolve(inner)
      resolve(type)
    case .binary(let left, let operation, _, let right):
      if operation == .remainder { checkFormat(left, right, at: expression.range) }
      resolve(left)
      resolve(right)
    case .range(let lower, let upper, _):
      if let lower { resolve(lower) }
      if let upper { resolve(upper) }
    case .pipe(let value, let callee, let arguments):
      resolve(value)
      let first = Argument(label: nil, value: value, isSpread: false)
      resolveCallee(callee, call: [first] + arguments, at: expression.range)
      resolve(arguments, of: callee, skipping: 1)
    case .function(let function): resolve(function, isHoisted: false)
    case .block(let block): resolve(block)
    case .ifElse(let construct):
      resolve(construct.condition)
      resolveThen(construct)
      if let otherwise = construct.otherwise { resolve(otherwise) }
    case .match(let construct): resolve(construct)
    case .tryCatch(let construct): resolve(construct)
    case .parallel(let construct): resolve(construct, at: expression.range)
    case .guarded(let construct):
      check(
        construct.arguments, of: .of(construct.kind),
        at: expression.range.upTo(construct.body.range))
      for argument in construct.arguments { resolve(argument.value) }
      resolve(construct.body)
    }
  }

  private func resolveThen(_ construct: If) {
    guard let binding = construct.binding else { return resolve(construct.then) }
    inBlock(start: binding.range.start) {
      declare(binding, .constant)
      if !binding.leavesOut { watched += block.declared.map { ($0, .variable) } }
      resolve(construct.then)
    }
  }

  private func resolve(_ construct: Match) {
    resolve(construct.subject)
    for arm in construct.arms { resolveArm(arm.pattern, arm.condition, arm.body) }
    checkReachable(construct.arms.map { ($0.pattern, $0.condition) })
  }

  private func resolve(_ construct: TryCatch) {
    resolve(construct.body)
    for handler in construct.catches {
      resolveArm(handler.pattern, handler.condition, handler.body)
    }
    checkReachable(construct.catches.map { ($0.takenPattern, $0.condition) })
  }

  private func resolveArm(_ pattern: Pattern?, _ condition: Expression?, _ body: Block) {
    if let pattern { checkHiding(pattern) }
    inBlock(start: pattern?.range.start) {
      if let pattern { declare(pattern, .constant) }
      if let condition { resolve(condition) }
      resolve(body)
    }
  }

  private func resolve(_ entries: [Expression.ObjectEntry]) {
    for entry in entries {
      switch entry {
      case .pair(let key, let value):
        writtenKeys.insert(key.text)
        resolve(value)
      case .spread(let value): resolve(value)
      case .computed(let key, let value):
        resolve(key)
        resolve(value)
      case .shorthand(let name):
        writtenKeys.insert(name.text)
        use(name)
      }
    }
  }

  private func resolveCall(_ callee: Expression, _ arguments: [Argument], at range: SourceRange) {
    resolveCallee(callee, call: arguments, at: range)
    resolve(arguments, of: callee)
  }

  private func resolveCallee(_ callee: Expression, call: [Argument], at range: SourceRange) {
    switch callee.kind {
    case .name(let name): use(name, as: .call(call, at: range))
    case .member(let base, let member, _):
      notePath(of: callee, at: range)
      resolve(base)
      if case .name(let owner) = base.kind { checkCall(of: member, of: owner, call, at: range) }
      if Self.mutatingMethods.contains(member.text) {
        checkMutation(of: base, method: member.text)
      }
    default: resolve(callee)
    }
  }

  /// The names of the built-in methods that change the place which they are called on.
  package static let mutatingMethods: Set<String> = [
    "push", "pop", "insert", "remove", "heapPush", "heapPop",
  ]

  /// A method that changes the place it is called on needs a place that may change.
  private func checkMutation(of place: Expression, method: String, isWhole: Bool = true) {
    switch place.kind {
    case .name(let name): checkAssignable(name, isWhole: isWhole, method: method)
    case .member(let base, _, _), .index(let base, _, _):
      checkMutation(of: base, method: method, isWhole: false)
    default: break
    }
  }

  // MARK: - Functions

  func resolve(_ function: Function, isHoisted: Bool) {
    inFunction(function.id, isHoisted: isHoisted && block !== moduleBlock) {
      for parameter in function.parameters {
        if let value = parameter.defaultValue { resolve(value) }
        if let type = parameter.type { resolve(type) }
        declareParameter(parameter.pattern)
      }
      if let result = function.result { resolve(result) }
      resolve(function.body)
    }
  }

  /// Parameters take the first slots in order, so a pattern gets its own slot before its names.
  private func declareParameter(_ pattern: Pattern) {
    if case .binding = pattern.kind {} else { _ = function.makeSlot() }
    declare(pattern, .parameter)
  }

  private func resolve(_ construct: Parallel, at range: SourceRange) {
    check(construct.arguments, of: .parallel, at: range)
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
