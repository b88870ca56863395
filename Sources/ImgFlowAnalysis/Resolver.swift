import ImgFlowSyntax

/// Resolves the names of a module to slots and boxes before it runs, and reports what is wrong with them:
/// unknown and repeated names, assignments that are not allowed, calls that do not fit; and as warnings,
/// unused names and unreachable code.
package final class Resolver {
  let outer: any OuterScope
  var errors: [Diagnostic] = []
  var warnings: [Diagnostic] = []
  var resolution = Resolution()

  var function: FunctionScope
  var block: BlockScope
  /// Whether a pattern is being resolved whose names another one, which may match in its place, has declared.
  var isInLaterAlternative = false
  let moduleFunction: FunctionScope
  let moduleBlock: BlockScope
  /// What the imported modules show, by their paths as written; those that cannot be read are absent.
  let imports: [String: ModuleInterface]
  /// The types that are declared or imported, by their names as written.
  var types = TypeNames()
  /// Names that `use` brought in, with their vendors.
  var used: [String: [String]] = [:]
  /// Names of the outermost scope that were passed in, such as the operations a vendor's `fn`s see.
  let provided: Set<String>
  /// What earlier entries of the session have declared; nil outside of one.
  let earlier: SessionNames?
  /// The variables of earlier entries that this one uses.
  var recalled: [String: Variable] = [:]

  /// Uses whose slots are known only when all captures are.
  var uses: [Use] = []
  typealias Use = (id: NodeID, variable: Variable, function: FunctionScope)
  /// Names that no scope knew yet: a later top-level name, the outermost scope, or unknown.
  var pending: [PendingName] = []
  /// The finished functions, for their layouts.
  var functions: [(id: NodeID, scope: FunctionScope)] = []
  var openedBlocks: [(start: Int, scope: BlockScope)] = []

  struct PendingName {
    let name: Name
    let function: FunctionScope
    let block: BlockScope
    let access: Access
  }

  /// What is done with a name: it is read, called, or assigned to.
  enum Access {
    case read
    case call([Argument], at: SourceRange)
    case assignment
  }

  /// Assignments to names that no scope knew yet, and calls of methods that change them.
  var changes: [Change] = []

  struct Change {
    let name: Name
    let function: FunctionScope
    let isWhole: Bool
    let method: String?
  }

  /// How many entries `uses` and `pending` had before each statement of the top level.
  var statementStarts: [(uses: Int, pending: Int)] = []

  /// Checks that have to know the whole top level.
  var postponed: [() -> Void] = []

  /// Whether the module declares vendors, or imports one that does.
  var bringsVendors = false

  /// Whether the types of values are followed.
  private(set) var checksTypes = true

  // What warnings are about.
  var watched: [(variable: Variable, role: Role)] = []
  var usedVendors: [(name: Name, isNeeded: Bool)] = []
  /// The keys of all objects that are written out: any of them may hold a function.
  var writtenKeys: Set<String> = []
  /// What is known about the use of strings, and of comments, that other languages read otherwise.
  var foreign = ForeignSyntax()

  init(
    outer: any OuterScope, provided: Set<String>, imports: [String: ModuleInterface] = [:],
    earlier: SessionNames? = nil
  ) {
    self.outer = outer
    self.imports = imports
    self.provided = provided
    self.earlier = earlier
    used = earlier?.used ?? [:]
    moduleFunction = FunctionScope(parent: nil, definingBlock: nil)
    moduleBlock = BlockScope(parent: nil, function: moduleFunction)
    function = moduleFunction
    block = moduleBlock
  }

  /// Resolves a whole module.
  ///
  /// - Parameters:
  ///   - imports: what the modules that it imports export, by their paths as written; the exports of absent
  ///     modules are unknown.
  ///   - checksTypes: whether uses are reported that always fail.
  /// - Returns: Errors, or else warnings, besides what was found.
  package static func resolve(
    _ tree: SyntaxTree, outer: any OuterScope, imports: [String: ModuleInterface],
    checksTypes: Bool = true
  ) -> (Resolution, [Diagnostic]) {
    let resolver = Resolver(outer: outer, provided: [], imports: imports)
    resolver.checksTypes = checksTypes
    resolver.foreign.commentedOperands = tree.commentedOperands
    resolver.declareTypes(in: tree.statements)
    resolver.declareFunctions(in: tree.statements)
    resolver.resolve(tree.statements)
    for statement in tree.statements { resolver.noteSecrets(in: .statement(statement)) }
    resolver.noteNeeds(of: tree.statements)
    return resolver.finish(tree.statements)
  }

  /// Resolves functions on their own, such as a vendor's; `provided` names are in scope. Only errors are
  /// reported.
  package static func resolve(
    functions: [Function], outer: any OuterScope, provided: Set<String>
  ) -> (Resolution, [Diagnostic]) {
    let resolver = Resolver(outer: outer, provided: provided)
    for function in functions {
      guard let name = function.name else { continue }
      resolver.declare(name, .function, signature: resolver.signature(of: function))
    }
    for function in functions { resolver.resolve(function, isHoisted: true) }
    let (resolution, _) = resolver.finish()
    return (resolution, resolver.errors)
  }

  /// - Parameter statements: those of the module, whose types are checked.
  func finish(_ statements: [Statement] = []) -> (Resolution, [Diagnostic]) {
    for name in pending { resolvePending(name) }
    for change in changes { resolvePending(change) }
    for check in postponed { check() }
    // They hold the resolver.
    postponed = []
    reportUnused()
    checkTypes(of: statements)
    placeUnshared()
    for (id, variable, function) in uses {
      resolution.references[id] = function.reference(to: variable)
      if let type = variable.annotation { resolution.annotations[id] = type }
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
    resolution.namedTypes = types.named
    resolution.moduleSlotCount = moduleFunction.slotCount
    resolution.interface = interface
    // What causes an error may also be why something seems unused.
    let found = errors.isEmpty ? warnings : errors
    return (resolution, found.sorted { $0.range.start < $1.range.start })
  }

  /// Puts top-level variables that only the top level uses into its frame, where they are as fast as those
  /// of a function. Entries of a session share all of theirs with later ones.
  private func placeUnshared() {
    guard earlier == nil else { return }
    let exported = Set(resolution.exports.values)
    for variable in moduleBlock.declared
    where variable.owner == nil && !variable.isShared && variable.kind.isHeldByFrames
      && !exported.contains(variable.index)
    {
      variable.move(into: moduleFunction)
    }
  }

  private var interface: ModuleInterface {
    let exports = Set(resolution.exports.keys)
    return ModuleInterface(
      exports: exports,
      variables: exports.filter { moduleBlock.variables[$0]?.kind == .mutable },
      types: moduleBlock.variables.filter { exports.contains($0.key) && $0.value.kind != .mutable }
        .compactMapValues(\.type),
      signatures: moduleBlock.variables.filter { exports.contains($0.key) }
        .compactMapValues(\.signature),
      namedTypes: types.exported,
      hidden: Set(resolution.globals).subtracting(exports).union(types.hidden),
      bringsVendors: bringsVendors)
  }

  /// The slot that holds a captured variable in the function around `scope`.
  private func sourceSlot(of variable: Variable, in scope: FunctionScope) -> Int {
    switch scope.parent?.reference(to: variable) {
    case .local(let slot), .boxed(let slot): slot
    default: 0
    }
  }

  // MARK: - Scopes

  /// Resolves in its own block.
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
    let isGlobal = block === moduleBlock
    if let known = block.variables[name.text], !(isGlobal && earlier != nil) {
      report(.redeclared(name, earlier: known.name))
    }
    let variable = Variable(
      name: name, kind: kind, owner: isGlobal ? nil : function, block: block,
      index: isGlobal ? makeGlobal(name.text) : function.makeSlot(), signature: signature)
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
      let variable = declare(name, .function, signature: signature(of: function))
      if statement.isExported {
        resolution.exports[name.text] = variable.index
      } else {
        watched.append((variable, .function))
      }
    }
  }

  func lookUp(_ name: String) -> Variable? {
    var scope: BlockScope? = block
    while let current = scope {
      if let variable = current.variables[name] { return variable }
      scope = current.parent
    }
    return recall(name)
  }

  func report(_ error: Diagnostic) {
    if errors.count < Self.most { errors.append(error) }
  }

  func warn(_ warning: Diagnostic) {
    if warnings.count < Self.most { warnings.append(warning) }
  }

  /// More than this many say nothing new.
  private static let most = 50
}
