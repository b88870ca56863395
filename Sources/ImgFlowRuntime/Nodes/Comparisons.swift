import ImgFlowSyntax
import ImgFlowValues

/// `==`, `!=`.
final class EqualNode: BinaryNode, @unchecked Sendable {
  private let expected: Bool

  init(_ left: Node, _ right: Node, expected: Bool, _ range: SourceRange) {
    self.expected = expected
    super.init(left, right, range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    .bool(try test(e, slots))
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    if let x = left.int(slots), let y = right.int(slots) { return (x == y) == expected }
    return try testFully(e, slots)
  }

  @inline(never)
  private func testFully(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    if let a = left.place(e, slots), let b = right.place(e, slots) {
      return try areEqual(at: a, b, e) == expected
    }
    let a = try left.evaluate(e, slots)
    if let b = right.place(e, slots) {
      return try withUnsafePointer(to: a) { try areEqual(at: $0, b, e) == expected }
    }
    let b = try right.evaluate(e, slots)
    if case .int(let x) = a, case .int(let y) = b { return (x == y) == expected }
    return try withUnsafePointer(to: a) { a in
      try withUnsafePointer(to: b) { try areEqual(at: a, $0, e) == expected }
    }
  }
}

/// A comparison with an int that is written out.
final class CompareConstantNode: Node, @unchecked Sendable {
  private let operand: Operand
  private let constant: Int
  private let comparison: BinaryOperator

  init(_ operand: Node, _ comparison: BinaryOperator, _ constant: Int, _ range: SourceRange) {
    self.operand = Operand(operand)
    self.constant = constant
    self.comparison = comparison
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    .bool(try test(e, slots))
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    if let x = operand.int(slots) { return comparison.holds(x, constant) }
    return try testFully(e, slots)
  }

  @inline(never)
  private func testFully(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    let value = try operand.evaluate(e, slots)
    if case .int(let x) = value { return comparison.holds(x, constant) }
    let other = Value.int(constant)
    return switch comparison {
    case .less: try order(value, other) < 0
    case .lessOrEqual: try order(value, other) <= 0
    case .greater: try order(value, other) > 0
    case .greaterOrEqual: try order(value, other) >= 0
    case .notEqual: !Value.equals(value, other)
    default: Value.equals(value, other)
    }
  }
}

extension BinaryOperator {
  /// Whether a comparison is true of two ints.
  @inline(__always)
  func holds(_ x: Int, _ y: Int) -> Bool {
    switch self {
    case .less: x < y
    case .lessOrEqual: x <= y
    case .greater: x > y
    case .greaterOrEqual: x >= y
    case .notEqual: x != y
    default: x == y
    }
  }
}

extension Node {
  /// Compares two values; a comparison that was stopped has no result.
  @inline(__always)
  func areEqual(
    at a: UnsafePointer<Value>, _ b: UnsafePointer<Value>, _ e: Evaluator
  ) throws -> Bool {
    do {
      let areEqual = try Value.areEqual(at: a, b)
      if !areEqual, a.pointee.depth > 0 { try e.checkCancellation(at: range) }
      return areEqual
    } catch { throw located(error) }
  }

  /// Compares two values; unlike types are an error at this node.
  func order(_ a: Value, _ b: Value) throws -> Int {
    do { return try Value.compare(a, b) } catch { throw located(error) }
  }

  /// The same for values that stay where they are.
  func order(at a: UnsafePointer<Value>, _ b: UnsafePointer<Value>) throws -> Int {
    do { return try Value.compare(at: a, b) } catch { throw located(error) }
  }
}

/// `in`, `!in`.
final class MembershipNode: BinaryNode, @unchecked Sendable {
  let expected: Bool

  init(_ left: Node, _ right: Node, expected: Bool, _ range: SourceRange) {
    self.expected = expected
    super.init(left, right, range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    .bool(try test(e, slots))
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    let item = try left.evaluate(e, slots)
    let isContained = try right.read(e, slots) { try contains($0, item) }
    // A comparison that was stopped has no result.
    if item.depth > 0 { try e.checkCancellation(at: range) }
    return isContained == expected
  }

  private func contains(_ container: UnsafePointer<Value>, _ item: Value) throws -> Bool {
    switch container.type {
    case .list:
      do {
        return try container.withList { try $0.firstIndex(of: item) } ?? nil != nil
      } catch { throw located(error) }
    case .range:
      guard let range = container.pointee.asRange, item.isNumber else { return false }
      return try order(item, .int(range.lower)) >= 0 && order(item, .int(range.upper)) < 0
    case .object:
      guard let key = item.asStringObject else {
        throw failure(.type, "the keys of an object are strings, but this is \(item.described)")
      }
      return container.withRecord { $0.contains(key) } ?? false
    case .string:
      guard let part = item.asStringObject else {
        throw failure(
          .type, "only a string can be contained in a string, but this is \(item.described)")
      }
      return container.withString { TextSearch.contains(part, in: $0) } ?? false
    default:
      throw failure(
        .type,
        "`in` works on lists, ranges, objects and strings, but this is "
          + container.pointee.described)
    }
  }
}

/// `x is T`, `x !is T`.
final class TypeTestNode: Node, @unchecked Sendable {
  private let operand: Operand
  private let type: Type
  private let expected: Bool

  init(_ operand: Node, _ type: Type, expected: Bool, _ range: SourceRange) {
    self.operand = Operand(operand)
    self.type = type
    self.expected = expected
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    .bool(try test(e, slots))
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    try type.accepts(operand.evaluate(e, slots)) == expected
  }
}
