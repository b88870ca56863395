extension Type {
  /// A value that the type admits, as a service would write it in JSON; null where none is to be found. The same one
  /// each time. Lists have one item, and fields that may be absent are.
  package var sample: Value { sample(depth: 0) }

  /// Resources may hold each other: what is nested deeper is empty.
  private static let deepest = 8

  fileprivate func sample(depth: Int) -> Value {
    switch form {
    case .any, .derived, .function: return .null
    case .scalar(let scalar): return scalar.sample
    case .literal(let value): return value
    case .matching(let type, _), .optional(let type), .stream(let type), .bounded(let type, _):
      let sample = type.sample(depth: depth)
      if case .bounded(_, let bounds) = form { return bounds.nearest(to: sample) }
      return sample
    case .list(let item):
      let items = depth < Self.deepest ? [item.sample(depth: depth + 1)] : []
      return (try? .list(items)) ?? .null
    case .map: return .heap(RecordObject())
    case .object(let object): return Self.object(object.fields, depth: depth + 1)
    case .resource(let reference): return Self.object(reference.fields, depth: depth + 1)
    case .union(let members): return members.first?.sample(depth: depth) ?? .null
    case .named(let type): return type.definition.sample(depth: depth)
    }
  }

  private static func object(_ fields: [ObjectField], depth: Int) -> Value {
    guard depth <= deepest else { return .null }
    let known = fields.filter(\.isRequired).map { field in
      (field.name, field.type.allowsNull ? .null : field.type.sample(depth: depth))
    }
    return (try? RecordObject(known)).map(Value.heap) ?? .null
  }
}

extension ScalarType {
  fileprivate var sample: Value {
    switch self {
    case .null, .function, .stream, .range, .error: .null
    case .bool: .bool(true)
    case .int: .int(1)
    case .float, .number: .float(0.5)
    case .list: (try? .list([])) ?? .null
    case .object: .heap(RecordObject())
    case .duration: .string("PT1S")
    case .period: .string("P1M")
    case .time: .string("2026-01-01T00:00:00Z")
    case .date: .string("2026-01-01")
    case .email: .string("sample@example.com")
    case .url: .string("https://example.com/sample")
    case .uuid: .string("00000000-0000-4000-8000-000000000000")
    // A token without claims, for those who look into it (RFC 7519).
    case .secret: .string("eyJhbGciOiJub25lIn0.e30.")
    case .string, .bytes, .path, .file, .folder: .string("sample")
    }
  }
}

extension Bounds {
  /// The value within the bounds that is nearest to a sample.
  fileprivate func nearest(to sample: Value) -> Value {
    if contains(Self.measure(sample).value) { return sample }
    let length = min(lower?.asInt ?? upper?.asInt ?? 0, 1000)
    switch sample {
    case .heap(is StringObject): return .string(String(repeating: "a", count: max(0, length)))
    case .heap(let list as ListObject):
      let items = list.items.first.map { Array(repeating: $0, count: max(0, length)) } ?? []
      return (try? .list(items)) ?? sample
    default: return lower ?? upper ?? sample
    }
  }
}
