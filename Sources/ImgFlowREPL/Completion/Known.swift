import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import ImgFlowVendors

/// What is known about a value without computing it.
indirect enum Known: Sendable {
  /// It has been computed.
  case value(Value)
  /// A vendor's declaration says what it is.
  case declared(FieldType, Vendor)
  /// Only its type is known.
  case type(ValueType)
  /// Such items, in a list, a stream or a range.
  case sequence(of: Known)
  case callable(Callable)
  case vendor(Vendor)
  /// A built-in namespace such as `json`.
  case namespace(String)
  case nothing
}

extension Known {
  var isNothing: Bool { if case .nothing = self { true } else { false } }

  /// The type whose methods it has; nil when that is not known.
  var type: ValueType? {
    switch self {
    case .value(let value): value.type
    case .declared(let type, _): type.valueType
    case .type(let type): type
    case .sequence: .list
    case .callable: .function
    case .vendor, .namespace: .module
    case .nothing: nil
    }
  }

  /// What its items are, when it has any.
  var element: Known {
    switch self {
    case .value(let value):
      if let first = value.asList?.items.first { return .value(first) }
      return value.type == .range ? .type(.int) : value.type == .string ? .type(.string) : .nothing
    case .declared(let type, let vendor):
      switch type.withoutNull {
      case .list(let element), .stream(let element): return .declared(element, vendor)
      default: return .nothing
      }
    case .sequence(let element): return element
    case .type(.range): return .type(.int)
    case .type(.string): return .type(.string)
    default: return .nothing
    }
  }

  /// What it has under a name, be it a field or what a namespace holds.
  func member(_ name: String) -> Known {
    switch self {
    case .value(let value): return Self.field(name, of: value)
    case .declared(let type, let vendor):
      return vendor.field(name, of: type).map { .declared($0.type, vendor) } ?? .nothing
    case .vendor(let vendor): return Callable(vendor, name).map(Known.callable) ?? .nothing
    case .namespace(let namespace):
      let builtin = BuiltinCatalogue.namespace(namespace)?.first { $0.name == name }
      return builtin.map { .callable(Callable($0, named: "\(namespace).\(name)")) } ?? .nothing
    case .type, .sequence, .callable, .nothing: return .nothing
    }
  }

  /// The names of what a vendor has; none for anything else.
  var memberNames: [String] {
    switch self {
    case .vendor(let vendor):
      vendor.operations.filter { !$0.isInternal }.map(\.name)
        + vendor.functions.compactMap(\.function.name?.text)
    case .value(let value): value.asNamespace?.members.keys.sorted() ?? []
    default: []
    }
  }

  private static func field(_ name: String, of value: Value) -> Known {
    if let record = value.asRecord ?? value.asError?.fields {
      if let field = record[name] { return .value(field) }
      guard let (declared, vendor) = record.resource?.declaration(of: name) else { return .nothing }
      return .declared(declared.type, vendor)
    }
    return value.asNamespace?.members[name].map(Known.value) ?? .nothing
  }

  /// What it gives when it is called.
  var result: Known {
    switch self {
    case .callable(let callable): callable.known
    case .value(let value): Callable(value)?.known ?? .nothing
    default: .nothing
    }
  }
}

extension FieldType {
  /// The type after names and `?`.
  var withoutNull: FieldType {
    switch resolved {
    case .optional(let type), .bounded(let type, _), .matching(let type, _): type.withoutNull
    case let type: type
    }
  }

  /// The type that its values have in the language; nil when that is not known.
  var valueType: ValueType? {
    switch withoutNull {
    case .any: nil
    case .scalar(let scalar): scalar.valueType
    case .literal(let value): value.type
    case .list: .list
    case .stream: .stream
    case .object, .resource: .object
    case .union(let members):
      members.dropFirst().allSatisfy { $0.valueType == members.first?.valueType }
        ? members.first?.valueType : nil
    case .named, .optional, .bounded, .matching: nil
    }
  }
}

extension ScalarType {
  fileprivate var valueType: ValueType? {
    switch self {
    case .string, .date, .path, .file, .email, .url, .uuid: .string
    case .number: .float
    default: ValueType.allCases.first { $0.name == rawValue }
    }
  }
}

extension Vendor {
  /// A field of values of a type; nil when there is none.
  func field(_ name: String, of type: FieldType) -> ObjectField? {
    fields(of: type).first { $0.name == name }
  }

  /// The fields that values of a type have as declared.
  func fields(of type: FieldType) -> [ObjectField] {
    switch type.withoutNull {
    case .object(let object): object.fields
    case .resource(let name): resources[name]?.fields ?? []
    default: []
    }
  }
}

extension ResourceType {
  /// The vendor that declares it, with the declaration; nil for a vendor that a script declares.
  var declared: (resource: ResourceDeclaration, vendor: Vendor)? {
    let parts = name.split(separator: ".").map(String.init)
    guard parts.count == 2, let vendor = VendorShelf.vendor(parts[0]),
      let resource = vendor.resources[parts[1]]
    else { return nil }
    return (resource, vendor)
  }

  func declaration(of field: String) -> (ObjectField, Vendor)? {
    declared.flatMap { resource, vendor in resource.field(field).map { ($0, vendor) } }
  }
}
