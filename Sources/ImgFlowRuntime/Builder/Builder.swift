import BigInt
import ImgFlowAnalysis
import ImgFlowSyntax
import ImgFlowValues

/// Turns a resolved syntax tree into nodes that run.
///
/// One method per construct, in files by family; the choice of specialised nodes happens only here.
final class Builder {
  let interpreter: Interpreter
  let resolution: Resolution
  let globals: [Box]
  let scope: OuterValues

  /// The slots of the function being built, which grow when constructs need slots of their own.
  var frameSize: Int
  /// The boxes that the enclosing blocks make at their start.
  var earlyBoxes: Set<Int> = []
  /// The counters of the `defer`s of the enclosing block.
  var defers: (counter: Int, bodies: [Node])?
  /// What the pattern of the assignment being built has taken apart is assigned by these.
  var moves: [Node] = []
  /// Whether the expression being built is the condition of an `assert`, whose parts are reported.
  var watchesParts = false

  init(_ interpreter: Interpreter, _ resolution: Resolution, globals: [Box], scope: OuterValues) {
    self.interpreter = interpreter
    self.resolution = resolution
    self.globals = globals
    self.scope = scope
    self.frameSize = resolution.moduleSlotCount
  }

  func makeSlot() -> Int {
    defer { frameSize += 1 }
    return frameSize
  }

  /// The type that an annotation of the module means.
  func type(_ annotation: TypeExpression) -> Type {
    .annotation(annotation, declared: resolution.namedTypes)
  }

  // MARK: - Names

  func binding(_ name: Name) -> Binding {
    switch resolution.references[name.id] {
    case .local(let slot): .local(slot)
    case .boxed(let slot): earlyBoxes.contains(slot) ? .earlyBoxed(slot) : .boxed(slot)
    case .global(let index): .global(globals[index])
    case .outer, nil: .none
    }
  }

  func node(_ name: Name) -> Node {
    switch resolution.references[name.id] {
    case .local(let slot): LocalNode(slot, name.range)
    case .boxed(let slot): BoxedNode(slot, name: name.text, name.range)
    case .global(let index): GlobalNode(globals[index], name: name.text, name.range)
    case .outer, nil: ConstantNode(outerValue(name) ?? .null, name.range)
    }
  }

  /// The value of a name of the outermost scope.
  func outerValue(_ name: Name) -> Value? {
    guard case .outer = resolution.references[name.id] else { return nil }
    return scope.value(of: name.text, usedFrom: resolution.usedFrom[name.id])
  }

  /// The place that an expression names; nil if it names none.
  ///
  /// - Parameter operands: what is evaluated before the place is used.
  func place(_ expression: Expression, operands: [Expression]) -> Place? {
    var steps: [PathStep] = []
    var current = expression
    while true {
      switch current.kind {
      case .member(let base, let name, isOptional: false):
        steps.insert(PathStep(field: Symbols.key(name.text), name.range), at: 0)
        current = base
      case .index(let base, let index, isOptional: false):
        if case .range = index.kind { return nil }
        steps.insert(PathStep(index: build(index)), at: 0)
        current = base
      case .name(let name):
        guard let root = root(name) else { return nil }
        return Place(
          root: root, name: name.text, steps: steps,
          type: resolution.annotations[name.id].map(type),
          keepsKeys: operands.allSatisfy(Self.keepsFrame), range: expression.range)
      default: return nil
      }
    }
  }

  private func root(_ name: Name) -> Place.Root? {
    switch resolution.references[name.id] {
    case .local(let slot): .local(slot)
    case .boxed(let slot): .boxed(slot)
    case .global(let index): .global(globals[index])
    case .outer, nil: nil
    }
  }

  // MARK: - Blocks

  func build(_ block: Block) -> Node {
    if block.statements.count == 1, case .expression(let expression) = block.statements[0].kind {
      return build(expression)
    }
    let layout = resolution.blocks[block.range.start]
    let outerDefers = defers
    defers = nil
    let early = layout?.earlyBoxes ?? []
    earlyBoxes.formUnion(early)
    defer {
      defers = outerDefers
      earlyBoxes.subtract(early)
    }
    let nodes = build(block.statements)
    if nodes.count == 1, early.isEmpty, defers == nil, let statement = nodes[0] as? StatementNode {
      return statement
    }
    let node = BlockNode(
      nodes, hasValue: endsInValue(block.statements), earlyBoxes: early, block.range)
    guard let defers else { return node }
    return DeferringBlockNode(node, defers.bodies, counter: defers.counter)
  }

  /// The statements in the order in which they run: functions first, since all of the block sees them.
  func build(_ statements: [Statement]) -> [Node] {
    var functions: [Node] = []
    var others: [Node] = []
    for statement in statements {
      if case .function(let function) = statement.kind {
        functions.append(build(function, declaredBy: statement))
      } else if let node = build(statement) {
        others.append(releasing(node, after: statement))
      }
    }
    return functions + others
  }

  /// Lets go of the values that nothing reads after a statement.
  private func releasing(_ node: Node, after statement: Statement) -> Node {
    guard let slots = resolution.releases[statement.range.start] else { return node }
    return ReleasingNode(node, slots)
  }

  private func endsInValue(_ statements: [Statement]) -> Bool {
    if case .expression = statements.last?.kind { true } else { false }
  }

  private func build(_ function: Function, declaredBy statement: Statement) -> Node {
    let closure = build(function)
    let target = function.name.map(binding) ?? .none
    return DeclareFunctionNode(target, closure, statement.range)
  }
}
