import ImgFlowValues

final class LessNode: BinaryNode, @unchecked Sendable {
  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    .bool(try test(e, slots))
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    try areOrdered(by: Less.self, e, slots)
  }
}

final class LessOrEqualNode: BinaryNode, @unchecked Sendable {
  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    .bool(try test(e, slots))
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    try areOrdered(by: LessOrEqual.self, e, slots)
  }
}

final class GreaterNode: BinaryNode, @unchecked Sendable {
  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    .bool(try test(e, slots))
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    try areOrdered(by: Greater.self, e, slots)
  }
}

final class GreaterOrEqualNode: BinaryNode, @unchecked Sendable {
  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    .bool(try test(e, slots))
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    try areOrdered(by: GreaterOrEqual.self, e, slots)
  }
}

/// As for `+` and its like: functions are made for a type, classes are not.
extension BinaryNode {
  @inline(__always)
  fileprivate final func areOrdered<Order: NumberOrder>(
    by order: Order.Type, _ e: Evaluator, _ slots: Slots
  ) throws -> Bool {
    if let x = left.int(slots), let y = right.int(slots) { return Order.holds(x, y) }
    return try areOrderedFully(by: order, e, slots)
  }

  @inline(never)
  private final func areOrderedFully<Order: NumberOrder>(
    by _: Order.Type, _ e: Evaluator, _ slots: Slots
  ) throws -> Bool {
    if let (a, b) = places(e, slots) {
      if case .int(let x) = a.pointee, case .int(let y) = b.pointee { return Order.holds(x, y) }
      if case .float(let x) = a.pointee, case .float(let y) = b.pointee { return Order.holds(x, y) }
      return Order.holds(try order(at: a, b), 0)
    }
    if let (x, y) = ints(e, slots) { return Order.holds(x, y) }
    let a = try left.evaluate(e, slots)
    let b = try right.evaluate(e, slots)
    if case .int(let x) = a, case .int(let y) = b { return Order.holds(x, y) }
    if case .float(let x) = a, case .float(let y) = b { return Order.holds(x, y) }
    return Order.holds(try order(a, b), 0)
  }
}

/// Which of two numbers must come first.
private protocol NumberOrder {
  static func holds<Number: Comparable>(_ x: Number, _ y: Number) -> Bool
}

private enum Less: NumberOrder {
  @inline(__always)
  static func holds<Number: Comparable>(_ x: Number, _ y: Number) -> Bool { x < y }
}

private enum LessOrEqual: NumberOrder {
  @inline(__always)
  static func holds<Number: Comparable>(_ x: Number, _ y: Number) -> Bool { x <= y }
}

private enum Greater: NumberOrder {
  @inline(__always)
  static func holds<Number: Comparable>(_ x: Number, _ y: Number) -> Bool { x > y }
}

private enum GreaterOrEqual: NumberOrder {
  @inline(__always)
  static func holds<Number: Comparable>(_ x: Number, _ y: Number) -> Bool { x >= y }
}
