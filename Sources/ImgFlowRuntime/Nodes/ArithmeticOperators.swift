import ImgFlowValues

final class AddNode: BinaryNode, @unchecked Sendable {
  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    try computed(by: Addition.self, e, slots)
  }

  override var computesInt: Bool { mayBeInts }

  override func int(_ e: Evaluator, _ slots: Slots) -> Int? {
    int(by: Addition.self, e, slots)
  }
}

final class SubtractNode: BinaryNode, @unchecked Sendable {
  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    try computed(by: Subtraction.self, e, slots)
  }

  override var computesInt: Bool { mayBeInts }

  override func int(_ e: Evaluator, _ slots: Slots) -> Int? {
    int(by: Subtraction.self, e, slots)
  }
}

final class MultiplyNode: BinaryNode, @unchecked Sendable {
  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    try computed(by: Multiplication.self, e, slots)
  }

  override var computesInt: Bool { mayBeInts }

  override func int(_ e: Evaluator, _ slots: Slots) -> Int? {
    int(by: Multiplication.self, e, slots)
  }
}

final class DivideNode: BinaryNode, @unchecked Sendable {
  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    try computed(by: Division.self, e, slots)
  }
}

final class RemainderNode: BinaryNode, @unchecked Sendable {
  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    try computed(by: Remainder.self, e, slots)
  }

  override var computesInt: Bool { mayBeInts }

  override func int(_ e: Evaluator, _ slots: Slots) -> Int? {
    int(by: Remainder.self, e, slots)
  }
}

/// One class for all, generic in the operation, would call the operation through tables: the optimiser makes
/// functions for a type, but not classes.
extension BinaryNode {
  @inline(__always)
  fileprivate final func int<Operation: NumberOperation>(
    by _: Operation.Type, _ e: Evaluator, _ slots: Slots
  ) -> Int? {
    guard let x = left.int(e, slots), let y = right.int(e, slots) else { return nil }
    return Operation.result(x, y)
  }

  /// Numbers that are already evaluated are tried first, in functions that copy nothing.
  @inline(__always)
  fileprivate final func computed<Operation: NumberOperation>(
    by operation: Operation.Type, _ e: Evaluator, _ slots: Slots
  ) throws -> Value {
    if let x = left.int(slots), let y = right.int(slots), let result = Operation.result(x, y) {
      return .int(result)
    }
    return try evaluated(by: operation, e, slots)
  }

  @inline(never)
  private final func evaluated<Operation: NumberOperation>(
    by operation: Operation.Type, _ e: Evaluator, _ slots: Slots
  ) throws -> Value {
    if let x = left.float(slots), let y = right.float(slots) {
      let result = Operation.result(x, y)
      if result.isFinite { return .float(result) }
    }
    if let (a, b) = places(e, slots) {
      if let result = Operation.numberResult(at: a, b) { return result }
      do { return try Operation.result(at: a, b) } catch { throw located(error) }
    }
    if Operation.givesInts, let (x, y) = ints(e, slots), let result = Operation.result(x, y) {
      return .int(result)
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
private protocol NumberOperation {
  /// Whether two ints give an int.
  static var givesInts: Bool { get }
  /// The result for two ints where that is simple; nil leaves it to the values.
  static func result(_ x: Int, _ y: Int) -> Int?
  /// The result for two floats; one that is not finite leaves it to the values.
  static func result(_ x: Double, _ y: Double) -> Double
  static func result(_ a: Value, _ b: Value) throws -> Value
  /// The same for values that stay where they are.
  static func result(at a: UnsafePointer<Value>, _ b: UnsafePointer<Value>) throws -> Value
}

extension NumberOperation {
  @inline(__always) static var givesInts: Bool { true }

  /// The result for two numbers of the machine's size where that is simple; nil leaves it to the values.
  @inline(__always)
  static func numberResult(at a: UnsafePointer<Value>, _ b: UnsafePointer<Value>) -> Value? {
    if case .int(let x) = a.pointee, case .int(let y) = b.pointee {
      return result(x, y).map { .int($0) }
    }
    guard let x = a.float, let y = b.float else { return nil }
    let result = result(x, y)
    return result.isFinite ? .float(result) : nil
  }

  static func result(at a: UnsafePointer<Value>, _ b: UnsafePointer<Value>) throws -> Value {
    try result(a.copy(), b.copy())
  }
}

extension UnsafePointer<Value> {
  /// The number of the machine's size as a float; nil for anything else.
  @inline(__always)
  fileprivate var float: Double? {
    if case .float(let number) = pointee { return number }
    if case .int(let number) = pointee { return Double(number) }
    return nil
  }
}

private enum Addition: NumberOperation {
  @inline(__always)
  static func result(_ x: Int, _ y: Int) -> Int? {
    let (sum, overflows) = x.addingReportingOverflow(y)
    return overflows ? nil : sum
  }

  @inline(__always) static func result(_ x: Double, _ y: Double) -> Double { x + y }
  static func result(_ a: Value, _ b: Value) throws -> Value { try Arithmetic.add(a, b) }

  static func result(at a: UnsafePointer<Value>, _ b: UnsafePointer<Value>) throws -> Value {
    try Arithmetic.add(at: a, b)
  }
}

private enum Subtraction: NumberOperation {
  @inline(__always)
  static func result(_ x: Int, _ y: Int) -> Int? {
    let (difference, overflows) = x.subtractingReportingOverflow(y)
    return overflows ? nil : difference
  }

  @inline(__always) static func result(_ x: Double, _ y: Double) -> Double { x - y }
  static func result(_ a: Value, _ b: Value) throws -> Value { try Arithmetic.subtract(a, b) }

  static func result(at a: UnsafePointer<Value>, _ b: UnsafePointer<Value>) throws -> Value {
    try Arithmetic.subtract(at: a, b)
  }
}

private enum Multiplication: NumberOperation {
  @inline(__always)
  static func result(_ x: Int, _ y: Int) -> Int? {
    let (product, overflows) = x.multipliedReportingOverflow(by: y)
    return overflows ? nil : product
  }

  @inline(__always) static func result(_ x: Double, _ y: Double) -> Double { x * y }
  static func result(_ a: Value, _ b: Value) throws -> Value { try Arithmetic.multiply(a, b) }

  static func result(at a: UnsafePointer<Value>, _ b: UnsafePointer<Value>) throws -> Value {
    try Arithmetic.multiply(at: a, b)
  }
}

private enum Division: NumberOperation {
  @inline(__always) static var givesInts: Bool { false }
  @inline(__always) static func result(_ x: Int, _ y: Int) -> Int? { nil }
  @inline(__always) static func result(_ x: Double, _ y: Double) -> Double { x / y }
  static func result(_ a: Value, _ b: Value) throws -> Value { try Arithmetic.divide(a, b) }
}

private enum Remainder: NumberOperation {
  @inline(__always)
  static func result(_ x: Int, _ y: Int) -> Int? { x >= 0 && y > 0 ? x % y : nil }

  @inline(__always) static func result(_ x: Double, _ y: Double) -> Double { .nan }
  static func result(_ a: Value, _ b: Value) throws -> Value { try Arithmetic.remainder(a, b) }
}
