import ImgFlowSyntax
import ImgFlowValues

/// `==`, `!=`.
final class EqualNode: BinaryNode, @unchecked Sendable {
  let expected: Bool

  init(_ left: Node, _ right: Node, expected: Bool, _ range: SourceRange) {
    self.expected = expected
    super.init(left, right, range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    .bool(try test(e, slots))
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    let a = try left.evaluate(e, slots)
    let b = try right.evaluate(e, slots)
    if case .int(let x) = a, case .int(let y) = b { return (x == y) == expected }
    return try areEqual(a, b, e) == expected
  }
}

/// `x == "text"`, `x != "text"`.
final class EqualTextNode: Node, @unchecked Sendable {
  private let operand: Node
  private let text: StringObject
  private let expected: Bool

  init(_ operand: Node, _ text: StringObject, expected: Bool, _ range: SourceRange) {
    self.operand = operand
    self.text = text
    self.expected = expected
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    .bool(try test(e, slots))
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    if let object = operand.borrow(e, slots) {
      let isEqual: Bool? = object._withUnsafeGuaranteedRef { object in
        object.type == .string
          ? text.hasText(of: unsafeDowncast(object, to: StringObject.self)) : nil
      }
      if let isEqual { return isEqual == expected }
    }
    return try areEqual(operand.evaluate(e, slots), .heap(text), e) == expected
  }
}

/// `<`, `<=`, `>`, `>=`: a class each, so that the common comparison of ints is one branch.
final class LessNode: BinaryNode, @unchecked Sendable {
  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    .bool(try test(e, slots))
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    let a = try left.evaluate(e, slots)
    let b = try right.evaluate(e, slots)
    if case .int(let x) = a, case .int(let y) = b { return x < y }
    return try order(a, b) < 0
  }
}

final class LessOrEqualNode: BinaryNode, @unchecked Sendable {
  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    .bool(try test(e, slots))
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    let a = try left.evaluate(e, slots)
    let b = try right.evaluate(e, slots)
    if case .int(let x) = a, case .int(let y) = b { return x <= y }
    return try order(a, b) <= 0
  }
}

final class GreaterNode: BinaryNode, @unchecked Sendable {
  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    .bool(try test(e, slots))
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    let a = try left.evaluate(e, slots)
    let b = try right.evaluate(e, slots)
    if case .int(let x) = a, case .int(let y) = b { return x > y }
    return try order(a, b) > 0
  }
}

final class GreaterOrEqualNode: BinaryNode, @unchecked Sendable {
  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    .bool(try test(e, slots))
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    let a = try left.evaluate(e, slots)
    let b = try right.evaluate(e, slots)
    if case .int(let x) = a, case .int(let y) = b { return x >= y }
    return try order(a, b) >= 0
  }
}

/// A comparison of a variable with an int that is written out.
final class CompareConstantNode: Node, @unchecked Sendable {
  let operand: Node
  let constant: Int
  let comparison: BinaryOperator

  init(_ operand: Node, _ comparison: BinaryOperator, _ constant: Int, _ range: SourceRange) {
    self.operand = operand
    self.comparison = comparison
    self.constant = constant
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    .bool(try test(e, slots))
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    let value = try operand.evaluate(e, slots)
    if case .int(let x) = value { return comparison.holds(x, constant) }
    return try testSlowly(value)
  }

  @inline(never)
  private func testSlowly(_ value: Value) throws -> Bool {
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
  func areEqual(_ a: Value, _ b: Value, _ e: Evaluator) throws -> Bool {
    do {
      let areEqual = try Value.areEqual(a, b)
      if !areEqual, a.depth > 0 { try e.checkCancellation(at: range) }
      return areEqual
    } catch { throw located(error) }
  }

  /// Compares two values; unlike types are an error at this node.
  func order(_ a: Value, _ b: Value) throws -> Int {
    do { return try Value.compare(a, b) } catch { throw located(error) }
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
    let container = try right.evaluate(e, slots)
    let isContained = try contains(container, item)
    // A comparison that was stopped has no result.
    if item.depth > 0 { try e.checkCancellation(at: range) }
    return isContained == expected
  }

  private func contains(_ container: Value, _ item: Value) throws -> Bool {
    switch container.type {
    case .list:
      do {
        return try container.asList?.firstIndex(of: item) != nil
      } catch { throw located(error) }
    case .range:
      guard let range = container.asRange, item.isNumber else { return false }
      return try order(item, .int(range.lower)) >= 0 && order(item, .int(range.upper)) < 0
    case .object:
      guard let key = item.asStringObject else {
        throw failure(.type, "the keys of an object are strings, but this is \(item.described)")
      }
      return container.asRecord?[key] != nil
    case .string:
      guard let part = item.asStringObject, let whole = container.asStringObject else {
        throw failure(
          .type, "only a string can be contained in a string, but this is \(item.described)")
      }
      return TextSearch.contains(part, in: whole)
    default:
      throw failure(
        .type,
        "`in` works on lists, ranges, objects and strings, but this is \(container.described)")
    }
  }
}

/// `x is T`, `x !is T`.
final class TypeTestNode: Node, @unchecked Sendable {
  let operand: Node
  let type: Type
  let expected: Bool

  init(_ operand: Node, _ type: Type, expected: Bool, _ range: SourceRange) {
    self.operand = operand
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
