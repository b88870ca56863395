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

  /// Assigns in place; false if there is no such part, or the place needs a closer look.
  @inline(__always)
  private func assign(_ operand: Value, in root: inout Value, _ keys: Place.Keys) throws -> Bool {
    try withUnsafeMutablePointer(to: &root) { pointer in
      guard let whole = try place.part(of: pointer, keys, steps: last),
        whole.pointee.depth > operand.depth || last == 0 && operation == nil
      else { return false }
      return try place.steps.use(last) { step in
        guard operation != nil else {
          return try step.replace(in: &whole.pointee, at: keys[last], with: operand)
        }
        guard let part = try step.part(of: &whole.pointee, at: keys[last]) else { return false }
        try change(&part.pointee, operand)
        return true
      }
    }
  }

  /// Assigns to an element step by step.
  func assign(
    _ operand: Value, atIndex index: Value, _ e: Evaluator, _ slots: Slots
  ) throws {
    do {
      try withUnsafePointer(to: index) { index in
        try assignStepwise(operand, at: Place.Keys(start: index, count: 1), e, slots)
      }
    } catch { throw located(error) }
  }

  /// The same for an element of a variable, when that is all.
  var quickest: StatementNode {
    guard place.steps.count == 1, operation == nil, place.steps[0].field == nil else { return self }
    return AssignElementNode(
      index: place.steps[0].index, value: value, of: place.root, self)
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
  private func change(_ target: inout Value, _ operand: Value) throws {
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

/// `xs[i] = e`, the most frequent of these assignments, without a way to follow.
final class AssignElementNode: StatementNode, @unchecked Sendable {
  private let variable: VariablePlace
  private let index: Operand
  private let value: Operand
  /// What handles everything but an element of a list and a key of an object.
  private let general: AssignPartNode

  init(index: Operand, value: Operand, of root: Place.Root, _ general: AssignPartNode) {
    variable = VariablePlace(root)
    self.index = index
    self.value = value
    self.general = general
    super.init(general.range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    let position = try index.evaluate(e, slots)
    let operand = try value.evaluate(e, slots)
    // Evaluating may have changed the variable, so it is looked at only now.
    do {
      if case .int(let index) = position {
        let isDone = try variable.change(e, slots) {
          try $0.withUniqueList { try $0.replace(at: index, with: operand) }
        }
        if isDone == true { return .next }
      } else if let key = position.asStringObject {
        let isDone: Void? = try variable.change(e, slots) {
          try $0.withUniqueRecord { try $0.set(key, operand) }
        }
        if isDone != nil { return .next }
      }
    } catch { throw located(error) }
    try general.assign(operand, atIndex: position, e, slots)
    return .next
  }
}
