import ImgFlowSyntax
import ImgFlowValues

enum Assignment {
  /// The error of changing a variable that another body of a `parallel`, or the script around it, owns.
  static func foreign(_ name: String, at range: SourceRange) -> RuntimeError {
    RuntimeError(
      ValueError(
        .type, "a `parallel` body cannot change `\(name)`, which is declared outside it",
        help:
          "return the value from the body: `parallel … for` gives a list of these values"),
      at: range)
  }

  /// `target = operand`, or an update such as `target += operand`.
  @inline(__always)
  static func change(
    _ target: inout Value, _ operation: BinaryOperator?, by operand: Value
  ) throws {
    // Comparing operators by `==` would compare the strings they are written as.
    switch operation {
    case nil: target = operand
    case .add?: try add(operand, to: &target)
    case let operation?: target = try apply(operation, target, operand)
    }
  }

  /// How deep a part may nest after it has been changed by an operand.
  static func depth(of operand: Value, _ operation: BinaryOperator?) -> Int {
    operation == nil || operation == .add ? operand.depth : 1
  }

  static func apply(_ operation: BinaryOperator, _ a: Value, _ b: Value) throws -> Value {
    switch operation {
    case .add: try Arithmetic.add(a, b)
    case .subtract: try Arithmetic.subtract(a, b)
    case .multiply: try Arithmetic.multiply(a, b)
    case .divide: try Arithmetic.divide(a, b)
    default: try Arithmetic.remainder(a, b)
    }
  }

  /// `target += value` in place: strings and lists that are not shared grow, so that building one piece by
  /// piece takes linear time.
  @inline(__always)
  static func add(_ value: Value, to target: inout Value) throws {
    if case .int(let x) = target, case .int(let y) = value {
      let (sum, overflows) = x.addingReportingOverflow(y)
      if !overflows {
        target = .int(sum)
        return
      }
    }
    try addSlowly(value, to: &target)
  }

  private static func addSlowly(_ value: Value, to target: inout Value) throws {
    guard case .heap = value else {
      target = try Arithmetic.add(target, value)
      return
    }
    if let suffix = value.asStringObject, try append(suffix, to: &target) { return }
    if let other = value.asList {
      let appended: Void? = try target.withUniqueList { try $0.append(contentsOf: other) }
      if appended != nil { return }
    }
    target = try Arithmetic.add(target, value)
  }

  /// Appends to a string in place; false if the target is not a string.
  private static func append(_ suffix: StringObject, to target: inout Value) throws -> Bool {
    try target.withUniqueString { string in
      try suffix.withUTF8 { try string.append($0) }
    } != nil
  }

  /// Appends what is in `scratch` from byte `start` on to a string in place; false if the target is not a
  /// string.
  static func append(
    _ scratch: TextScratch, from start: Int, to target: inout Value
  ) throws -> Bool {
    try target.withUniqueString { try scratch.append(from: start, to: $0) } != nil
  }
}

/// `local = e`.
final class AssignLocalNode: StatementNode, @unchecked Sendable {
  let slot: Int
  let value: Node

  init(_ slot: Int, _ value: Node, _ range: SourceRange) {
    self.slot = slot
    self.value = value
    super.init(range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    (slots + slot).store(try value.evaluate(e, slots))
    return .next
  }
}

/// `x = e` for a variable in a box.
final class AssignBoxNode: StatementNode, @unchecked Sendable {
  private let place: Place
  private let variable: VariablePlace
  private let value: Node

  init(_ place: Place, _ value: Node, _ range: SourceRange) {
    self.place = place
    variable = VariablePlace(place.root)
    self.value = value
    super.init(range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    let result = try value.evaluate(e, slots)
    guard let target = variable.place(e, slots) else {
      throw Assignment.foreign(place.name, at: range)
    }
    if target.pointee.isUninitialised { throw tooEarly(place.name) }
    target.store(result)
    return .next
  }
}

/// `x -= e`, `x *= e` … for a whole variable.
final class UpdateNode: StatementNode, @unchecked Sendable {
  let place: Place
  private let operation: BinaryOperator
  let value: Node
  private let variable: VariablePlace

  init(_ place: Place, _ operation: BinaryOperator, _ value: Node, _ range: SourceRange) {
    self.place = place
    self.operation = operation
    self.value = value
    variable = VariablePlace(place.root)
    super.init(range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    try update(value.evaluate(e, slots), e, slots)
    return .next
  }

  /// Changes the variable by an operand that has been evaluated.
  func update(_ operand: Value, _ e: Evaluator, _ slots: Slots) throws {
    guard let target = variable.place(e, slots) else {
      throw Assignment.foreign(place.name, at: range)
    }
    if target.pointee.isUninitialised { throw tooEarly(place.name) }
    do {
      try Assignment.change(&target.pointee, operation, by: operand)
    } catch { throw located(error) }
  }
}
