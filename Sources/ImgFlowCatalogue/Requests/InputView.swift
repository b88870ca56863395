import ImgFlowValues

// What a request says, by the types that it is declared with: a null that is not allowed means the same as a
// missing value, and is left out.
extension Type {
  /// A part of a request, such as a field or an argument; nil if it says nothing.
  package func said(_ value: Value) throws -> Value? {
    if value.isNull { return allowsNull ? value : nil }
    return try withoutUnsaid(value)
  }

  /// A value without the fields that say nothing; one without such fields is returned unchanged.
  package func withoutUnsaid(_ value: Value) throws -> Value {
    switch core.form {
    case .list(let element):
      guard let list = value.asList, list.items.contains(where: { $0.isContainer }) else {
        return value
      }
      return try .list(list.items.map { try element.withoutUnsaid($0) })
    case .object, .resource: return try Self.withoutUnsaid(value, fields ?? [])
    case .union(let members):
      return try members.first { $0.holds(value) }.map { try $0.withoutUnsaid(value) } ?? value
    case .any, .scalar, .literal, .matching, .bounded, .optional, .map, .function, .stream, .named,
      .derived:
      return value
    }
  }

  private static func withoutUnsaid(_ value: Value, _ fields: [ObjectField]) throws -> Value {
    guard let record = value.asRecord else { return value }
    let copy = try record.copy()
    for field in fields {
      for name in field.names {
        guard let given = record[name] else { continue }
        if let part = try field.type.said(given) {
          try copy.set(name, part)
        } else {
          _ = copy.remove(StringObject(name))
        }
      }
    }
    return .heap(copy)
  }

  /// Whether a container can be of this type, going by its kind alone.
  private func holds(_ value: Value) -> Bool {
    switch core.form {
    case .object, .resource, .list, .map: kinds.accepts(value)
    default: false
    }
  }
}

extension Value {
  /// Whether it can have fields, or items with fields.
  fileprivate var isContainer: Bool { type == .object || type == .list }
}
