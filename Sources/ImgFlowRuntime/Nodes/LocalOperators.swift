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
