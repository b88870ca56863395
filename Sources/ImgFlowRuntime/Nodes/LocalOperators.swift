import ImgFlowSyntax
import ImgFlowValues
import Synchronization

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
  private let slot: Int
  private let comparison: BinaryOperator
  private let constant: Int
  /// What handles everything but ints.
  private let general: CompareConstantNode

  init(_ slot: Int, _ general: CompareConstantNode) {
    self.slot = slot
    self.comparison = general.comparison
    self.constant = general.constant
    self.general = general
    super.init(general.range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    .bool(try test(e, slots))
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    if case .int(let x) = slots[slot] { return comparison.holds(x, constant) }
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
    if let item = item(slots) { return item.pointee }
    return try general.evaluate(e, slots)
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    try isTrue(slots) ?? super.test(e, slots)
  }

  /// The element when it is a bool.
  @inline(__always)
  fileprivate func isTrue(_ slots: Slots) -> Bool? {
    guard let item = item(slots), case .bool(let isTrue) = item.pointee else { return nil }
    return isTrue
  }

  override func borrow(_ e: Evaluator, _ slots: Slots) -> Unmanaged<HeapObject>? {
    item(slots)?.heapObject
  }

  /// Where the element is, when there is one.
  @inline(__always)
  private func item(_ slots: Slots) -> UnsafePointer<Value>? {
    guard case .int(let index) = slots[position], let object = (slots + list).heapObject else {
      return nil
    }
    return object._withUnsafeGuaranteedRef { object in
      guard object.type == .list else { return nil }
      return unsafeDowncast(object, to: ListObject.self).place(at: index)
    }
  }
}

/// `!xs[i]` where both are variables in slots.
final class NotElementNode: Node, @unchecked Sendable {
  let element: LocalElementNode

  init(_ element: LocalElementNode, _ range: SourceRange) {
    self.element = element
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    .bool(try test(e, slots))
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    if let isTrue = element.isTrue(slots) { return !isTrue }
    return try !element.test(e, slots)
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
    if case .int(let x) = slots[left], case .int(let y) = slots[right] {
      return comparison.holds(x, y)
    }
    return try testFully(slots)
  }

  @inline(never)
  private func testFully(_ slots: Slots) throws -> Bool {
    comparison.holds(try order(slots[left], slots[right]), 0)
  }
}

/// `n += e` for a variable in a slot.
final class AddToVariableNode: StatementNode, @unchecked Sendable {
  let slot: Int
  private let value: Operand
  private let text: InterpolationNode?

  init(_ slot: Int, _ value: Node, _ range: SourceRange) {
    self.slot = slot
    self.value = Operand(value)
    self.text = value as? InterpolationNode
    super.init(range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    if let text {
      try append(text, e, slots)
      return .next
    }
    if let y = value.int(slots), case .int(let x) = slots[slot] {
      let (sum, overflows) = x.addingReportingOverflow(y)
      if !overflows {
        slots[slot] = .int(sum)
        return .next
      }
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

  /// Appends to a string without making a value of what is appended.
  private func append(_ node: InterpolationNode, _ e: Evaluator, _ slots: Slots) throws {
    try node.withText(e, slots) { start, secret in
      do {
        if secret == nil, try Assignment.append(e.scratch, from: start, to: &slots[slot]) { return }
        try Assignment.add(secret ?? .heap(e.scratch.string(from: start)), to: &slots[slot])
      } catch { throw located(error) }
    }
  }
}

/// `xs[i] = e` for a variable in a slot.
final class AssignElementNode: StatementNode, @unchecked Sendable {
  private let slot: Int
  private let index: Operand
  private let value: Operand
  /// What handles everything but an element of a list and a key of an object.
  private let general: AssignPartNode

  init(_ slot: Int, index: Node, _ general: AssignPartNode) {
    self.slot = slot
    self.index = Operand(index)
    self.value = Operand(general.value)
    self.general = general
    super.init(general.range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    let position = try index.evaluate(e, slots)
    let operand = try value.evaluate(e, slots)
    // Evaluating may have changed the variable, so it is looked at only now.
    do {
      if case .int(let index) = position {
        let isDone = try slots[slot].withUniqueList { try $0.replace(at: index, with: operand) }
        if isDone == true { return .next }
      } else if let key = position.asStringObject {
        let isDone: Void? = try slots[slot].withUniqueRecord { try $0.set(key, operand) }
        if isDone != nil { return .next }
      }
    } catch { throw located(error) }
    try general.assign(operand, at: [position], e, slots)
    return .next
  }
}

/// `rows[i].score += e` for a list of objects in a variable of the frame.
final class UpdateElementFieldNode: StatementNode, @unchecked Sendable {
  private let slot: Int
  private let index: Operand
  private let key: StringObject
  private let value: Operand
  private let general: AssignPartNode
  /// Where the key was in the last element's shape, as in `MemberNode`.
  private let cache = Atomic<UInt64>(0)

  init(_ slot: Int, index: Node, key: StringObject, _ general: AssignPartNode) {
    self.slot = slot
    self.index = Operand(index)
    self.key = key
    self.value = Operand(general.value)
    self.general = general
    super.init(general.range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    let position = try index.evaluate(e, slots)
    let operand = try value.evaluate(e, slots)
    // What nests is left to the general way, which looks after depth.
    if operand.depth == 0, case .int(let index) = position,
      try update(&slots[slot], index, operand)
    {
      return .next
    }
    try general.assign(operand, at: [position, .heap(key)], e, slots)
    return .next
  }

  /// Updates the field in place; false if there is no such list, element or field.
  private func update(_ target: inout Value, _ index: Int, _ operand: Value) throws -> Bool {
    do {
      return try target.withUniqueList { list in
        guard let item = list.uniqueItem(at: index) else { return false }
        return try item.pointee.withUniqueRecord { record in
          guard let field = field(of: record), let place = record.uniqueField(at: field) else {
            return false
          }
          try general.change(&place.pointee, operand)
          return true
        } ?? false
      } ?? false
    } catch { throw located(error) }
  }

  @inline(__always)
  private func field(of record: RecordObject) -> Int? {
    let cached = cache.load(ordering: .relaxed)
    if cached != 0, record.hasShape(UInt32(cached >> 32)) { return Int(cached & 0xFFFF_FFFF) }
    return findField(of: record)
  }

  @inline(never)
  private func findField(of record: RecordObject) -> Int? {
    let shape = record.shape
    guard let index = shape.index(of: key) else { return nil }
    if shape.isShared { cache.store(UInt64(shape.id) << 32 | UInt64(index), ordering: .relaxed) }
    return index
  }
}
