import ImgFlowValues

/// Finds what in an answer is of another kind than declared. Kinds are all it looks at: services add
/// fields, leave some out and extend enums, and none of that gives a script a value of a wrong type.
struct AnswerCheck {
  let resources: [String: ResourceDeclaration]

  /// What is wrong with a value of an answer; nil when a script can use it as the declaration says.
  ///
  /// - Parameter path: where it stands in the answer: `models[0].score`; empty for all of it.
  func mismatch(of value: Value, _ type: FieldType, at path: String) -> Violation? {
    switch type {
    case .any, .stream: nil
    case .named(let type): mismatch(of: value, type.definition, at: path)
    case .optional(let inner): value.isNull ? nil : optional(value, inner, type, path)
    case .bounded(let inner, _), .matching(let inner, _): mismatch(of: value, inner, at: path)
    case .literal(let literal): check(value, value.type == literal.type, type, path)
    case .scalar(let scalar): check(value, Self.isOfKind(value, scalar), type, path)
    case .list(let element): list(value, element, type, path)
    case .object(let object): self.object(value, object.fields, type, path)
    case .resource(let name): object(value, resources[name]?.fields ?? [], type, path)
    case .union(let members): union(value, members, type, path)
    }
  }

  /// The member of a union that a value is of; nil for none. One that has all the fields that it promises
  /// is preferred, and a text stays one where it may.
  func member(_ value: Value, of members: [FieldType]) -> FieldType? {
    let possible = members.filter { mismatch(of: value, $0, at: "") == nil }
    return possible.first { isWhole(value, $0) } ?? possible.first
  }

  private func check(
    _ value: Value, _ isFine: Bool, _ type: FieldType, _ path: String
  ) -> Violation? {
    if isFine { return nil }
    return Violation(field: path, message: "must be \(type.phrase), not \(value.phrase)")
  }

  private static func isOfKind(_ value: Value, _ scalar: ScalarType) -> Bool {
    switch scalar {
    case .null: value.isNull
    case .bool: value.type == .bool
    case .int: wholeNumber(value) != nil
    case .float, .number: value.isNumber
    case .string, .path, .file, .bytes, .secret, .date, .email, .url, .uuid:
      value.type == .string
    case .time: value.asString.flatMap(time) != nil
    case .duration: value.asString.flatMap(DurationText.parse) != nil
    case .list: value.type == .list
    case .object: value.type == .object
    }
  }

  // MARK: - Parts

  private func optional(
    _ value: Value, _ inner: FieldType, _ type: FieldType, _ path: String
  ) -> Violation? {
    guard let found = mismatch(of: value, inner, at: path) else { return nil }
    return found.field == path ? check(value, false, type, path) : found
  }

  private func list(
    _ value: Value, _ element: FieldType, _ type: FieldType, _ path: String
  ) -> Violation? {
    guard let list = value.asList else { return check(value, false, type, path) }
    for (index, item) in list.items.enumerated() {
      if let found = mismatch(of: item, element, at: "\(path)[\(index)]") { return found }
    }
    return nil
  }

  private func object(
    _ value: Value, _ fields: [ObjectField], _ type: FieldType, _ path: String
  ) -> Violation? {
    guard let record = value.asRecord else { return check(value, false, type, path) }
    for field in fields {
      for name in field.names {
        guard let part = record[name], !(part.isNull && !field.isRequired) else { continue }
        let place = path.isEmpty ? name : "\(path).\(name)"
        if let found = mismatch(of: part, field.type, at: place) { return found }
      }
    }
    return nil
  }

  /// Where one member is of the value's kind, what is wrong is inside it.
  private func union(
    _ value: Value, _ members: [FieldType], _ type: FieldType, _ path: String
  ) -> Violation? {
    let found = members.compactMap { mismatch(of: value, $0, at: path) }
    guard found.count == members.count else { return nil }
    let inside = found.filter { $0.field != path }
    return inside.count == 1 ? inside[0] : check(value, false, type, path)
  }

  private func isWhole(_ value: Value, _ type: FieldType) -> Bool {
    switch type.resolved {
    case .object(let object): hasAll(object.fields, value)
    case .resource(let name): hasAll(resources[name]?.fields ?? [], value)
    case .list: value.type == .list
    default: value.type != .string || type.scalar != .int
    }
  }

  private func hasAll(_ fields: [ObjectField], _ value: Value) -> Bool {
    guard let record = value.asRecord else { return false }
    return fields.allSatisfy { field in
      !field.isRequired || field.type.allowsNull || field.names.contains { record[$0] != nil }
    }
  }
}

// What is read leniently: the texts that numbers and times come as.
extension AnswerCheck {
  /// A whole number, also one that came as `"12"` or `12.0`; nil for anything else.
  static func wholeNumber(_ value: Value) -> Int? {
    switch value {
    case .int(let int): int
    case .float(let float): Int(exactly: float)
    default: value.asString.flatMap { Int($0) }
    }
  }

  /// An instant; some services write a space where the `T` belongs.
  static func time(_ text: String) -> Int? {
    if let time = TimeText.parse(text) { return time }
    let parts = text.split(separator: " ", maxSplits: 1)
    return parts.count == 2 ? TimeText.parse("\(parts[0])T\(parts[1])") : nil
  }
}
