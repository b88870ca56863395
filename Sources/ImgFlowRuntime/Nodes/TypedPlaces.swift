import ImgFlowSyntax
import ImgFlowValues

/// What the type of a variable asks of a part of its value that is about to change.
enum PartType {
  /// Nothing: the type says nothing about the part.
  case free
  /// The part has its own type.
  case type(Type)
  /// Only a look at the whole value decides.
  case whole
}

extension Type {
  /// What the type asks of the part that keys and indices lead to.
  func part(at path: some Sequence<Value>) -> PartType {
    var type = self
    for key in path {
      let part = type.part(at: key)
      guard case .type(let next) = part else { return part }
      type = next
    }
    return .type(type)
  }

  private func part(at key: Value) -> PartType {
    switch form {
    case .list(let element), .map(let element): .type(element)
    case .object(let object):
      object.fields.first { Value.equals(.heap($0.key), key) }.map { .type($0.type) } ?? .free
    case .optional(let inner), .bounded(let inner, _): inner.part(at: key)
    case .named(let named): named.definition.part(at: key)
    case .any, .resource: .free
    case .scalar: isDecidedByKind ? .free : .whole
    case .literal, .matching, .union, .function, .stream, .derived: .whole
    }
  }

  /// What the type asks of the items that a method such as `push` adds, or takes away.
  var itemsOfMutation: PartType {
    switch form {
    case .list(let element): .type(element)
    case .optional(let inner): inner.itemsOfMutation
    case .named(let named): named.definition.itemsOfMutation
    case .any, .resource: .free
    case .scalar: isDecidedByKind ? .free : .whole
    case .literal, .matching, .bounded, .map, .object, .union, .function, .stream, .derived: .whole
    }
  }

  /// Whether `a + b` is of the type when both are, so that strings and lists may grow in place.
  func keeps(_ a: Value, plus b: Value) throws -> Bool {
    switch form {
    case .any, .list: try a.type == b.type && accepts(b)
    case .scalar: try isDecidedByKind && a.type == b.type && accepts(b)
    case .optional(let inner): try !a.isNull && inner.keeps(a, plus: b)
    case .named(let named): try named.definition.keeps(a, plus: b)
    default: false
    }
  }
}

/// `x = e`, `x.a[0] += e` where `x` was declared with a type, which holds for whatever it becomes.
final class TypedAssignNode: StatementNode, @unchecked Sendable {
  private let place: Place
  private let type: Type
  private let operation: BinaryOperator?
  private let value: Node
  private let variable: VariablePlace
  /// The values that the type of a whole variable takes as they are; none for a part.
  private let accepted: TypeSet

  init(
    _ place: Place, _ type: Type, _ operation: BinaryOperator?, _ value: Node,
    _ range: SourceRange
  ) {
    self.place = place
    self.type = type
    self.operation = operation
    self.value = value
    variable = VariablePlace(place.root)
    accepted = place.steps.isEmpty ? .accepted(by: type) : []
    super.init(range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    guard accepted.isEmpty else { return try executeQuickly(e, slots) }
    return try executeStepwise(e, slots)
  }

  /// Assigns to a whole variable whose type is a matter of the kind of value.
  private func executeQuickly(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    let operand = try value.evaluate(e, slots)
    do {
      if let target = variable.place(e, slots), try change(target, by: operand) { return .next }
      try assign(operand, at: place.openKeys(e, slots), type, e, slots)
    } catch { throw located(error) }
    return .next
  }

  /// Changes a whole variable. Returns false if the result takes a closer look.
  @inline(__always)
  private func change(_ target: UnsafeMutablePointer<Value>, by operand: Value) throws -> Bool {
    guard !target.pointee.isUninitialised else { return false }
    var result = operand
    if let operation {
      // Strings and lists may grow in place.
      guard target.pointee.isNumber else { return false }
      result = try Assignment.apply(operation, target.pointee, operand)
    }
    guard accepted.accepts(result) else { return false }
    target.store(result)
    return true
  }

  private func executeStepwise(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    let keys = try place.openKeys(e, slots)
    defer { place.close(keys, e) }
    let operand = try value.evaluate(e, slots)
    do { try assign(operand, at: keys, e, slots) } catch { throw located(error) }
    return .next
  }

  /// Assigns an operand that has been evaluated.
  func assign(_ operand: Value, at keys: Place.Keys, _ e: Evaluator, _ slots: Slots) throws {
    switch type.part(at: place.path(keys)) {
    case .free: try assignFreely(operand, at: keys, e, slots)
    case .type(let type): try assign(operand, at: keys, type, e, slots)
    case .whole:
      try place.modify(
        e, slots, keys, as: type, addedDepth: Assignment.depth(of: operand, operation),
        createsKey: operation == nil
      ) {
        try Assignment.change(&$0, operation, by: operand)
      }
    }
  }

  /// Assigns to a part of which the type says nothing.
  private func assignFreely(
    _ operand: Value, at keys: Place.Keys, _ e: Evaluator, _ slots: Slots
  ) throws {
    try place.modify(
      e, slots, keys, addedDepth: Assignment.depth(of: operand, operation),
      createsKey: operation == nil
    ) {
      try Assignment.change(&$0, operation, by: operand)
    }
  }

  /// Assigns to the variable, or a part of it, with its own type.
  private func assign(
    _ operand: Value, at keys: Place.Keys, _ type: Type, _ e: Evaluator, _ slots: Slots
  ) throws {
    var result = operand
    if let operation {
      let grows = try place.read(e, slots, keys) {
        try operation == .add && type.keeps($0, plus: operand)
      }
      if grows { return try assignFreely(operand, at: keys, e, slots) }
      result = try place.read(e, slots, keys) { try Assignment.apply(operation, $0, operand) }
    }
    result = try type.convert(result, e, at: value.range, what: "`\(place.range.text)`")
    try place.modify(
      e, slots, keys, addedDepth: result.depth, createsKey: operation == nil
    ) {
      $0 = result
    }
  }
}
