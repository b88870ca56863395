import ImgFlowSyntax
import ImgFlowValues

/// An operator with two operands that are both evaluated.
///
/// The common operators first try two ints that are already evaluated, in a function that calls nothing, and
/// leave the rest to another one.
class BinaryNode: Node, @unchecked Sendable {
  final let left: Operand
  final let right: Operand

  init(_ left: Node, _ right: Node, _ range: SourceRange) {
    self.left = Operand(left)
    self.right = Operand(right)
    super.init(range)
  }
}

final class AddNode: BinaryNode, @unchecked Sendable {
  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    if let x = left.int(slots), let y = right.int(slots) {
      let (sum, overflows) = x.addingReportingOverflow(y)
      if !overflows { return .int(sum) }
    }
    return try evaluateFully(e, slots)
  }

  @inline(never)
  private func evaluateFully(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let a = try left.evaluate(e, slots)
    let b = try right.evaluate(e, slots)
    if case .int(let x) = a, case .int(let y) = b {
      let (sum, overflows) = x.addingReportingOverflow(y)
      if !overflows { return .int(sum) }
    } else if case .float(let x) = a, case .float(let y) = b, (x + y).isFinite {
      return .float(x + y)
    }
    do { return try Arithmetic.add(a, b) } catch { throw located(error) }
  }
}

final class SubtractNode: BinaryNode, @unchecked Sendable {
  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    if let x = left.int(slots), let y = right.int(slots) {
      let (difference, overflows) = x.subtractingReportingOverflow(y)
      if !overflows { return .int(difference) }
    }
    return try evaluateFully(e, slots)
  }

  @inline(never)
  private func evaluateFully(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let a = try left.evaluate(e, slots)
    let b = try right.evaluate(e, slots)
    if case .int(let x) = a, case .int(let y) = b {
      let (difference, overflows) = x.subtractingReportingOverflow(y)
      if !overflows { return .int(difference) }
    } else if case .float(let x) = a, case .float(let y) = b, (x - y).isFinite {
      return .float(x - y)
    }
    do { return try Arithmetic.subtract(a, b) } catch { throw located(error) }
  }
}

final class MultiplyNode: BinaryNode, @unchecked Sendable {
  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    if let x = left.int(slots), let y = right.int(slots) {
      let (product, overflows) = x.multipliedReportingOverflow(by: y)
      if !overflows { return .int(product) }
    }
    return try evaluateFully(e, slots)
  }

  @inline(never)
  private func evaluateFully(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let a = try left.evaluate(e, slots)
    let b = try right.evaluate(e, slots)
    if case .int(let x) = a, case .int(let y) = b {
      let (product, overflows) = x.multipliedReportingOverflow(by: y)
      if !overflows { return .int(product) }
    } else if case .float(let x) = a, case .float(let y) = b, (x * y).isFinite {
      return .float(x * y)
    }
    do { return try Arithmetic.multiply(a, b) } catch { throw located(error) }
  }
}

final class DivideNode: BinaryNode, @unchecked Sendable {
  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let a = try left.evaluate(e, slots)
    let b = try right.evaluate(e, slots)
    do { return try Arithmetic.divide(a, b) } catch { throw located(error) }
  }
}

final class RemainderNode: BinaryNode, @unchecked Sendable {
  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    if let x = left.int(slots), let y = right.int(slots), x >= 0, y > 0 { return .int(x % y) }
    return try evaluateFully(e, slots)
  }

  @inline(never)
  private func evaluateFully(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let a = try left.evaluate(e, slots)
    let b = try right.evaluate(e, slots)
    if case .int(let x) = a, case .int(let y) = b, x >= 0, y > 0 { return .int(x % y) }
    do { return try Arithmetic.remainder(a, b) } catch { throw located(error) }
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
