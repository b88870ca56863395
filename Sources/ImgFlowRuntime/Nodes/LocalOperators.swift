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
