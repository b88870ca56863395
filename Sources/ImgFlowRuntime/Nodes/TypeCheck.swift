import ImgFlowSyntax
import ImgFlowValues

/// A type annotation that can check values, and convert them in the three ways that crossing one may:
/// an int to `float` when exact, a string to `secret`, a string to `path` or `file`.
class TypeCheck: @unchecked Sendable {
  /// The type as it was written.
  let text: String

  init(_ text: String) { self.text = text }

  /// Whether a value is of the type, without converting it.
  func accepts(_ value: Value) -> Bool { true }

  /// Whether a value that is written out can be of the type, once it is converted.
  func mayTake(_ literal: Value) -> Bool { accepts(literal) }

  /// The value as the type wants it, or nil when it is not of the type.
  func converted(_ value: Value, _ e: Evaluator) throws -> Value? { accepts(value) ? value : nil }

  /// The value as the type wants it.
  ///
  /// - Throws: a `type` error at `range` that names `what` was of the wrong type.
  func convert(_ value: Value, _ e: Evaluator, at range: SourceRange, what: String) throws -> Value
  {
    do {
      if let result = try converted(value, e) { return result }
    } catch { throw RuntimeError.located(error, at: range) }
    throw RuntimeError(
      ValueError(.type, "\(what) must be \(text), but is \(value.described)"), at: range)
  }
}

final class SetTypeCheck: TypeCheck, @unchecked Sendable {
  let types: TypeSet

  init(_ types: TypeSet, _ text: String) {
    self.types = types
    super.init(text)
  }

  override func accepts(_ value: Value) -> Bool { types.accepts(value) }
}

final class FloatTypeCheck: TypeCheck, @unchecked Sendable {
  override func accepts(_ value: Value) -> Bool { value.type == .float }

  override func mayTake(_ literal: Value) -> Bool { literal.isNumber }

  override func converted(_ value: Value, _ e: Evaluator) throws -> Value? {
    if accepts(value) { return value }
    guard let number = value.asInt, Int(exactly: Double(number)) == number else { return nil }
    return .float(Double(number))
  }
}

final class SecretTypeCheck: TypeCheck, @unchecked Sendable {
  override func accepts(_ value: Value) -> Bool { value.type == .secret }

  override func mayTake(_ literal: Value) -> Bool { literal.type == .string }

  override func converted(_ value: Value, _ e: Evaluator) throws -> Value? {
    if accepts(value) { return value }
    guard let text = value.asString else { return nil }
    e.interpreter.redactor.register(text)
    return .heap(SecretObject(text))
  }
}

/// `path` and `file`: strings that are made absolute; a `file` must exist.
final class PathTypeCheck: TypeCheck, @unchecked Sendable {
  let mustExist: Bool

  init(mustExist: Bool) {
    self.mustExist = mustExist
    super.init(mustExist ? "file" : "path")
  }

  /// No path is empty: joined to the current folder, an empty text would silently mean that folder.
  override func accepts(_ value: Value) -> Bool {
    value.asStringObject.map { !$0.text.isEmpty } ?? false
  }

  override func converted(_ value: Value, _ e: Evaluator) throws -> Value? {
    guard accepts(value), let text = value.asString else { return nil }
    // Standard input is where it is.
    if text == "-" { return value }
    let files = e.host.files
    let path = try files.absolute(text)
    if mustExist, try !files.exists(path) {
      throw ValueError(
        .io, "there is no file at \(path)",
        help: "relative paths start at the current folder; `here(…)` is a path beside the script")
    }
    return .string(path)
  }
}

final class OptionalTypeCheck: TypeCheck, @unchecked Sendable {
  let inner: TypeCheck

  init(_ inner: TypeCheck, _ text: String) {
    self.inner = inner
    super.init(text)
  }

  override func accepts(_ value: Value) -> Bool { value.isNull || inner.accepts(value) }

  override func mayTake(_ literal: Value) -> Bool { literal.isNull || inner.mayTake(literal) }

  override func converted(_ value: Value, _ e: Evaluator) throws -> Value? {
    value.isNull ? value : try inner.converted(value, e)
  }
}

final class UnionTypeCheck: TypeCheck, @unchecked Sendable {
  let members: [TypeCheck]

  init(_ members: [TypeCheck], _ text: String) {
    self.members = members
    super.init(text)
  }

  override func accepts(_ value: Value) -> Bool { members.contains { $0.accepts(value) } }

  override func mayTake(_ literal: Value) -> Bool { members.contains { $0.mayTake(literal) } }

  override func converted(_ value: Value, _ e: Evaluator) throws -> Value? {
    if accepts(value) { return value }
    for member in members {
      if let result = try member.converted(value, e) { return result }
    }
    return nil
  }
}

final class LiteralTypeCheck: TypeCheck, @unchecked Sendable {
  let value: Value

  init(_ value: Value, _ text: String) {
    self.value = value
    super.init(text)
  }

  override func accepts(_ value: Value) -> Bool { Value.equals(value, self.value) }
}

final class ListTypeCheck: TypeCheck, @unchecked Sendable {
  let element: TypeCheck

  init(_ element: TypeCheck, _ text: String) {
    self.element = element
    super.init(text)
  }

  override func accepts(_ value: Value) -> Bool {
    value.asList?.items.allSatisfy(element.accepts) ?? false
  }

  override func mayTake(_ literal: Value) -> Bool {
    literal.asList?.items.allSatisfy(element.mayTake) ?? false
  }

  override func converted(_ value: Value, _ e: Evaluator) throws -> Value? {
    guard let items = value.asList?.items else { return nil }
    if items.allSatisfy(element.accepts), !(element is PathTypeCheck) { return value }
    var results: [Value] = []
    for item in items {
      guard let result = try element.converted(item, e) else { return nil }
      results.append(result)
    }
    return try .list(results)
  }
}

final class ObjectTypeCheck: TypeCheck, @unchecked Sendable {
  struct Field {
    let key: StringObject
    let check: TypeCheck
    let isOptional: Bool
  }

  let fields: [Field]

  init(_ fields: [Field], _ text: String) {
    self.fields = fields
    super.init(text)
  }

  override func accepts(_ value: Value) -> Bool {
    guard let record = value.asRecord else { return false }
    return fields.allSatisfy { field in
      record[field.key].map(field.check.accepts) ?? field.isOptional
    }
  }

  override func mayTake(_ literal: Value) -> Bool {
    guard let record = literal.asRecord else { return false }
    return fields.allSatisfy { field in
      record[field.key].map(field.check.mayTake) ?? field.isOptional
    }
  }

  override func converted(_ value: Value, _ e: Evaluator) throws -> Value? {
    guard let record = value.asRecord else { return nil }
    if accepts(value) { return value }
    let result = try record.copy()
    for field in fields {
      guard let present = record[field.key] else {
        if field.isOptional { continue }
        return nil
      }
      guard let converted = try field.check.converted(present, e) else { return nil }
      try result.set(field.key, converted)
    }
    return .heap(result)
  }
}

/// `int(1...100)`, `[T](1...)`: a type with bounds for its value or its length.
final class BoundedTypeCheck: TypeCheck, @unchecked Sendable {
  let inner: TypeCheck
  let lower: Value?
  let upper: Value?
  let isClosed: Bool

  init(_ inner: TypeCheck, lower: Value?, upper: Value?, isClosed: Bool, _ text: String) {
    self.inner = inner
    self.lower = lower
    self.upper = upper
    self.isClosed = isClosed
    super.init(text)
  }

  override func accepts(_ value: Value) -> Bool { inner.accepts(value) && isWithin(value) }

  override func mayTake(_ literal: Value) -> Bool { inner.mayTake(literal) && isWithin(literal) }

  override func converted(_ value: Value, _ e: Evaluator) throws -> Value? {
    guard let result = try inner.converted(value, e), isWithin(result) else { return nil }
    return result
  }

  private func isWithin(_ value: Value) -> Bool {
    let measure: Value =
      switch value.type {
      case .list: .int(value.asList?.items.count ?? 0)
      case .string: .int(value.asStringObject?.length ?? 0)
      default: value
      }
    if let lower, (try? Value.compare(measure, lower)).map({ $0 < 0 }) ?? true { return false }
    guard let upper else { return true }
    guard let order = try? Value.compare(measure, upper) else { return false }
    return isClosed ? order <= 0 : order < 0
  }
}

/// `expoze.Job`: an object that came from this resource of a vendor.
final class ResourceTypeCheck: TypeCheck, @unchecked Sendable {
  override func accepts(_ value: Value) -> Bool { value.asRecord?.resource?.name == text }
}
