import ImgFlowSyntax

/// Resolves the names of a module to slots and boxes before it runs, and reports what is wrong with
/// them: unknown and repeated names, assignments that are not allowed, calls that do not fit.
public final class Resolver {
  let outer: any OuterScope
  var diagnostics: [Diagnostic] = []
  var resolution = Resolution()

  var function: FunctionScope
  var block: BlockScope
  let moduleFunction: FunctionScope
  let moduleBlock: BlockScope
  /// Names that `use` brought in, with their vendors.
  var used: [String: [String]] = [:]
  /// Names of the outermost scope that were passed in, such as the operations a vendor's `fn`s see.
  let provided: Set<String>

  /// Uses whose slots are known only when all captures are.
  var uses: [(id: NodeID, variable: Variable, function: FunctionScope)] = []
  /// Names that no scope knew yet: a later top-level name, the outermost scope, or unknown.
  var pending: [PendingName] = []
  /// The finished functions, for their layouts.
  var functions: [(id: NodeID, scope: FunctionScope)] = []
  var openedBlocks: [(start: Int, scope: BlockScope)] = []

  struct PendingName {
    let name: Name
    let function: FunctionScope
    let block: BlockScope
    let call: [Argument]?
    let callRange: SourceRange
  }

  /// Assignments to names that no scope knew yet, and calls of methods that change them.
  var changes: [Change] = []

  struct Change {
    let name: Name
    let function: FunctionScope
    let isWhole: Bool
    let method: String?
  }

  init(outer: any OuterScope, provided: Set<String>) {
    self.outer = outer
    self.provided = provided
    moduleFunction = FunctionScope(parent: nil, definingBlock: nil)
    moduleBlock = BlockScope(parent: nil, function: moduleFunction)
    function = moduleFunction
    block = moduleBlock
  }

  /// Resolves a whole module.
  public static func resolve(_ tree: SyntaxTree, outer: any OuterScope) -> (
    Resolution, [Diagnostic]
  ) {
    let resolver = Resolver(outer: outer, provided: [])
    resolver.declareFunctions(in: tree.statements)
    for statement in tree.statements { resolver.resolve(statement) }
    return resolver.finish()
  }

  /// Resolves functions that stand alone, such as a vendor's; `provided` names are in scope.
  public static func resolve(
    functions: [Function], outer: any OuterScope, provided: Set<String>
  ) -> (Resolution, [Diagnostic]) {
    let resolver = Resolver(outer: outer, provided: provided)
    for function in functions {
      guard let name = function.name else { continue }
      resolver.declare(name, .function, signature: CallSignature(function))
    }
    for function in functions { resolver.resolve(function, isHoisted: true) }
    return resolver.finish()
  }

  private func finish() -> (Resolution, [Diagnostic]) {
    for name in pending { resolvePending(name) }
    for change in changes { resolvePending(change) }
    for (id, variable, function) in uses {
      resolution.references[id] = function.reference(to: variable)
    }
    for (id, scope) in functions {
      resolution.frames[id] = FrameLayout(
        slotCount: scope.slotCount, captures: scope.captures.map { sourceSlot(of: $0, in: scope) })
    }
    for (start, scope) in openedBlocks where scope !== moduleBlock {
      let early = scope.declared.filter {
        $0.isBoxed && ($0.kind == .function || $0.isCapturedEarly)
      }
      if !early.isEmpty {
        resolution.blocks[start] = BlockLayout(earlyBoxes: early.map(\.index))
      }
    }
    resolution.moduleSlotCount = moduleFunction.slotCount
    return (resolution, diagnostics.sorted { $0.range.start < $1.range.start })
  }

  /// The slot that holds a captured variable in the function around `scope`.
  private func sourceSlot(of variable: Variable, in scope: FunctionScope) -> Int {
    switch scope.parent?.reference(to: variable) {
    case .local(let slot), .boxed(let slot): slot
    default: 0
    }
  }

  // MARK: - Scopes

  /// Resolves in a block of its own.
  func inBlock(start: Int? = nil, _ body: () -> Void) {
    let outerBlock = block
    block = BlockScope(parent: outerBlock, function: function)
    if let start { openedBlocks.append((start, block)) }
    function.reusingSlots(body)
    block = outerBlock
  }

  /// Resolves the inside of a function; `id` names its frame.
  func inFunction(
    _ id: NodeID, isHoisted: Bool = false, isParallelBody: Bool = false, _ body: () -> Void
  ) {
    let (outerFunction, outerBlock) = (function, block)
    function = FunctionScope(
      parent: outerFunction, definingBlock: outerBlock, isHoisted: isHoisted,
      isParallelBody: isParallelBody)
    block = BlockScope(parent: outerBlock, function: function)
    body()
    functions.append((id, function))
    (function, block) = (outerFunction, outerBlock)
  }

  /// Declares a name in the current block.
  @discardableResult
  func declare(_ name: Name, _ kind: Variable.Kind, signature: CallSignature? = nil) -> Variable {
    if let earlier = block.variables[name.text] {
      report(.redeclared(name, earlier: earlier.name))
    }
    let isGlobal = block === moduleBlock
    let variable = Variable(
      name: name, kind: kind, owner: isGlobal ? nil : function, block: block,
      index: isGlobal ? resolution.globals.count : function.makeSlot(), signature: signature)
    if isGlobal { resolution.globals.append(name.text) }
    block.variables[name.text] = variable
    block.declared.append(variable)
    uses.append((name.id, variable, function))
    return variable
  }

  /// Declares the functions of a block, which are visible in all of it.
  func declareFunctions(in statements: [Statement]) {
    for statement in statements {
      guard case .function(let function) = statement.kind, let name = function.name else {
        continue
      }
      let variable = declare(name, .function, signature: CallSignature(function))
      if statement.isExported { resolution.exports[name.text] = variable.index }
    }
  }

  func lookUp(_ name: String) -> Variable? {
    var scope: BlockScope? = block
    while let current = scope {
      if let variable = current.variables[name] { return variable }
      scope = current.parent
    }
    return nil
  }

  func report(_ diagnostic: Diagnostic) {
    if diagnostics.count < 50 { diagnostics.append(diagnostic) }
  }
}
