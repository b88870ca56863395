// What a type says about the values that have it, and about their parts.
extension Type {
  /// The type after names of types.
  package var resolved: Type {
    if case .named(let type) = form { type.definition.resolved } else { self }
  }

  /// The type after names, bounds, patterns and `?`.
  package var core: Type {
    switch form {
    case .named(let type): type.definition.core
    case .optional(let type), .bounded(let type, _), .matching(let type, _): type.core
    default: self
    }
  }

  /// Whether nothing is known of its values.
  package var isAny: Bool {
    switch core.form {
    case .any, .derived: true
    default: false
    }
  }

  /// Whether null is one of its values.
  package var allowsNull: Bool { kinds.contains(.null) }

  /// The values of an enum, in the order of the declaration; empty for everything else.
  package var alternatives: [Value] {
    switch resolved.form {
    case .literal(let value): [value]
    case .union(let members): members.flatMap(\.alternatives)
    case .optional(let type): type.alternatives
    default: []
    }
  }

  /// The scalar at the bottom of names, bounds and `?`; nil for everything else.
  package var scalar: ScalarType? {
    if case .scalar(let scalar) = core.form { scalar } else { nil }
  }

  /// The fields that its values have as declared; nil for what has no fields that are known.
  package var fields: [ObjectField]? {
    switch core.form {
    case .object(let object): object.fields
    case .resource(let reference): reference.fields
    default: nil
    }
  }

  package func field(_ name: String) -> ObjectField? { fields?.first { $0.name == name } }

  /// The type of the items of a list or stream; nil for everything else.
  package var element: Type? {
    switch core.form {
    case .list(let item), .stream(let item): item
    default: nil
    }
  }

  /// The resource that its values are; nil for everything else.
  package var resource: ResourceReference? {
    if case .resource(let reference) = core.form { reference } else { nil }
  }
}
