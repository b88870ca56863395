import ImgFlowSyntax
import ImgFlowValues

/// A type annotation that can check values, and convert them in the three ways that crossing one may:
/// an int to `float` when exact, a string to `secret`, a string to `path` or `file`.
class TypeCheck: @unchecked Sendable {
  /// The type as it was written.
  let text: String

  init(_ text: String) { self.text = text }

  /// Whether a value is of the type, without converting it.
  ///
  /// - Throws: what a checkpoint throws.
  final func accepts(_ value: Value) throws -> Bool {
    var pass = TypeCheckPass()
    let result = accepts(value, &pass)
    try pass.finish()
    return result
  }

  /// The value as the type wants it, or nil when it is not of the type.
  ///
  /// - Throws: what a checkpoint throws; an `io` error for a file that is not there.
  final func converted(_ value: Value, _ e: Evaluator) throws -> Value? {
    var pass = TypeCheckPass()
    let result = try converted(value, e, &pass)
    try pass.finish()
    return result
  }

  /// Whether a value is of the type, as a part of what `pass` looks at.
  func accepts(_ value: Value, _ pass: inout TypeCheckPass) -> Bool { true }

  /// The value as the type wants it, as a part of what `pass` looks at.
  func converted(_ value: Value, _ e: Evaluator, _ pass: inout TypeCheckPass) throws -> Value? {
    accepts(value, &pass) ? value : nil
  }

  /// Whether a value that is written out can be of the type, once it is converted.
  func mayTake(_ literal: Value) -> Bool {
    var pass = TypeCheckPass()
    return accepts(literal, &pass)
  }

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

  override func accepts(_ value: Value, _ pass: inout TypeCheckPass) -> Bool {
    types.accepts(value)
  }
}

final class FloatTypeCheck: TypeCheck, @unchecked Sendable {
  override func accepts(_ value: Value, _ pass: inout TypeCheckPass) -> Bool {
    value.type == .float
  }

  override func mayTake(_ literal: Value) -> Bool { literal.isNumber }

  override func converted(
    _ value: Value, _ e: Evaluator, _ pass: inout TypeCheckPass
  ) throws -> Value? {
    if accepts(value, &pass) { return value }
    guard let number = value.asInt, Int(exactly: Double(number)) == number else { return nil }
    return .float(Double(number))
  }
}

final class SecretTypeCheck: TypeCheck, @unchecked Sendable {
  override func accepts(_ value: Value, _ pass: inout TypeCheckPass) -> Bool {
    value.type == .secret
  }

  override func mayTake(_ literal: Value) -> Bool { literal.type == .string }

  override func converted(
    _ value: Value, _ e: Evaluator, _ pass: inout TypeCheckPass
  ) throws -> Value? {
    if accepts(value, &pass) { return value }
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
  override func accepts(_ value: Value, _ pass: inout TypeCheckPass) -> Bool {
    value.asStringObject.map { !$0.text.isEmpty } ?? false
  }

  override func converted(
    _ value: Value, _ e: Evaluator, _ pass: inout TypeCheckPass
  ) throws -> Value? {
    guard accepts(value, &pass), let text = value.asString else { return nil }
    // Standard input is where it is.
    if text == "-" { return value }
    let files = e.host.files
    let path = try files.absolute(text)
    if mustExist, try !files.exists(path) {
      throw ValueError(
        .io, "no such file: \(path)",
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

  override func accepts(_ value: Value, _ pass: inout TypeCheckPass) -> Bool {
    value.isNull || inner.accepts(value, &pass)
  }

  override func mayTake(_ literal: Value) -> Bool { literal.isNull || inner.mayTake(literal) }

  override func converted(
    _ value: Value, _ e: Evaluator, _ pass: inout TypeCheckPass
  ) throws -> Value? {
    value.isNull ? value : try inner.converted(value, e, &pass)
  }
}

final class UnionTypeCheck: TypeCheck, @unchecked Sendable {
  let members: [TypeCheck]

  init(_ members: [TypeCheck], _ text: String) {
    self.members = members
    super.init(text)
  }

  override func accepts(_ value: Value, _ pass: inout TypeCheckPass) -> Bool {
    members.contains { $0.accepts(value, &pass) }
  }

  override func mayTake(_ literal: Value) -> Bool { members.contains { $0.mayTake(literal) } }

  override func converted(
    _ value: Value, _ e: Evaluator, _ pass: inout TypeCheckPass
  ) throws -> Value? {
    if accepts(value, &pass) { return value }
    for member in members {
      if let result = try member.converted(value, e, &pass) { return result }
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

  override func accepts(_ value: Value, _ pass: inout TypeCheckPass) -> Bool {
    Value.equals(value, self.value)
  }
}

final class ListTypeCheck: TypeCheck, @unchecked Sendable {
  let element: TypeCheck

  init(_ element: TypeCheck, _ text: String) {
    self.element = element
    super.init(text)
  }

  override func accepts(_ value: Value, _ pass: inout TypeCheckPass) -> Bool {
    guard let list = value.asList else { return false }
    return pass.fits(self, list) { pass in
      list.items.allSatisfy { pass.step() && element.accepts($0, &pass) }
    }
  }

  override func mayTake(_ literal: Value) -> Bool {
    literal.asList?.items.allSatisfy(element.mayTake) ?? false
  }

  override func converted(
    _ value: Value, _ e: Evaluator, _ pass: inout TypeCheckPass
  ) throws -> Value? {
    guard let list = value.asList else { return nil }
    if !(element is PathTypeCheck), accepts(value, &pass) { return value }
    return try pass.conversion(self, list) { pass in
      let results = ListObject.make(count: 0)
      for item in list.items {
        guard pass.step(), let result = try element.converted(item, e, &pass) else { return nil }
        try results.append(result)
      }
      return .heap(results)
    }
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

  override func accepts(_ value: Value, _ pass: inout TypeCheckPass) -> Bool {
    guard let record = value.asRecord else { return false }
    return pass.fits(self, record) { pass in
      fields.allSatisfy { field in
        pass.step()
          && (record[field.key].map { field.check.accepts($0, &pass) } ?? field.isOptional)
      }
    }
  }

  override func mayTake(_ literal: Value) -> Bool {
    guard let record = literal.asRecord else { return false }
    return fields.allSatisfy { field in
      record[field.key].map(field.check.mayTake) ?? field.isOptional
    }
  }

  override func converted(
    _ value: Value, _ e: Evaluator, _ pass: inout TypeCheckPass
  ) throws -> Value? {
    guard let record = value.asRecord else { return nil }
    if accepts(value, &pass) { return value }
    return try pass.conversion(self, record) { pass in
      let result = try record.copy()
      for field in fields {
        guard let present = record[field.key] else {
          if field.isOptional { continue }
          return nil
        }
        guard pass.step(), let converted = try field.check.converted(present, e, &pass) else {
          return nil
        }
        try result.set(field.key, converted)
      }
      return .heap(result)
    }
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

  override func accepts(_ value: Value, _ pass: inout TypeCheckPass) -> Bool {
    inner.accepts(value, &pass) && isWithin(value)
  }

  override func mayTake(_ literal: Value) -> Bool { inner.mayTake(literal) && isWithin(literal) }

  override func converted(
    _ value: Value, _ e: Evaluator, _ pass: inout TypeCheckPass
  ) throws -> Value? {
    guard let result = try inner.converted(value, e, &pass), isWithin(result) else { return nil }
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
  override func accepts(_ value: Value, _ pass: inout TypeCheckPass) -> Bool {
    value.asRecord?.resource?.name == text
  }
}
