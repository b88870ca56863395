import ImgFlowAnalysis
import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// What is known about a value without computing it.
package indirect enum Known: Sendable {
  /// It has been computed.
  case value(Value)
  /// What declarations, annotations or literals say.
  case type(Type)
  /// Items like one that has been computed, in a list.
  case sequence(of: Known)
  case callable(Callable)
  case vendor(Vendor)
  /// A built-in namespace such as `json`.
  case namespace(String)
  case nothing
}

extension Known {
  /// Whether it says nothing.
  package var isNothing: Bool {
    switch self {
    case .nothing: true
    case .type(let type): type.isAny
    case .value, .sequence, .callable, .vendor, .namespace: false
    }
  }

  /// The kind whose methods it has; nil if that is not known.
  package var kind: ValueType? {
    switch self {
    case .value(let value): value.type
    case .type(let type): type.withoutNull.onlyKind
    case .sequence: .list
    case .callable: .function
    case .vendor, .namespace: .module
    case .nothing: nil
    }
  }

  /// What its items are, when it has any.
  package var element: Known {
    switch self {
    case .value(let value) where value.asList?.count ?? 0 > 0:
      value.asList?.items.first.map(Known.value) ?? .nothing
    case .sequence(let item): item
    default: .type(type.itemOfLoop)
    }
  }

  /// What it is as far as types say it.
  package var type: Type {
    switch self {
    case .value(let value): Type(of: value)
    case .type(let type): type
    case .sequence(let item): .list(of: item.type)
    case .callable: .function
    case .vendor, .namespace, .nothing: .any
    }
  }

  /// What it has under a name, be it a field or what a namespace holds.
  package func member(_ name: String) -> Known {
    switch self {
    case .value(let value): return Self.field(name, of: value)
    case .type(let type): return type.field(name).map { .type($0.type) } ?? .nothing
    case .vendor(let vendor): return Callable(vendor, name).map(Known.callable) ?? .nothing
    case .namespace(let namespace):
      let builtin = BuiltinCatalogue.namespace(namespace)?.first { $0.name == name }
      return builtin.map { .callable(Callable($0, named: "\(namespace).\(name)")) } ?? .nothing
    case .sequence, .callable, .nothing: return .nothing
    }
  }

  /// The names of what a vendor has; none for anything else.
  package var memberNames: [String] {
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
      return record.resource?.declared?.resource.field(name).map { .type($0.type) } ?? .nothing
    }
    return value.asNamespace?.members[name].map(Known.value) ?? .nothing
  }

  /// What it gives when it is called.
  package var result: Known {
    switch self {
    case .callable(let callable): .type(callable.known)
    case .value(let value): Callable(value).map { .type($0.known) } ?? .nothing
    default: .nothing
    }
  }

  /// What a method of it gives.
  package func result(ofMethod name: String) -> Known {
    guard let kind, let builtin = BuiltinCatalogue.method(name, on: kind) else { return .nothing }
    switch builtin.result.withoutNull.form {
    case .derived(.item(of: .receiver)): return element
    case .derived(.list(.item(of: .receiver))): return .sequence(of: element)
    default: return .type(DerivedCall(receiver: type).type(builtin.result))
    }
  }
}

extension Type {
  /// What a value that has been computed is, and what its fields and items are as far as one of them says it.
  package convenience init(of value: Value) {
    if let reference = value.asRecord?.resource?.reference {
      self.init(.resource(reference))
    } else if let first = value.asList?.items.first {
      self.init(.list(Type(of: first)))
    } else if let record = value.asRecord {
      let fields = zip(record.keys, record.values).map {
        ObjectField(name: $0.text, type: Type(of: $1), isRequired: true)
      }
      self.init(.object(ObjectType(fields: fields, isOpen: true)))
    } else {
      self.init(kinds: TypeSet(value.type))
    }
  }
}

extension ResourceType {
  /// The vendor that declares it, with the declaration; nil for a vendor that a script declares.
  package var declared: (resource: ResourceDeclaration, vendor: Vendor)? {
    let parts = name.split(separator: ".").map(String.init)
    guard parts.count == 2, let vendor = BuiltInVendors[parts[0]],
      let resource = vendor.resources[parts[1]]
    else { return nil }
    return (resource, vendor)
  }

  /// What types refer to it by.
  fileprivate var reference: ResourceReference? {
    declared.flatMap { $0.vendor.references[$0.resource.name] }
  }
}

/// The types of annotations at the prompt: the resources of built-in vendors, and in a vendor's own file the
/// types that it declares.
struct ShelfTypes: TypeBuilder {
  let vendor: Vendor?

  func type(named names: [Name], in expression: TypeExpression) -> Type {
    guard let name = names.last?.text else { return .any }
    let owner = names.count == 2 ? BuiltInVendors[names[0].text] ?? vendor : vendor
    return owner?.references[name].map(Type.resource) ?? owner?.types[name].map(Type.named) ?? .any
  }

  func constant(_ expression: Expression) -> Value? { expression.constantValue }

  /// The type that an annotation means.
  static func type(_ annotation: TypeExpression, in vendor: Vendor? = nil) -> Type {
    var types = ShelfTypes(vendor: vendor)
    return types.type(annotation)
  }
}
