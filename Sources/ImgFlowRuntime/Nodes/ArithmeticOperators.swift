import ImgFlowValues

/// `+`, `-`, `*`, `/`, `%`.
///
/// Numbers that are already evaluated are tried first, in functions that copy nothing.
final class ArithmeticNode<Operation: NumberOperation>: BinaryNode, @unchecked Sendable {
  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    if let x = left.int(slots), let y = right.int(slots), let result = Operation.result(x, y) {
      return .int(result)
    }
    return try evaluateFully(e, slots)
  }

  @inline(never)
  private func evaluateFully(_ e: Evaluator, _ slots: Slots) throws -> Value {
    if let x = left.float(slots), let y = right.float(slots) {
      let result = Operation.result(x, y)
      if result.isFinite { return .float(result) }
    }
    let a = try left.evaluate(e, slots)
    let b = try right.evaluate(e, slots)
    if case .int(let x) = a, case .int(let y) = b {
      if let result = Operation.result(x, y) { return .int(result) }
    } else if case .float(let x) = a, case .float(let y) = b {
      let result = Operation.result(x, y)
      if result.isFinite { return .float(result) }
    }
    do { return try Operation.result(a, b) } catch { throw located(error) }
  }
}

/// What an operator of numbers does.
protocol NumberOperation {
  /// The result for two ints where that is simple; nil leaves it to the values.
  static func result(_ x: Int, _ y: Int) -> Int?
  /// The result for two floats; one that is not finite leaves it to the values.
  static func result(_ x: Double, _ y: Double) -> Double
  static func result(_ a: Value, _ b: Value) throws -> Value
}

enum Addition: NumberOperation {
  @inline(__always)
  static func result(_ x: Int, _ y: Int) -> Int? {
    let (sum, overflows) = x.addingReportingOverflow(y)
    return overflows ? nil : sum
  }

  @inline(__always) static func result(_ x: Double, _ y: Double) -> Double { x + y }
  static func result(_ a: Value, _ b: Value) throws -> Value { try Arithmetic.add(a, b) }
}

enum Subtraction: NumberOperation {
  @inline(__always)
  static func result(_ x: Int, _ y: Int) -> Int? {
    let (difference, overflows) = x.subtractingReportingOverflow(y)
    return overflows ? nil : difference
  }

  @inline(__always) static func result(_ x: Double, _ y: Double) -> Double { x - y }
  static func result(_ a: Value, _ b: Value) throws -> Value { try Arithmetic.subtract(a, b) }
}

enum Multiplication: NumberOperation {
  @inline(__always)
  static func result(_ x: Int, _ y: Int) -> Int? {
    let (product, overflows) = x.multipliedReportingOverflow(by: y)
    return overflows ? nil : product
  }

  @inline(__always) static func result(_ x: Double, _ y: Double) -> Double { x * y }
  static func result(_ a: Value, _ b: Value) throws -> Value { try Arithmetic.multiply(a, b) }
}

enum Division: NumberOperation {
  @inline(__always) static func result(_ x: Int, _ y: Int) -> Int? { nil }
  @inline(__always) static func result(_ x: Double, _ y: Double) -> Double { x / y }
  static func result(_ a: Value, _ b: Value) throws -> Value { try Arithmetic.divide(a, b) }
}

enum Remainder: NumberOperation {
  @inline(__always)
  static func result(_ x: Int, _ y: Int) -> Int? { x >= 0 && y > 0 ? x % y : nil }

  @inline(__always) static func result(_ x: Double, _ y: Double) -> Double { .nan }
  static func result(_ a: Value, _ b: Value) throws -> Value { try Arithmetic.remainder(a, b) }
}
