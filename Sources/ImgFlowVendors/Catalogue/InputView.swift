import ImgFlowValues

/// What a request says, by the types that it is declared with: null where nothing may be null says as
/// little as leaving it out, and is left out.
public struct InputView: Sendable {
  private let resources: [String: ResourceDeclaration]

  public init(_ vendor: Vendor) { resources = vendor.resources }

  /// A part of a request, such as a field or an argument; nil when it says nothing.
  public func part(_ value: Value, _ type: FieldType) throws -> Value? {
    if value.isNull { return type.allowsNull ? value : nil }
    return try view(value, type)
  }

  /// A value without the fields that say nothing; what has none is the same value still.
  public func view(_ value: Value, _ type: FieldType) throws -> Value {
    switch type.resolved {
    case .optional(let inner), .bounded(let inner, _): return try view(value, inner)
    case .list(let element):
      guard let list = value.asList, list.items.contains(where: { $0.isContainer }) else {
        return value
      }
      return try .list(list.items.map { try view($0, element) })
    case .object(let object): return try view(value, object.fields)
    case .resource(let name): return try view(value, resources[name]?.fields ?? [])
    case .union(let members):
      return try members.first { $0.holds(value) }.map { try view(value, $0) } ?? value
    case .any, .scalar, .literal, .matching, .stream, .named: return value
    }
  }

  private func view(_ value: Value, _ fields: [ObjectField]) throws -> Value {
    guard let record = value.asRecord else { return value }
    let copy = try record.copy()
    for field in fields {
      for name in field.names {
        guard let given = record[name] else { continue }
        if let part = try part(given, field.type) {
          try copy.set(name, part)
        } else {
          _ = copy.remove(StringObject(name))
        }
      }
    }
    return .heap(copy)
  }
}

extension Value {
  /// Whether it can have fields, or items with fields.
  fileprivate var isContainer: Bool { type == .object || type == .list }
}

extension FieldType {
  /// Whether a container can be of this type, going by its kind alone.
  fileprivate func holds(_ value: Value) -> Bool {
    switch resolved {
    case .object, .resource: value.type == .object
    case .list: value.type == .list
    case .optional(let inner), .bounded(let inner, _): inner.holds(value)
    default: false
    }
  }
}
