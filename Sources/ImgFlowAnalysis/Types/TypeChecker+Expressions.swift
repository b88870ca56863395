import ImgFlowSyntax
import ImgFlowValues

extension TypeChecker {
  /// What is known of the value of an expression. Visits all of it, and reports what is wrong in it.
  func type(of expression: Expression, taking arguments: [Type] = []) -> Type {
    switch expression.kind {
    case .null: return .null
    case .bool: return .bool
    case .integer, .float, .duration, .string:
      return expression.literalValue.map(Type.literal) ?? .int
    case .interpolation(let parts):
      for case .expression(let part) in parts { _ = type(of: part) }
      return .string
    case .list(let elements): return list(elements)
    case .object(let entries): return object(entries)
    case .name(let name): return type(of: name)
    case .member(let base, let member, let isOptional):
      return self.member(member, of: base, isOptional: isOptional)
    case .index(let base, let index, _): return item(index, of: base)
    case .call(let callee, let arguments): return call(callee, arguments, expression)
    case .chain(let inner): return .common([type(of: inner), .null])
    case .unary(let operation, let operand): return unary(operation, operand)
    case .binary(let left, let operation, _, let right):
      return binary(left, operation, right, expression)
    case .typeTest(let operand, _, _):
      _ = type(of: operand)
      return .bool
    case .range(let lower, let upper, _):
      for end in [lower, upper].compactMap({ $0 }) { _ = type(of: end) }
      return .range
    case .pipe(let value, let callee, let arguments):
      let first = Argument(label: nil, value: value, isSpread: false)
      return call(callee, [first] + arguments, expression)
    case .function(let function):
      let result = follow(function, taking: arguments)
      return Type(.function(FunctionType(arguments, result)))
    case .block(let block): return value(of: block)
    case .ifElse(let construct): return value(of: construct)
    case .match(let construct): return value(of: construct)
    case .tryCatch(let construct): return value(of: construct)
    case .tryOptional(let inner): return .common([attempting { type(of: inner) }, .null])
    case .parallel(let construct): return value(of: construct)
    case .guarded(let construct):
      let options = Construct.of(construct.kind)
      checkArguments(construct.arguments, of: options.signature)
      let result = value(of: construct.body)
      // What `look` finds may be something else.
      return options.mayBeGiven(.look, in: construct.arguments) ? .any : result
    }
  }

  /// What is known of a place that is assigned to. What it was may be anything.
  func type(ofPlace place: Expression) -> Type {
    switch place.kind {
    case .name(let name): return type(of: name)
    case .member(let base, _, _):
      _ = type(ofPlace: base)
      return .any
    case .index(let base, let index, _):
      _ = type(ofPlace: base)
      _ = type(of: index)
      return .any
    default: return type(of: place)
    }
  }

  // MARK: - Containers

  private func list(_ elements: [Expression.ListElement]) -> Type {
    let items = elements.map { element in
      switch element {
      case .item(let value): type(of: value).generalized
      case .spread(let value): type(of: value).itemOfLoop
      }
    }
    return items.isEmpty ? .list : Type.list(of: .common(items)).limited
  }

  private func object(_ entries: [Expression.ObjectEntry]) -> Type {
    var fields: [String: Type] = [:]
    var isOpen = false
    for entry in entries {
      switch entry {
      case .pair(let key, let value): fields[key.text] = type(of: value)
      case .shorthand(let name): fields[name.text] = type(of: name)
      case .computed(let key, let value):
        _ = (type(of: key), type(of: value))
        return rest(entries, after: entry)
      case .spread(let value):
        _ = type(of: value)
        isOpen = true
        // It may replace any of them.
        fields = [:]
      }
    }
    let known = fields.sorted { $0.key < $1.key }.map {
      ObjectField(name: $0.key, type: $0.value, isRequired: true)
    }
    return Type(.object(ObjectType(fields: known, isOpen: isOpen))).limited
  }

  /// Visits the entries after one whose key is computed: any key may be there.
  private func rest(
    _ entries: [Expression.ObjectEntry], after computed: Expression.ObjectEntry
  ) -> Type {
    var isAfter = false
    for entry in entries {
      switch entry {
      case .computed(let key, let value):
        if isAfter { _ = (type(of: key), type(of: value)) }
        isAfter = true
      case .pair(_, let value), .spread(let value): if isAfter { _ = type(of: value) }
      case .shorthand: break
      }
    }
    return .object
  }

  private func item(_ index: Expression, of base: Expression) -> Type {
    let owner = type(of: base)
    let key = type(of: index)
    if case .range = index.kind { return owner.withoutNull.widenedLiteral }
    if let text = index.literalValue?.asString {
      return owner.members.count == 1 ? owner.field(text)?.readType ?? .any : .any
    }
    return key.kinds == .int ? .common(owner.members.map { $0.element ?? .any }) : .any
  }

  // MARK: - Constructs

  private func value(of construct: If) -> Type {
    if let binding = construct.binding { return value(of: construct, binding) }
    let facts = follow(condition: construct.condition)
    let then = knowing(facts.whenTrue) { value(of: construct.then) }
    if case .bool(true) = construct.condition.kind {
      _ = construct.otherwise.map { value(of: $0) }
      return then
    }
    guard let otherwise = construct.otherwise else { return .common([then, .null]) }
    return .common([then, knowing(facts.whenFalse) { value(of: otherwise) }])
  }

  private func value(of construct: If, _ binding: Pattern) -> Type {
    let found = type(of: construct.condition)
    bind(binding, to: found.withoutNull)
    let then = knowing(facts(of: construct.condition, being: found.withoutNull)) {
      value(of: construct.then)
    }
    guard let otherwise = construct.otherwise else { return .common([then, .null]) }
    let rest = knowing(facts(of: construct.condition, being: .null)) { value(of: otherwise) }
    return .common([then, rest])
  }

  private func value(of construct: Match) -> Type {
    let subject = type(of: construct.subject)
    return .common(
      construct.arms.map { arm in
        let narrowed = type(subject, matching: arm.pattern)
        bind(arm.pattern, to: narrowed, mustFit: false)
        return knowing(facts(of: construct.subject, being: narrowed)) {
          let facts = arm.condition.map { follow(condition: $0) }
          return knowing(facts?.whenTrue ?? []) { value(of: arm.body) }
        }
      } + [.null])
  }

  private func value(of construct: TryCatch) -> Type {
    let body = attempting { value(of: construct.body) }
    return .common(
      [body]
        + construct.catches.map { handler in
          if let pattern = handler.pattern { bind(pattern, to: .any, mustFit: false) }
          let facts = handler.condition.map { follow(condition: $0) }
          return knowing(facts?.whenTrue ?? []) { value(of: handler.body) }
        })
  }

  private func value(of construct: Parallel) -> Type {
    checkArguments(construct.arguments, of: Construct.parallel.signature)
    var result = Type.any
    follow(construct.head) { result = value(of: construct.body) }
    let collects = Construct.parallel.mayBeGiven(.onError, in: construct.arguments)
    return collects ? .list : .list(of: result)
  }
}

extension Construct {
  /// Whether an option may be among arguments, which may be spread.
  fileprivate func mayBeGiven(_ option: Option, in arguments: [Argument]) -> Bool {
    guard let place = options.firstIndex(where: { $0.name == option.name }) else { return false }
    var matching = ArgumentMatching(signature)
    for argument in arguments { matching.add(argument) }
    return matching.isOpen || matching.hasArgument(at: place)
  }
}

extension Type {
  /// A part of a string that is written out is another string.
  fileprivate var widenedLiteral: Type { if case .literal = form { widened } else { self } }
}

extension ObjectField {
  /// What reading it gives: null where it is absent.
  var readType: Type { isRequired ? type : .common([type, .null]) }
}
