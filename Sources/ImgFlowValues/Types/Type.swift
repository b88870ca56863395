/// What a value can be, as a script, a vendor's declaration or a built-in says it.
///
/// A type is built once, by `TypeBuilder` or from the constants here, and then holds values against itself
/// (`accepts`, `violations`), converts them (`converted`) and describes itself.
package final class Type: Sendable {
  package let form: Form
  /// The kinds that its values have. A value of another kind is never of the type.
  package let kinds: TypeSet
  /// Whether the kind of a value says whether it is of the type.
  package let isDecidedByKind: Bool
  /// Whether values that are of the type are converted all the same: a relative path becomes absolute.
  package let convertsAlways: Bool
  /// A quick look; nil if its values need a closer one.
  let plain: PlainCheck?
  /// How many types it is made of, itself included. Parts that it shares count each time.
  package let size: Int

  package enum Form: Sendable {
    case any
    case scalar(ScalarType)
    case literal(Value)
    /// A string that matches a regular expression.
    case matching(Type, TextPattern)
    /// A value within bounds, or a string or list of a length within them.
    case bounded(Type, Bounds)
    case optional(Type)
    case list(Type)
    /// An object with any keys, whose values have the type.
    case map(Type)
    case object(ObjectType)
    case union([Type])
    case function(FunctionType)
    /// A sequence that is asked for as it is needed.
    case stream(Type)
    /// What a vendor's operations give.
    case resource(ResourceReference)
    case named(NamedType)
    /// What the call of a built-in gives, in terms of its arguments.
    case derived(DerivedType)
  }

  package init(_ form: Form) {
    self.form = form
    kinds = form.kinds
    isDecidedByKind = form.isDecidedByKind
    convertsAlways = form.convertsAlways
    plain =
      convertsAlways
      ? nil : PlainCheck.make(form, kinds: kinds, isDecidedByKind: isDecidedByKind)
    // Far below the largest int, so that sums do not overflow.
    size = min(1 << 32, form.parts.reduce(1) { $0 + $1.size })
  }
}

extension Type {
  package static let any = Type(.any)
  package static let null = Type(.scalar(.null))
  package static let bool = Type(.scalar(.bool))
  package static let int = Type(.scalar(.int))
  package static let float = Type(.scalar(.float))
  package static let number = Type(.scalar(.number))
  package static let string = Type(.scalar(.string))
  package static let bytes = Type(.scalar(.bytes))
  package static let list = Type(.scalar(.list))
  package static let object = Type(.scalar(.object))
  package static let duration = Type(.scalar(.duration))
  package static let time = Type(.scalar(.time))
  package static let period = Type(.scalar(.period))
  package static let function = Type(.scalar(.function))
  package static let range = Type(.scalar(.range))
  package static let stream = Type(.scalar(.stream))
  package static let error = Type(.scalar(.error))
  package static let secret = Type(.scalar(.secret))
  package static let path = Type(.scalar(.path))
  package static let file = Type(.scalar(.file))

  /// What has no values: a call of `exit` gives nothing.
  package static let never = Type(.union([]))
  /// What `for` can go through with one name.
  package static let sequence: Type = [.list, .range, .stream, .string]

  package static func literal(_ value: Value) -> Type { Type(.literal(value)) }
  package static func optional(_ type: Type) -> Type { Type(.optional(type)) }
  package static func list(of item: Type) -> Type { Type(.list(item)) }
  package static func map(of value: Type) -> Type { Type(.map(value)) }
  package static func stream(of item: Type) -> Type { Type(.stream(item)) }
  package static func resource(_ reference: ResourceReference) -> Type {
    Type(.resource(reference))
  }
  package static func named(_ type: NamedType) -> Type { Type(.named(type)) }

  /// Either of some types; the type itself when there is one.
  package static func union(_ members: [Type]) -> Type {
    members.count == 1 ? members[0] : Type(.union(members))
  }

  /// An int within bounds.
  package static func int(_ range: ClosedRange<Int>) -> Type {
    let bounds = Bounds(
      lower: .int(range.lowerBound), upper: .int(range.upperBound), isClosed: true)
    return Type(.bounded(.int, bounds))
  }

  /// An int that is `lower` or more.
  package static func count(from lower: Int) -> Type {
    Type(.bounded(.int, Bounds(lower: .int(lower), upper: nil, isClosed: true)))
  }

  /// One of a few words.
  package static func words(_ words: [String]) -> Type {
    .union(words.map { .literal(.string($0)) })
  }

  /// An object with fields; `name?` is the name of one that may be absent.
  package static func object(_ fields: KeyValuePairs<String, Type>) -> Type {
    let fields = fields.map { key, type in
      let isOptional = key.hasSuffix("?")
      return ObjectField(
        name: isOptional ? String(key.dropLast()) : key, type: type, isRequired: !isOptional)
    }
    return Type(.object(ObjectType(fields: fields, isOpen: false)))
  }

  /// The kinds of `types`, as a type.
  package convenience init(kinds types: TypeSet) {
    if types == .any {
      self.init(.any)
    } else if types == .number {
      self.init(.scalar(.number))
    } else {
      let members = ValueType.allCases.filter { types.contains(TypeSet($0)) }
        .compactMap { ScalarType(rawValue: $0.name) }
      self.init(
        members.count == 1 ? .scalar(members[0]) : .union(members.map { Type(.scalar($0)) }))
    }
  }
}

extension Type.Form {
  /// The types that it is made of.
  fileprivate var parts: [Type] {
    switch self {
    case .any, .scalar, .literal, .resource, .derived: []
    case .matching(let type, _), .bounded(let type, _), .optional(let type), .list(let type),
      .map(let type), .stream(let type):
      [type]
    case .object(let object): object.fields.map(\.type)
    case .union(let members): members
    case .function(let function): function.parameters + [function.result]
    case .named(let type): [type.definition]
    }
  }

  fileprivate var kinds: TypeSet {
    switch self {
    case .any, .derived: .any
    case .scalar(let scalar): scalar.kinds
    case .literal(let value): value.isNumber ? .number : TypeSet(value.type)
    case .matching(let type, _), .bounded(let type, _): type.kinds
    case .optional(let type): type.kinds.union(.null)
    case .list: .list
    case .map, .object, .resource: .object
    case .union(let members): members.reduce([]) { $0.union($1.kinds) }
    case .function: .function
    case .stream: .stream
    case .named(let type): type.definition.kinds
    }
  }

  fileprivate var isDecidedByKind: Bool {
    switch self {
    case .any, .function, .stream, .derived: true
    case .scalar(let scalar): scalar.isDecidedByKind
    case .optional(let type): type.isDecidedByKind
    case .union(let members): members.allSatisfy(\.isDecidedByKind)
    case .named(let type): type.alsoAccepted == nil && type.definition.isDecidedByKind
    case .literal, .matching, .bounded, .list, .map, .object, .resource: false
    }
  }
}

extension Type.Form {
  fileprivate var convertsAlways: Bool {
    switch self {
    case .scalar(let scalar): scalar.isPath
    case .any, .literal, .function, .resource, .derived: false
    case .matching(let type, _), .bounded(let type, _), .optional(let type), .list(let type),
      .map(let type), .stream(let type):
      type.convertsAlways
    case .object(let object): object.fields.contains { $0.type.convertsAlways }
    case .union(let members): members.contains { $0.convertsAlways }
    case .named(let type): type.definition.convertsAlways
    }
  }
}

extension Type: ExpressibleByArrayLiteral {
  /// Either of some types.
  package convenience init(arrayLiteral members: Type...) { self.init(.union(members)) }
}
