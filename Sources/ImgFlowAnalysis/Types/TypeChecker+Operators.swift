import ImgFlowSyntax
import ImgFlowValues

// Operators, conditions, and what must be of a type.
extension TypeChecker {
  /// Reports a value that is certainly not of a type.
  ///
  /// - Parameters:
  ///   - found: what is known of the value.
  ///   - name: what it is for, such as `` `media` of `expoze.createJob` ``.
  func require(
    _ type: Type, of expression: Expression, _ found: Type, as name: String,
    by rules: TypeRules = .annotation
  ) {
    guard !type.isAny else { return }
    if let value = expression.literalValue ?? found.literalValue {
      let violations = (try? type.violations(of: value, by: rules)) ?? []
      for violation in violations.prefix(8) {
        let place = expression.part(at: violation.field)
        report(
          .unsuitableArgument(
            violation, as: name, at: place.range,
            fix: violation.field.isEmpty ? TypeFix.help(for: type, value) : nil))
      }
      return
    }
    guard !type.mayTake(found, by: rules) else { return }
    report(
      .unsuitableArgument(
        Violation(field: "", message: "must be \(type.phrase), but is \(found.withoutNull.shown)"),
        as: name, at: expression.range,
        fix: TypeFix.help(for: type, found, named: name, by: rules, expression.range.text)))
  }

  /// Follows a condition, which is a bool; returns what it tells about variables.
  func follow(condition: Expression) -> Facts {
    let found = type(of: condition)
    checkBool(found, condition)
    return facts(of: condition)
  }

  private func checkBool(_ found: Type, _ expression: Expression, isNegated: Bool = false) {
    guard !found.isUnknown, !found.kinds.contains(.bool) else { return }
    report(.notACondition(found, expression, isNegated: isNegated))
  }

  func unary(_ operation: UnaryOperator, _ operand: Expression) -> Type {
    let found = type(of: operand)
    switch operation {
    case .not:
      checkBool(found, operand, isNegated: true)
      return .bool
    case .negate:
      checkNegation(found, operand)
      return found.isUnknown ? .any : found.widened
    }
  }

  func binary(
    _ left: Expression, _ operation: BinaryOperator, _ right: Expression, _ whole: Expression
  ) -> Type {
    let a = type(of: left)
    switch operation {
    case .and, .or:
      checkBool(a, left)
      let facts = facts(of: left)
      let b = knowing(operation == .and ? facts.whenTrue : facts.whenFalse) { type(of: right) }
      checkBool(b, right)
      return .bool
    case .coalesce: return .common([a.withoutNull, type(of: right)])
    case .equal, .notEqual:
      let b = type(of: right)
      checkSecrets(a, b, whole)
      return .bool
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      checkOrder(a, type(of: right), whole)
      return .bool
    case .isIn, .isNotIn:
      _ = type(of: right)
      return .bool
    case .add, .subtract, .multiply, .divide, .remainder:
      let b = type(of: right)
      checkOperands(a, operation, b, left, right)
      return result(a, operation, b)
    }
  }

  private func result(_ a: Type, _ operation: BinaryOperator, _ b: Type) -> Type {
    switch (a.kinds, b.kinds) {
    case (.string, .string) where operation == .add: return .string
    case (.int, .int) where operation != .divide: return .int
    case (.duration, .duration) where operation == .add || operation == .subtract: return .duration
    case (.time, .duration), (.time, .period): return .time
    case (.list, .list) where operation == .add:
      guard let x = a.element, let y = b.element else { return .list }
      return .list(of: .common([x, y]))
    default:
      let isNumber = a.kinds.isSubset(of: .number) && b.kinds.isSubset(of: .number)
      return isNumber && !a.kinds.isEmpty && !b.kinds.isEmpty ? .number : .any
    }
  }

  /// Reports operands that an operator certainly does not take.
  func checkOperands(
    _ a: Type, _ operation: BinaryOperator, _ b: Type, _ left: Expression, _ right: Expression
  ) {
    guard let operation = operation.arithmetic, !a.isUnknown, !b.isUnknown else { return }
    let text: TypeSet = [.string, .secret]
    if operation == .add, a.kinds == .string, b.kinds.isDisjoint(with: text) {
      report(.joinedToString(b, right, left: left, right: right))
    } else if operation == .add, b.kinds == .string, a.kinds.isDisjoint(with: text) {
      report(.joinedToString(a, left, left: left, right: right))
    } else if let x = a.valueTypes, let y = b.valueTypes,
      !x.contains(where: { a in y.contains { operation.result(a, $0) != nil } })
    {
      report(.unsupported(operation, a, b, at: left.range.through(right.range)))
    }
  }

  private func checkNegation(_ found: Type, _ operand: Expression) {
    guard let types = found.valueTypes,
      Set(types).isDisjoint(with: [.int, .float, .duration, .period])
    else { return }
    report(.negated(found, at: operand.range))
  }

  /// Reports a comparison of what has no order.
  private func checkOrder(_ a: Type, _ b: Type, _ whole: Expression) {
    guard !a.isUnknown, !b.isUnknown else { return }
    let ordered: [TypeSet] = [.number, .string, .duration, .time, .list]
    guard let x = ordered.first(where: { a.kinds.isSubset(of: $0) }),
      let y = ordered.first(where: { b.kinds.isSubset(of: $0) }), x != y
    else { return }
    report(.compared(a, with: b, at: whole.range))
  }

  private func checkSecrets(_ a: Type, _ b: Type, _ whole: Expression) {
    let isMixed =
      a.kinds == .secret && b.kinds == .string || a.kinds == .string && b.kinds == .secret
    if isMixed { report(.comparedSecret(whole.range)) }
  }
}

extension Type {
  /// The only value that it has; nil for other types.
  var literalValue: Value? { if case .literal(let value) = form { value } else { nil } }

  /// The types that its values certainly are of; nil where that is not known, or where one may be null, which
  /// a script may have excluded in a way that is not followed.
  fileprivate var valueTypes: [ValueType]? {
    guard !isUnknown, !allowsNull else { return nil }
    let types = ValueType.allCases.filter { kinds.contains(TypeSet($0)) }
    return types.isEmpty ? nil : types
  }
}

extension BinaryOperator {
  fileprivate var arithmetic: ArithmeticOperation? {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .remainder: .remainder
    case .or, .and, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .isIn,
      .isNotIn,
      .coalesce:
      nil
    }
  }
}
