import ImgFlowSyntax
import ImgFlowValues

/// `xs[i] = e`, `job.points[0].left += e`: an assignment to a part of a variable.
final class AssignPartNode: StatementNode, @unchecked Sendable {
  private let place: Place
  private let operation: BinaryOperator?
  private let value: Operand
  private let variable: VariablePlace
  /// The index of the last step.
  private let last: Int
  private let lastStep: PathStep
  private let isOnlyStep: Bool
  /// Whether the key of the only step is read in place.
  private let isInPlace: Bool

  init(_ place: Place, _ operation: BinaryOperator?, _ value: Node, _ range: SourceRange) {
    self.place = place
    self.operation = operation
    self.value = Operand(value)
    variable = VariablePlace(place.root)
    last = place.steps.count - 1
    lastStep = place.steps[last]
    isOnlyStep = last == 0
    isInPlace = place.readsKeys && last == 0
    super.init(range)
  }

  // Closures would count references to the node and the evaluator.
  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    guard isInPlace else {
      return isOnlyStep ? try executeByKey(e, slots) : try executeByPath(e, slots)
    }
    let operand = try value.evaluate(e, slots)
    do {
      if let root = variable.place(e, slots),
        try assign(operand, at: lastStep.index.known(slots), in: root)
      {
        return .next
      }
      try assignStepwise(operand, at: place.openKeys(e, slots), e, slots)
    } catch { throw located(error) }
    return .next
  }

  /// Executes it when the key of the only step has to be evaluated: it stays here, not on the stack.
  @inline(never)
  private func executeByKey(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    var key = try lastStep.index.evaluate(e, slots)
    let operand = try value.evaluate(e, slots)
    do {
      try withUnsafeMutablePointer(to: &key) { key in
        if let root = variable.place(e, slots),
          try assign(operand, at: UnsafePointer(key), in: root)
        {
          return
        }
        try assignStepwise(operand, at: place.keys(at: key, slots), e, slots)
      }
    } catch { throw located(error) }
    return .next
  }

  @inline(never)
  private func executeByPath(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    let keys = try place.openKeys(e, slots)
    defer { place.close(keys, e) }
    let operand = try value.evaluate(e, slots)
    do {
      // Evaluating may have changed the variable, so it is looked at only now.
      if let root = variable.place(e, slots), try assign(operand, in: root, keys) { return .next }
      try assignStepwise(operand, at: keys, e, slots)
    } catch { throw located(error) }
    return .next
  }

  /// Assigns in place. Returns false if the part does not exist, or the place needs a closer look.
  @inline(__always)
  private func assign(
    _ operand: Value, in root: UnsafeMutablePointer<Value>, _ keys: Place.Keys
  ) throws -> Bool {
    guard let whole = try place.part(of: root, keys, 0..<last) else { return false }
    return try assign(operand, at: keys.key(last, of: lastStep), in: whole)
  }

  /// Assigns to the part of a value that the last step leads to.
  @inline(__always)
  private func assign(
    _ operand: Value, at key: UnsafePointer<Value>?, in whole: UnsafeMutablePointer<Value>
  ) throws -> Bool {
    // What nests makes everything that it is in nest deeper.
    let fits = operand.depth == 0 || whole.depth > operand.depth
    if fits, let part = try lastStep.part(of: whole, at: key) {
      if operation == nil {
        part.store(operand)
      } else {
        try Assignment.change(&part.pointee, operation, by: operand)
      }
      return true
    }
    guard operation == nil, fits || last == 0 else { return false }
    return try lastStep.insert(operand, into: whole, at: key)
  }

  /// Assigns step by step, with an error that says what is wrong with the place.
  @inline(never)
  private func assignStepwise(
    _ operand: Value, at keys: Place.Keys, _ e: Evaluator, _ slots: Slots
  ) throws {
    let depth = Assignment.depth(of: operand, operation)
    try place.modify(e, slots, keys, addedDepth: depth, createsKey: operation == nil) {
      try Assignment.change(&$0, operation, by: operand)
    }
  }
}
