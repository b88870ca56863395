import ImgFlowSyntax
import ImgFlowValues

/// Checks values against declared types: arguments before a request, and bodies in the sandbox.
///
/// Requests are not answers. What an answer may show as null, a request may leave out, and what it may
/// leave out may be null: so all that a service shows of an object can be sent back to it.
public struct TypeCheck: Sendable {
  /// Which way the values go.
  public enum Direction: Sendable {
    case request
    /// From a service that keeps to its declaration: every promised field is there.
    case answer
  }

  /// Where the values come from, which decides how types without a JSON form look.
  public enum Origin: Sendable {
    /// A script: times, durations and secrets are values of their own.
    case script
    /// A JSON text: they are strings.
    case json
  }

  let resources: [String: ResourceDeclaration]
  let origin: Origin
  let direction: Direction

  public init(vendor: Vendor, origin: Origin, direction: Direction = .request) {
    self.init(resources: vendor.resources, origin: origin, direction: direction)
  }

  init(
    resources: [String: ResourceDeclaration], origin: Origin, direction: Direction = .request
  ) {
    self.resources = resources
    self.origin = origin
    self.direction = direction
  }

  /// Returns what is wrong with `value`, the content of `field`; nothing when it has the type.
  public func violations(of value: Value, _ type: FieldType, at field: String) -> [Violation] {
    switch type {
    case .any: []
    case .named(let type): named(value, type, field)
    case .optional(let type): value.isNull ? [] : violations(of: value, type, at: field)
    case .scalar(let scalar): check(value, accepts(value, scalar), type, field)
    case .literal(let literal): check(value, Value.equals(value, literal), type, field)
    case .stream: []
    case .matching(let inner, let pattern): matching(value, inner, pattern, field)
    case .bounded(let inner, let bounds): bounded(value, inner, bounds, field)
    case .list(let element): list(value, element, field)
    case .object(let object): self.object(value, object.fields, type, field)
    case .union: union(value, type, field)
    case .resource(let name): object(value, resources[name]?.fields ?? [], type, field)
    }
  }

  /// Returns what is wrong with a part of something that may not be there at all: a field, or an
  /// argument.
  public func violations(
    ofPart value: Value?, _ type: FieldType, isRequired: Bool, at field: String
  ) -> [Violation] {
    let isNeeded = isRequired && (direction == .answer || !type.allowsNull)
    guard let value else { return isNeeded ? [.missing(field, type)] : [] }
    if value.isNull, !isNeeded, direction == .request { return [] }
    return violations(of: value, type, at: field)
  }

  private func check(
    _ value: Value, _ isFine: Bool, _ type: FieldType, _ field: String
  ) -> [Violation] {
    isFine
      ? [] : [Violation(field: field, message: "must be \(type.phrase), not \(value.phrase)")]
  }

  // MARK: - Kinds of types

  /// A pattern alone tells nobody what is meant by it: what the declaration says of the type helps.
  private func named(_ value: Value, _ type: NamedType, _ field: String) -> [Violation] {
    let found = violations(of: value, type.definition, at: field)
    if !found.isEmpty, let other = type.alsoAccepted,
      violations(of: value, other, at: field).isEmpty
    {
      return []
    }
    guard case .matching = type.definition, let documentation = type.documentation else {
      return found
    }
    let text = documentation.split(separator: "\n").joined(separator: " ")
    return found.map {
      Violation(
        field: $0.field, message: $0.message, hint: $0.hint ?? "a `\(type.name)` is: \(text)")
    }
  }

  private func accepts(_ value: Value, _ scalar: ScalarType) -> Bool {
    switch scalar {
    case .null: value.isNull
    case .bool: value.type == .bool
    case .int: value.type == .int
    case .float: value.type == .float || value.type == .int && isExactDouble(value)
    case .number: value.isNumber
    case .string, .path, .file: value.type == .string
    case .bytes: value.type == .bytes
    case .list: value.type == .list
    case .object: value.type == .object
    case .duration: isTyped(value, .duration) { DurationText.parse($0) != nil }
    case .time: isTyped(value, .time) { TimeText.parse($0) != nil }
    case .secret: isTyped(value, .secret) { _ in true } || value.type == .string
    case .date: value.asString.map(TextForm.isDate) ?? false
    case .email: value.asString.map(TextForm.isEmail) ?? false
    case .url: value.asString.map(TextForm.isURL) ?? false
    case .uuid: value.asString.map(TextForm.isUUID) ?? false
    }
  }

  private func isTyped(_ value: Value, _ type: ValueType, text isText: (String) -> Bool) -> Bool {
    switch origin {
    case .script: value.type == type
    case .json: value.asString.map(isText) ?? false
    }
  }

  private func isExactDouble(_ value: Value) -> Bool {
    guard case .int(let int) = value else { return false }
    return Int(exactly: Double(int)) == int
  }

  private func bounded(
    _ value: Value, _ type: FieldType, _ bounds: Bounds, _ field: String
  ) -> [Violation] {
    let found = violations(of: value, type, at: field)
    guard found.isEmpty else { return found }
    let (number, unit): (Double?, String) =
      switch value {
      case .heap(let string as StringObject): (Double(string.length), " characters long")
      case .heap(let list as ListObject): (Double(list.items.count), " items long")
      case .heap(let secret as SecretObject): (Double(secret.text.count), " characters long")
      default: (value.asDouble, "")
      }
    guard let number, !bounds.contains(number) else { return [] }
    if number == 0, !unit.isEmpty, bounds.lower == 1 {
      return [Violation(field: field, message: "must not be empty")]
    }
    let what = unit.isEmpty ? value.shortDescription() : Bounds.text(number)
    return [Violation(field: field, message: "must be \(bounds.phrase)\(unit), not \(what)")]
  }

  private func matching(
    _ value: Value, _ type: FieldType, _ pattern: TextPattern, _ field: String
  ) -> [Violation] {
    let found = violations(of: value, type, at: field)
    guard found.isEmpty, let text = value.asString, !pattern.matches(text) else { return found }
    return [
      Violation(
        field: field,
        message: "must match '\(pattern.text)', which \(value.shortDescription()) does not")
    ]
  }

  private func list(_ value: Value, _ element: FieldType, _ field: String) -> [Violation] {
    guard let list = value.asList else { return check(value, false, .list(element), field) }
    return list.items.enumerated().flatMap { index, item in
      violations(of: item, element, at: "\(field)[\(index)]")
    }
  }

  private func object(
    _ value: Value, _ fields: [ObjectField], _ type: FieldType, _ field: String
  ) -> [Violation] {
    guard let record = value.asRecord else { return check(value, false, type, field) }
    return fields.flatMap { declared -> [Violation] in
      let path = field.isEmpty ? declared.name : "\(field).\(declared.name)"
      let value = declared.names.lazy.compactMap { record[$0] }.first
      return violations(ofPart: value, declared.type, isRequired: declared.isRequired, at: path)
    }
  }

  private func union(_ value: Value, _ type: FieldType, _ field: String) -> [Violation] {
    guard case .union(let members) = type else { return [] }
    guard members.allSatisfy({ !violations(of: value, $0, at: field).isEmpty }) else { return [] }
    let names = type.alternatives.compactMap(\.asString)
    guard let text = value.asString, let near = NearNames.nearest(to: text, in: names) else {
      return check(value, false, type, field)
    }
    return [
      Violation(
        field: field, message: "must be \(type.phrase), not \(value.phrase)",
        hint: "did you mean \"\(near)\"?")
    ]
  }
}

extension Violation {
  static func missing(_ field: String, _ type: FieldType) -> Violation {
    Violation(field: field, message: "is required (\(type))")
  }
}
