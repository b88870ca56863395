import ImgFlowSyntax
import ImgFlowValues

/// `n + 1`, `n - 1` on a variable in a slot: read in place, without a call.
final class AddToLocalNode: Node, @unchecked Sendable {
  let slot: Int
  let constant: Int
  /// What handles everything but small ints.
  let general: AddConstantNode

  init(_ slot: Int, _ general: AddConstantNode) {
    self.slot = slot
    self.constant = general.constant
    self.general = general
    super.init(general.range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    if case .int(let x) = slots[slot] {
      let (sum, overflows) = x.addingReportingOverflow(constant)
      if !overflows { return .int(sum) }
    }
    return try general.evaluate(e, slots)
  }
}

/// `n < 2`, `n == 0` on a variable in a slot.
final class CompareLocalNode: Node, @unchecked Sendable {
  let slot: Int
  let general: CompareConstantNode

  init(_ slot: Int, _ general: CompareConstantNode) {
    self.slot = slot
    self.general = general
    super.init(general.range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    .bool(try test(e, slots))
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    if case .int(let x) = slots[slot] { return general.compare(x) }
    return try general.test(e, slots)
  }
}

/// `xs[i]` where both are variables in slots.
final class LocalElementNode: Node, @unchecked Sendable {
  let list: Int
  let position: Int
  let general: IndexNode

  init(list: Int, position: Int, _ general: IndexNode) {
    self.list = list
    self.position = position
    self.general = general
    super.init(general.range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    if case .int(let index) = slots[position], let object = (slots + list).heapObject {
      let found: Value? = object._withUnsafeGuaranteedRef { object in
        guard object.type == .list else { return nil }
        return unsafeDowncast(object, to: ListObject.self).item(at: index)
      }
      if let found { return found }
    }
    return try general.evaluate(e, slots)
  }
}

/// `a < b` where both are variables in slots.
final class CompareLocalsNode: Node, @unchecked Sendable {
  let left: Int
  let right: Int
  let comparison: BinaryOperator

  init(_ left: LocalNode, _ right: LocalNode, _ comparison: BinaryOperator, _ range: SourceRange) {
    self.left = left.slot
    self.right = right.slot
    self.comparison = comparison
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    .bool(try test(e, slots))
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    if case .int(let x) = slots[left], case .int(let y) = slots[right] { return holds(x, y) }
    return holds(try order(slots[left], slots[right]), 0)
  }

  @inline(__always)
  private func holds(_ x: Int, _ y: Int) -> Bool {
    switch comparison {
    case .less: x < y
    case .lessOrEqual: x <= y
    case .greater: x > y
    default: x >= y
    }
  }
}

/// `n += e` for a variable in a slot.
final class AddToVariableNode: Node, @unchecked Sendable {
  let slot: Int
  let value: Node
  /// What handles everything but small ints and strings.
  let text: InterpolationNode?

  init(_ slot: Int, _ value: Node, _ range: SourceRange) {
    self.slot = slot
    self.value = value
    self.text = value as? InterpolationNode
    super.init(range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    if let text {
      try append(text, e, slots)
      return .next
    }
    let operand = try value.evaluate(e, slots)
    if case .int(let x) = slots[slot], case .int(let y) = operand {
      let (sum, overflows) = x.addingReportingOverflow(y)
      if !overflows {
        slots[slot] = .int(sum)
        return .next
      }
    }
    do { try Assignment.add(operand, to: &slots[slot]) } catch { throw located(error) }
    return .next
  }

  /// Appends text to a string without making a value of it.
  private func append(_ node: InterpolationNode, _ e: Evaluator, _ slots: Slots) throws {
    let (text, display) = try node.text(e, slots)
    do {
      if display == nil, try Assignment.append(text, to: &slots[slot]) { return }
      let operand: Value = display.map { .heap(SecretObject(text, display: $0)) } ?? .string(text)
      try Assignment.add(operand, to: &slots[slot])
    } catch { throw located(error) }
  }
}

/// `xs[i] = e` for a variable in a slot.
final class AssignElementNode: Node, @unchecked Sendable {
  let slot: Int
  let index: Node
  let value: Node
  /// What handles everything but an element of a list.
  let general: AssignPartNode

  init(_ slot: Int, index: Node, _ general: AssignPartNode) {
    self.slot = slot
    self.index = index
    self.value = general.value
    self.general = general
    super.init(general.range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    guard slots[slot].type == .list else { return try general.execute(e, slots) }
    let position = try index.evaluate(e, slots)
    let operand = try value.evaluate(e, slots)
    // Evaluating may have changed the variable, so it is looked at only now.
    do {
      let isDone = try slots[slot].withUniqueList { list in
        if case .int(let index) = position, try list.replace(at: index, with: operand) {
          return true
        }
        let index = try Indexing.position(position, in: list.items.count, of: "list")
        return try list.replace(at: index, with: operand)
      }
      if isDone == nil {
        throw failure(.type, "\(slots[slot].described) has no elements to assign")
      }
    } catch { throw located(error) }
    return .next
  }
}

/// `rows[i].score += e` for a list of objects in a variable of the frame.
final class UpdateElementFieldNode: Node, @unchecked Sendable {
  let slot: Int
  let index: Node
  let key: StringObject
  let general: AssignPartNode

  init(_ slot: Int, index: Node, key: StringObject, _ general: AssignPartNode) {
    self.slot = slot
    self.index = index
    self.key = key
    self.general = general
    super.init(general.range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    let position = try index.evaluate(e, slots)
    let operand = try general.value.evaluate(e, slots)
    // What nests is left to the general way, which looks after depth.
    if operand.depth == 0, case .int(let index) = position,
      try update(&slots[slot], index, operand)
    {
      return .next
    }
    try general.assign(operand, at: [position, .heap(key)], e, slots)
    return .next
  }

  /// Updates the field in place; false when there is no such list, element or field.
  private func update(_ target: inout Value, _ index: Int, _ operand: Value) throws -> Bool {
    guard let field = field(of: target, index) else { return false }
    do {
      _ = try target.withUniqueList { list in
        try list.modify(at: index) { item in
          _ = try item.withUniqueRecord { record in
            try record.modify(at: field) { try general.change(&$0, operand) }
          }
        }
      }
    } catch { throw located(error) }
    return true
  }

  /// Where the field is in the element; apart, so that it holds no reference when the change begins.
  @inline(never)
  private func field(of target: Value, _ index: Int) -> Int? {
    target.asList?.item(at: index)?.asRecord?.shape.index(of: key)
  }
}
