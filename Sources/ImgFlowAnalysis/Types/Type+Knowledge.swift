import ImgFlowValues

// What follows from types, for values that are not known yet.
extension Type {
  /// What a value is that has one of some types.
  static func common(_ types: [Type]) -> Type {
    var members: [Type] = []
    for type in types.map(\.limited) {
      switch type.form {
      case .any, .derived: return .any
      case .union(let parts): members += parts
      default: members.append(type)
      }
    }
    var seen: Set<String> = []
    members = members.filter { seen.insert($0.identity).inserted }
    // Beyond a few, nothing useful can be said.
    return members.count > 20
      ? Type(kinds: members.reduce([]) { $0.union($1.kinds) }) : Type.union(members).limited
  }

  /// Itself, or only its kind when it is made of so many types that following them all would take long: values
  /// that share parts can be small in the source and endless to describe.
  var limited: Type { size > 2_000 ? Type(kinds: kinds) : self }

  /// What is the same for types that are the same.
  private var identity: String { resource?.qualifiedName ?? resolved.description }

  /// What remains known when the value, or a part of it, may become another of its kind.
  var widened: Type {
    switch form {
    case .literal(let value): Type(kinds: TypeSet(value.type))
    case .list, .map, .object: Type(kinds: kinds)
    case .union(let members): .common(members.map(\.widened))
    case .optional(let type): .common([type.widened, .null])
    default: self
    }
  }

  /// What is the same for values like it: the kinds of what is written out.
  var generalized: Type {
    replacing { part in
      switch part.form {
      case .literal: part.widened
      case .union(let members): .common(members.map(\.generalized))
      case .optional, .map, .stream, .function: part
      default: nil
      }
    }
  }

  /// What it is if it is not null.
  package var withoutNull: Type {
    switch form {
    case .optional(let type): type.withoutNull
    case .named(let type) where allowsNull: type.definition.withoutNull
    case .union(let members): .common(members.filter { $0.kinds != .null }.map(\.withoutNull))
    default: self
    }
  }

  /// What it may be apart from null; a type that is no union is the only one.
  var members: [Type] {
    if case .union(let members) = resolved.form {
      members.flatMap(\.members)
    } else {
      [withoutNull]
    }
  }

  /// Whether it has no other fields than those that are known.
  var hasOnlyKnownFields: Bool {
    switch core.form {
    case .resource: true
    case .object(let object): !object.isOpen
    default: false
    }
  }

  /// Whether nothing can be said of what fails with it.
  var isUnknown: Bool { isAny || kinds.isEmpty }

  /// What `for` takes from it with one name.
  package var itemOfLoop: Type {
    let items = members.map { member -> Type in
      if member.isUnknown { return .any }
      if let element = member.element { return element }
      return member.kinds == .range ? .int : member.kinds == .string ? .string : .any
    }
    return .common(items)
  }

  /// The values of its keys.
  var valueOfKeys: Type {
    switch core.form {
    case .map(let value): value
    case .object(let object) where !object.isOpen: .common(object.fields.map(\.type))
    default: .any
    }
  }

  /// The kinds that it takes, conversions included.
  private var takenKinds: TypeSet {
    switch core.form {
    case .scalar(.float): .number
    case .scalar(.secret): [.secret, .string]
    case .union(let members): members.reduce([]) { $0.union($1.takenKinds) }
    case .any, .derived: .any
    default: core.kinds
    }
  }

  /// Whether a value of another type can be of this one, as far as is known.
  func mayTake(_ other: Type, by rules: TypeRules) -> Bool {
    if isAny || other.isUnknown { return true }
    switch other.form {
    case .named(let type): return mayTake(type.definition, by: rules)
    case .union(let members): return members.contains { mayTake($0, by: rules) }
    case .optional(let type): return allowsNull || mayTake(type, by: rules)
    case .literal(let value):
      return (try? violations(of: value, by: rules, limit: 1).isEmpty) ?? true
    default: break
    }
    if allowsNull, other.kinds.contains(.null) { return true }
    guard !takenKinds.isDisjoint(with: other.kinds) else { return false }
    if let wanted = resource, let given = other.resource, rules.asksForOrigin {
      return wanted.qualifiedName == given.qualifiedName
    }
    return true
  }
}
