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

  init(_ place: Place, _ operation: BinaryOperator?, _ value: Node, _ range: SourceRange) {
    self.place = place
    self.operation = operation
    self.value = Operand(value)
    variable = VariablePlace(place.root)
    last = place.steps.count - 1
    super.init(range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    try place.withKeys(e, slots) { keys in
      let operand = try value.evaluate(e, slots)
      // Evaluating may have changed the variable, so it is looked at only now.
      do {
        let isDone = try variable.change(e, slots) { try assign(operand, in: &$0, keys) }
        if isDone != true { try assignStepwise(operand, at: keys, e, slots) }
      } catch { throw located(error) }
    }
    return .next
  }

  /// Assigns in place. Returns false if the part does not exist, or the place needs a closer look.
  @inline(__always)
  private func assign(_ operand: Value, in root: inout Value, _ keys: Place.Keys) throws -> Bool {
    try withUnsafeMutablePointer(to: &root) { pointer in
      guard let whole = try place.part(of: pointer, keys, steps: last),
        whole.pointee.depth > operand.depth || last == 0 && operation == nil
      else { return false }
      return try place.steps.use(last) { step in
        guard operation != nil else {
          return try step.replace(
            in: &whole.pointee, at: keys.key(last, of: step), with: operand)
        }
        guard let part = try step.part(of: &whole.pointee, at: keys.key(last, of: step)) else {
          return false
        }
        try change(&part.pointee, operand)
        return true
      }
    }
  }

  /// Assigns to a part of an element step by step.
  func assign(
    _ operand: Value, atIndex index: Value, _ e: Evaluator, _ slots: Slots
  ) throws {
    do {
      try place.withKeys(first: index, slots) { try assignStepwise(operand, at: $0, e, slots) }
    } catch { throw located(error) }
  }

  /// The same for the most frequent ways: an element of a variable, or a field of one.
  var quickest: StatementNode {
    guard place.steps.count <= 2, place.steps[0].field == nil else { return self }
    let index = place.steps[0].index
    if place.steps.count == 1 {
      guard operation == nil else { return self }
      return AssignElementNode(index: index, value: value, of: place.root, self)
    }
    guard let key = place.steps[1].field else { return self }
    return UpdateElementFieldNode(index: index, key: key, value: value, of: place.root, self)
  }

  /// Assigns step by step, with an error that says what is wrong with the place.
  @inline(never)
  private func assignStepwise(
    _ operand: Value, at keys: Place.Keys, _ e: Evaluator, _ slots: Slots
  ) throws {
    let depth = operation == nil || operation == .add ? operand.depth : 1
    try place.modify(e, slots, keys, addedDepth: depth, createsKey: operation == nil) {
      try change(&$0, operand)
    }
  }

  @inline(__always)
  func change(_ target: inout Value, _ operand: Value) throws {
    guard let operation else {
      target = operand
      return
    }
    if operation == .add {
      try Assignment.add(operand, to: &target)
    } else {
      target = try Assignment.apply(operation, target, operand)
    }
  }
}
