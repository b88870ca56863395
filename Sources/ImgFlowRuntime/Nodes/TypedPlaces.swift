import ImgFlowSyntax
import ImgFlowValues

/// What the type of a variable asks of a part of its value that is about to change.
enum PartCheck {
  /// Nothing: the type says nothing about the part.
  case free
  /// The part has a type of its own.
  case check(TypeCheck)
  /// Only a look at the whole value tells.
  case whole
}

extension TypeCheck {
  /// What the type asks of the part that keys and indices lead to.
  func part(at path: some Sequence<Value>) -> PartCheck {
    var check = self
    for key in path {
      guard case .check(let next) = check.part(at: key) else { return check.part(at: key) }
      check = next
    }
    return .check(check)
  }

  private func part(at key: Value) -> PartCheck {
    switch self {
    case let list as ListTypeCheck: .check(list.element)
    case let object as ObjectTypeCheck:
      object.fields.first { Value.equals(.heap($0.key), key) }.map { .check($0.check) } ?? .free
    case let optional as OptionalTypeCheck: optional.inner.part(at: key)
    case let bounded as BoundedTypeCheck: bounded.inner.part(at: key)
    case is SetTypeCheck, is ResourceTypeCheck: .free
    default: .whole
    }
  }

  /// What the type asks of the items that a method such as `push` adds, or takes away.
  var itemsOfMutation: PartCheck {
    switch self {
    case is SetTypeCheck, is ResourceTypeCheck: .free
    case let list as ListTypeCheck: .check(list.element)
    case let optional as OptionalTypeCheck: optional.inner.itemsOfMutation
    default: .whole
    }
  }

  /// Whether `a + b` is of the type when both are, so that strings and lists may grow in place.
  func keeps(_ a: Value, plus b: Value) throws -> Bool {
    switch self {
    case is SetTypeCheck, is FloatTypeCheck, is ListTypeCheck:
      try a.type == b.type && accepts(b)
    case let optional as OptionalTypeCheck:
      try !a.isNull && optional.inner.keeps(a, plus: b)
    default: false
    }
  }
}

/// `x = e`, `x.a[0] += e` where `x` was declared with a type, which holds for whatever it becomes.
final class TypedAssignNode: StatementNode, @unchecked Sendable {
  private let place: Place
  private let check: TypeCheck
  private let operation: BinaryOperator?
  private let value: Node

  init(
    _ place: Place, _ check: TypeCheck, _ operation: BinaryOperator?, _ value: Node,
    _ range: SourceRange
  ) {
    self.place = place
    self.check = check
    self.operation = operation
    self.value = value
    super.init(range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    let indices = try place.evaluateIndices(e, slots)
    let operand = try value.evaluate(e, slots)
    do {
      switch check.part(at: indices) {
      case .free: try assign(operand, at: indices, e, slots)
      case .check(let check): try assign(operand, at: indices, check, e, slots)
      case .whole:
        try place.modify(
          e, slots, indices, as: check, addedDepth: depth(adding: operand),
          createsKey: operation == nil
        ) {
          try change(&$0, by: operand)
        }
      }
    } catch { throw located(error) }
    return .next
  }

  /// Assigns to a part of which the type says nothing.
  private func assign(
    _ operand: Value, at indices: [Value], _ e: Evaluator, _ slots: Slots
  ) throws {
    try place.modify(
      e, slots, indices, addedDepth: depth(adding: operand), createsKey: operation == nil
    ) {
      try change(&$0, by: operand)
    }
  }

  /// Assigns to the variable, or a part of it, with a type of its own.
  private func assign(
    _ operand: Value, at indices: [Value], _ check: TypeCheck, _ e: Evaluator, _ slots: Slots
  ) throws {
    var result = operand
    if let operation {
      let grows = try place.read(e, slots, indices) {
        try operation == .add && check.keeps($0, plus: operand)
      }
      if grows { return try assign(operand, at: indices, e, slots) }
      result = try place.read(e, slots, indices) { try Assignment.apply(operation, $0, operand) }
    }
    result = try check.convert(result, e, at: value.range, what: "`\(place.range.text)`")
    try place.modify(
      e, slots, indices, addedDepth: result.depth, createsKey: operation == nil
    ) {
      $0 = result
    }
  }

  private func depth(adding operand: Value) -> Int {
    operation == nil || operation == .add ? operand.depth : 1
  }

  private func change(_ target: inout Value, by operand: Value) throws {
    switch operation {
    case nil: target = operand
    case .add: try Assignment.add(operand, to: &target)
    case let operation?: target = try Assignment.apply(operation, target, operand)
    }
  }
}
