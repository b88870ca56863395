import ImgFlowSyntax
import ImgFlowValues
import Synchronization

/// An operator with two operands.
class BinaryNode: Node, @unchecked Sendable {
  final let left: Operand
  final let right: Operand
  /// Whether both values may be found where they are stored.
  private final let areStored: Bool
  /// Whether both values may be ints that are stored or computed.
  final let mayBeInts: Bool
  /// Whether they have been ints so far: what was not is not looked at twice again.
  private final let wereInts: Atomic<Bool>

  init(_ left: Node, _ right: Node, _ range: SourceRange) {
    self.left = Operand(left)
    self.right = Operand(right)
    areStored = self.left.isStored && self.right.isStored
    mayBeInts = self.left.mayBeInt && self.right.mayBeInt
    wereInts = Atomic(mayBeInts)
    super.init(range)
  }

  /// Both values, if they are ints that are stored or computed; nil if they take a closer look.
  @inline(__always)
  final func ints(_ e: Evaluator, _ slots: Slots) -> (Int, Int)? {
    guard wereInts.load(ordering: .relaxed) else { return nil }
    if let x = left.int(e, slots), let y = right.int(e, slots) { return (x, y) }
    wereInts.store(false, ordering: .relaxed)
    return nil
  }

  /// Where both values are; nil if one is not stored, or finding it takes a closer look. The other is then not
  /// looked for, as evaluating it would find it again.
  @inline(__always)
  final func places(
    _ e: Evaluator, _ slots: Slots
  ) -> (UnsafePointer<Value>, UnsafePointer<Value>)? {
    guard areStored, let a = left.place(e, slots), let b = right.place(e, slots) else { return nil }
    return (a, b)
  }
}

/// `+` and a small constant, the step of most loops.
final class AddConstantNode: Node, @unchecked Sendable {
  private let operand: Operand
  private let constant: Int

  init(_ operand: Node, _ constant: Int, _ range: SourceRange) {
    self.operand = Operand(operand)
    self.constant = constant
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    if let x = operand.int(slots) {
      let (sum, overflows) = x.addingReportingOverflow(constant)
      if !overflows { return .int(sum) }
    }
    return try evaluateFully(e, slots)
  }

  override var computesInt: Bool { operand.mayBeInt }

  override func int(_ e: Evaluator, _ slots: Slots) -> Int? {
    guard let x = operand.int(e, slots) else { return nil }
    let (sum, overflows) = x.addingReportingOverflow(constant)
    return overflows ? nil : sum
  }

  @inline(never)
  private func evaluateFully(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let value = try operand.evaluate(e, slots)
    if case .int(let x) = value {
      let (sum, overflows) = x.addingReportingOverflow(constant)
      if !overflows { return .int(sum) }
    }
    // `a - 1` is built as adding -1, so the error names the operator that was written.
    do {
      return constant < 0
        ? try Arithmetic.subtract(value, .int(-constant))
        : try Arithmetic.add(value, .int(constant))
    } catch { throw located(error) }
  }
}

final class NegateNode: Node, @unchecked Sendable {
  let operand: Node

  init(_ operand: Node, _ range: SourceRange) {
    self.operand = operand
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let value = try operand.evaluate(e, slots)
    do { return try Arithmetic.negate(value) } catch { throw located(error) }
  }
}

final class NotNode: Node, @unchecked Sendable {
  let operand: Node

  init(_ operand: Node, _ range: SourceRange) {
    self.operand = operand
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    .bool(try !operand.test(e, slots))
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool { try !operand.test(e, slots) }
}

final class AndNode: BinaryNode, @unchecked Sendable {
  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    .bool(try test(e, slots))
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    guard try left.node.test(e, slots) else { return false }
    return try right.node.test(e, slots)
  }
}

final class OrNode: BinaryNode, @unchecked Sendable {
  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    .bool(try test(e, slots))
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    if try left.node.test(e, slots) { return true }
    return try right.node.test(e, slots)
  }
}

/// `a ?? b`.
final class CoalesceNode: BinaryNode, @unchecked Sendable {
  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let value = try left.evaluate(e, slots)
    return value.isNull ? try right.evaluate(e, slots) : value
  }
}
