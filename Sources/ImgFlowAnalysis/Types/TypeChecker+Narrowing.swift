import ImgFlowSyntax
import ImgFlowValues

/// What a condition tells about variables, when it is true and when it is false.
struct Facts {
  var whenTrue: [(Variable, Type)] = []
  var whenFalse: [(Variable, Type)] = []

  var negated: Facts { Facts(whenTrue: whenFalse, whenFalse: whenTrue) }
}

extension TypeChecker {
  /// What a condition tells; it has been visited already.
  func facts(of condition: Expression) -> Facts {
    switch condition.kind {
    case .typeTest(let operand, let written, let isNegated):
      let tested = annotation(written)
      guard let (variable, known) = constant(operand) else { return Facts() }
      let facts = Facts(
        whenTrue: [(variable, known.narrowed(to: tested))],
        whenFalse: [(variable, known.without(tested))])
      return isNegated ? facts.negated : facts
    case .binary(let left, let operation, _, let right): return facts(left, operation, right)
    case .unary(.not, let operand): return facts(of: operand).negated
    default: return Facts()
    }
  }

  private func facts(
    _ left: Expression, _ operation: BinaryOperator, _ right: Expression
  ) -> Facts {
    switch operation {
    case .equal, .notEqual:
      guard case .null = right.kind, let (variable, known) = constant(left) else { return Facts() }
      let facts = Facts(whenTrue: [(variable, .null)], whenFalse: [(variable, known.withoutNull)])
      return operation == .equal ? facts : facts.negated
    case .and: return Facts(whenTrue: facts(of: left).whenTrue + facts(of: right).whenTrue)
    case .or: return Facts(whenFalse: facts(of: left).whenFalse + facts(of: right).whenFalse)
    default: return Facts()
    }
  }

  /// The variable that an expression names and what is known of it, if it never changes.
  private func constant(_ expression: Expression) -> (Variable, Type)? {
    guard case .name(let name) = expression.kind, let variable = variable(name),
      variable.kind != .mutable
    else { return nil }
    return (variable, type(of: name))
  }

  /// What holds after a statement: `if x == null { return }` leaves something that is not null.
  func factsAfter(_ statement: Statement) -> [(Variable, Type)] {
    guard case .expression(let expression) = statement.kind,
      case .ifElse(let construct) = expression.kind, construct.otherwise == nil,
      construct.binding == nil,
      construct.then.statements.last?.jump != nil
    else { return [] }
    return facts(of: construct.condition).whenFalse
  }

  /// What holds in an arm of a `match` on a variable.
  func facts(of subject: Expression, being type: Type) -> [(Variable, Type)] {
    constant(subject).map { [($0.0, type)] } ?? []
  }

  // MARK: - Patterns

  /// What is known of a value that matches a pattern.
  func type(_ type: Type, matching pattern: Pattern) -> Type {
    switch pattern.kind {
    case .type(_, let written): type.narrowed(to: annotation(written))
    case .literal(let value): value.literalValue.map(Type.literal) ?? type
    case .alternatives(let patterns): .common(patterns.map { self.type(type, matching: $0) })
    case .object, .list: type.withoutNull
    case .wildcard, .binding, .range, .place: type
    }
  }

  /// Notes what is known of the names that a pattern binds.
  ///
  /// - Parameter mustFit: whether it is an error when the pattern does not fit: in `match` it is not.
  func bind(
    _ pattern: Pattern, to type: Type, isAnnotated: Bool = false, mustFit: Bool = true
  ) {
    switch pattern.kind {
    case .wildcard, .literal, .range: break
    case .type(let name, let written):
      if let name { declare(name, type.narrowed(to: annotation(written))) }
    case .binding(let name): declare(name, type, isAnnotated: isAnnotated)
    case .place(let place):
      _ = self.type(ofPlace: place)
      assign(type, to: place, nil)
    case .alternatives(let patterns):
      for pattern in patterns { bind(pattern, to: .any, mustFit: false) }
    case .object(let fields, let rest):
      for field in fields {
        let found = self.type(of: field, in: type, mustFit)
        if let value = field.defaultValue { _ = self.type(of: value) }
        bind(
          field.pattern, to: field.defaultValue == nil ? found : .any, isAnnotated: isAnnotated,
          mustFit: mustFit)
      }
      if let target = rest?.target { bind(target, to: .object) }
    case .list(let elements, let rest, let after):
      let item = type.itemOfLoop
      for element in elements + after {
        if let value = element.defaultValue { _ = self.type(of: value) }
        bind(
          element.pattern, to: element.defaultValue == nil ? item : .any, isAnnotated: isAnnotated,
          mustFit: mustFit)
      }
      if let target = rest?.target { bind(target, to: .list(of: item)) }
    }
  }

  private func type(of field: Pattern.Field, in type: Type, _ mustFit: Bool) -> Type {
    if let known = type.field(field.key.text) { return known.readType }
    guard mustFit, field.defaultValue == nil, type.members.count == 1, type.hasOnlyKnownFields,
      let fields = type.fields
    else { return .any }
    let owner = type.resource.map { "`\($0.qualifiedName)`" } ?? "this object"
    report(.unknownField(field.key, of: owner, known: fields.map(\.name), base: nil))
    return .any
  }
}

extension Type {
  /// What is known of a value that is of another type as well.
  func narrowed(to other: Type) -> Type {
    let fitting = members.filter { !$0.isUnknown && other.mayTake($0, by: .test) }
    return isUnknown || fitting.isEmpty ? other : .common(fitting)
  }

  /// What is known of a value that is not of another type.
  func without(_ other: Type) -> Type {
    guard other.isDecidedByKind, !isUnknown, case .union(let members) = resolved.form else {
      return self
    }
    return .common(members.filter { !$0.kinds.isSubset(of: other.kinds) })
  }
}
