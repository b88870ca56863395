import ImgFlowSyntax

/// The variables of one function while its body is resolved: slots, blocks, captures.
final class FunctionScope {
  let parent: FunctionScope?
  /// The block of the parent that contains the function; nil for a module.
  let definingBlock: BlockScope?
  /// Whether the function is made at the start of the block it is declared in.
  let isHoisted: Bool
  /// Whether it is the body of a `parallel`, which may assign nothing outside.
  let isParallelBody: Bool

  private(set) var captures: [Variable] = []
  /// Where each is among them: a function may use thousands.
  private var places: [ObjectIdentifier: Int] = [:]
  private var nextSlot = 0
  private(set) var slotCount = 0
  /// The labels of the loops around, the innermost last; nil for one without.
  var loops: [String?] = []
  /// Whether the inside of a `defer` is being resolved.
  var isInDefer = false

  init(
    parent: FunctionScope?, definingBlock: BlockScope?, isHoisted: Bool = false,
    isParallelBody: Bool = false
  ) {
    self.parent = parent
    self.definingBlock = definingBlock
    self.isHoisted = isHoisted
    self.isParallelBody = isParallelBody
  }

  func makeSlot() -> Int {
    defer {
      nextSlot += 1
      slotCount = max(slotCount, nextSlot)
    }
    return nextSlot
  }

  /// Makes a slot that no block of the function has used so far: for a value that is there when a block begins,
  /// or longer than one, and that the blocks inside must leave alone.
  func makeFreshSlot() -> Int {
    nextSlot = slotCount
    return makeSlot()
  }

  /// Runs `body` and gives the slots it made back.
  func reusingSlots(_ body: () -> Void) {
    let mark = nextSlot
    body()
    nextSlot = mark
  }

  /// Notes that this function uses a variable of a function around it, and so do all between.
  func capture(_ variable: Variable) {
    guard variable.owner !== self, places[ObjectIdentifier(variable)] == nil else { return }
    places[ObjectIdentifier(variable)] = captures.count
    captures.append(variable)
    variable.isCaptured = true
    if parent === variable.owner {
      if isHoisted, definingBlock === variable.block { variable.captureEarly() }
    } else {
      parent?.capture(variable)
    }
  }

  /// Where a variable is found while this function runs.
  ///
  /// - Precondition: all captures are known.
  func reference(to variable: Variable) -> VariableReference {
    guard let owner = variable.owner else { return .global(index: variable.index) }
    let slot =
      owner === self
      ? variable.index
      : slotCount + (places[ObjectIdentifier(variable)] ?? 0)
    return variable.isBoxed ? .boxed(slot: slot) : .local(slot: slot)
  }
}

/// The names of one block.
final class BlockScope {
  let parent: BlockScope?
  let function: FunctionScope
  var variables: [String: Variable] = [:]
  /// In order of declaration.
  var declared: [Variable] = []

  init(parent: BlockScope?, function: FunctionScope) {
    self.parent = parent
    self.function = function
  }
}
