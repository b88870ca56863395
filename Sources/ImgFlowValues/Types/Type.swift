/// What a value can be, as a script, a vendor's declaration or a built-in says it.
///
/// A type is built once, by `TypeBuilder` or from the constants here, and then holds values against itself
/// (`accepts`, `violations`), converts them (`converted`) and describes itself.
public final class Type: Sendable {
  public let form: Form
  /// The kinds that its values have. A value of another kind is never of the type.
  public let kinds: TypeSet
  /// Whether the kind of a value says whether it is of the type.
  public let isDecidedByKind: Bool
  /// How many types it is made of, itself included. Parts that it shares count each time.
  public let size: Int

  public enum Form: Sendable {
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

  public init(_ form: Form) {
    self.form = form
    kinds = form.kinds
    isDecidedByKind = form.isDecidedByKind
    // Far below the largest int, so that sums do not overflow.
    size = min(1 << 32, form.parts.reduce(1) { $0 + $1.size })
  }
}

extension Type {
  public static let any = Type(.any)
  public static let null = Type(.scalar(.null))
  public static let bool = Type(.scalar(.bool))
  public static let int = Type(.scalar(.int))
  public static let float = Type(.scalar(.float))
  public static let number = Type(.scalar(.number))
  public static let string = Type(.scalar(.string))
  public static let bytes = Type(.scalar(.bytes))
  public static let list = Type(.scalar(.list))
  public static let object = Type(.scalar(.object))
  public static let duration = Type(.scalar(.duration))
  public static let time = Type(.scalar(.time))
  public static let function = Type(.scalar(.function))
  public static let range = Type(.scalar(.range))
  public static let stream = Type(.scalar(.stream))
  public static let error = Type(.scalar(.error))
  public static let secret = Type(.scalar(.secret))
  public static let path = Type(.scalar(.path))
  public static let file = Type(.scalar(.file))

  /// What has no values: a call of `exit` gives nothing.
  public static let never = Type(.union([]))
  /// What `for` can go through with one name.
  public static let sequence: Type = [.list, .range, .stream, .string]

  public static func literal(_ value: Value) -> Type { Type(.literal(value)) }
  public static func optional(_ type: Type) -> Type { Type(.optional(type)) }
  public static func list(of item: Type) -> Type { Type(.list(item)) }
  public static func map(of value: Type) -> Type { Type(.map(value)) }
  public static func stream(of item: Type) -> Type { Type(.stream(item)) }
  public static func resource(_ reference: ResourceReference) -> Type { Type(.resource(reference)) }
  public static func named(_ type: NamedType) -> Type { Type(.named(type)) }

  /// Either of some types; the type itself when there is one.
  public static func union(_ members: [Type]) -> Type {
    members.count == 1 ? members[0] : Type(.union(members))
  }

  /// An int within bounds.
  public static func int(_ range: ClosedRange<Int>) -> Type {
    let bounds = Bounds(
      lower: .int(range.lowerBound), upper: .int(range.upperBound), isClosed: true)
    return Type(.bounded(.int, bounds))
  }

  /// An int that is `lower` or more.
  public static func count(from lower: Int) -> Type {
    Type(.bounded(.int, Bounds(lower: .int(lower), upper: nil, isClosed: true)))
  }

  /// One of a few words.
  public static func words(_ words: [String]) -> Type {
    .union(words.map { .literal(.string($0)) })
  }

  /// An object with fields; `name?` is the name of one that may be absent.
  public static func object(_ fields: KeyValuePairs<String, Type>) -> Type {
    let fields = fields.map { key, type in
      let isOptional = key.hasSuffix("?")
      return ObjectField(
        name: isOptional ? String(key.dropLast()) : key, type: type, isRequired: !isOptional)
    }
    return Type(.object(ObjectType(fields: fields, isOpen: false)))
  }

  /// The kinds of `types`, as a type.
  public convenience init(kinds types: TypeSet) {
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

extension Type: ExpressibleByArrayLiteral {
  /// Either of some types.
  public convenience init(arrayLiteral members: Type...) { self.init(.union(members)) }
}
