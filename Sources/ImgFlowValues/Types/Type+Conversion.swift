/// What converting values needs from around them.
package protocol TypeSurroundings {
  /// The path as an absolute one.
  ///
  /// - Throws: `ValueError` when there is no telling.
  func absolutePath(_ path: String) throws -> String
  /// - Throws: `ValueError` when there is no file at an absolute path.
  func requireFile(at path: String) throws
  /// - Throws: `ValueError` if no folder is at an absolute path.
  func requireFolder(at path: String) throws
  /// Takes note of a text that must never be shown.
  func registerSecret(_ text: String)
}

extension Type {
  /// The value as the type wants it: an exact int for `float` becomes a float, a string for `secret` a secret,
  /// a string for `path`, `file` or `folder` an absolute path. Nil when it is not of the type.
  ///
  /// - Throws: what a checkpoint throws; a `ValueError` for a file or folder that is not there.
  package func converted(_ value: Value, in surroundings: some TypeSurroundings) throws -> Value? {
    if takesPlainly(value) { return value }
    var conversion = TypeConversion(surroundings: surroundings)
    return try conversion.converted(value, self)
  }
}

/// One conversion of a value. It converts once the parts that the value shares.
private struct TypeConversion<Surroundings: TypeSurroundings> {
  let surroundings: Surroundings
  private var known: [Key: Value?] = [:]
  private var pace = Pace()

  private struct Key: Hashable {
    let type: ObjectIdentifier
    let part: ObjectIdentifier
  }

  init(surroundings: Surroundings) { self.surroundings = surroundings }

  mutating func converted(_ value: Value, _ type: Type) throws -> Value? {
    switch type.form {
    case .any, .derived: return value
    case .scalar(let scalar): return try converted(value, scalar, type)
    case .literal, .matching, .function, .stream, .resource:
      return try type.accepts(value) ? value : nil
    case .bounded(let inner, let bounds):
      guard let result = try converted(value, inner) else { return nil }
      return result.isNull || bounds.contains(Bounds.measure(result).value) ? result : nil
    case .optional(let inner): return value.isNull ? value : try converted(value, inner)
    case .list(let element):
      guard let list = value.asList else { return nil }
      if !element.convertsAlways, try type.accepts(value) { return value }
      return try once(type, list) { try $0.converted(list, element) }
    case .map(let element):
      guard let record = value.asRecord else { return nil }
      if !element.convertsAlways, try type.accepts(value) { return value }
      return try once(type, record) { try $0.converted(record, element) }
    case .object(let object):
      guard let record = value.asRecord else { return nil }
      if !object.fields.contains(where: \.type.convertsAlways), try type.accepts(value) {
        return value
      }
      return try once(type, record) { try $0.converted(record, object) }
    case .union(let members):
      if !type.convertsAlways, try type.accepts(value) { return value }
      for member in members {
        if let result = try converted(value, member) { return result }
      }
      return nil
    case .named(let named): return try converted(value, named.definition)
    }
  }

  private func converted(_ value: Value, _ scalar: ScalarType, _ type: Type) throws -> Value? {
    switch (scalar, value) {
    case (.float, .int(let int)): return value.isExactFloat ? .float(Double(int)) : nil
    case (.secret, .heap(let string as StringObject)):
      surroundings.registerSecret(string.text)
      return .heap(SecretObject(string.text))
    case (.path, _), (.file, _), (.folder, _):
      guard let text = value.asString, !text.isEmpty else { return nil }
      // Standard input is where it is.
      if text == "-", scalar != .folder { return value }
      let path = try surroundings.absolutePath(text)
      if scalar == .file { try surroundings.requireFile(at: path) }
      if scalar == .folder { try surroundings.requireFolder(at: path) }
      return .string(path)
    default: return try type.accepts(value) ? value : nil
    }
  }

  private mutating func once(
    _ type: Type, _ part: HeapObject, _ convert: (inout Self) throws -> Value?
  ) rethrows -> Value? {
    guard part.depth > 1 else { return try convert(&self) }
    let key = Key(type: ObjectIdentifier(type), part: ObjectIdentifier(part))
    if let result = known[key] { return result }
    let result = try convert(&self)
    known[key] = .some(result)
    return result
  }

  private mutating func converted(_ list: ListObject, _ element: Type) throws -> Value? {
    let results = ListObject.make(count: 0)
    for item in list.items {
      try pace.step()
      guard let result = try converted(item, element) else { return nil }
      try results.append(result)
    }
    return .heap(results)
  }

  private mutating func converted(_ record: RecordObject, _ element: Type) throws -> Value? {
    let result = try record.copy()
    for (key, value) in zip(record.keys, record.values) {
      try pace.step()
      guard let converted = try converted(value, element) else { return nil }
      try result.set(key, converted)
    }
    return .heap(result)
  }

  private mutating func converted(_ record: RecordObject, _ object: ObjectType) throws -> Value? {
    let result = try record.copy()
    for field in object.fields {
      try pace.step()
      guard let present = record[field.key] else {
        if field.isRequired { return nil }
        continue
      }
      guard let converted = try converted(present, field.type) else { return nil }
      try result.set(field.key, converted)
    }
    return .heap(result)
  }
}
