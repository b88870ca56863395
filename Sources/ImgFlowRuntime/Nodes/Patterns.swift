import ImgFlowSyntax
import ImgFlowValues

/// A pattern that can take a value apart.
///
/// Sendable: a pattern is immutable once built.
class PatternNode: @unchecked Sendable {
  let range: SourceRange

  init(_ range: SourceRange) { self.range = range }

  /// Binds the pattern's names when the value fits; says whether it did.
  func matches(_ value: Value, _ e: Evaluator, _ slots: Slots) throws -> Bool { true }

  /// Binds the pattern's names, or throws an error that says what does not fit.
  func destructure(_ value: Value, _ e: Evaluator, _ slots: Slots) throws {
    if try !matches(value, e, slots) {
      throw failure(.type, "\(value.described) does not match the pattern `\(range.text)`")
    }
  }

  /// The binding, when the pattern is just a name.
  var plainBinding: Binding { .none }

  func failure(_ kind: ErrorKind, _ message: String, help: String? = nil) -> RuntimeError {
    RuntimeError(ValueError(kind, message, help: help), at: range)
  }
}

/// A name, or `_`.
final class BindingPattern: PatternNode, @unchecked Sendable {
  let binding: Binding

  init(_ binding: Binding, _ range: SourceRange) {
    self.binding = binding
    super.init(range)
  }

  override func matches(_ value: Value, _ e: Evaluator, _ slots: Slots) throws -> Bool {
    binding.bind(value, e, slots)
    return true
  }

  override func destructure(_ value: Value, _ e: Evaluator, _ slots: Slots) throws {
    binding.bind(value, e, slots)
  }

  override var plainBinding: Binding { binding }
}

/// `400...499`.
final class RangePattern: PatternNode, @unchecked Sendable {
  let lower: Node
  let upper: Node
  let isClosed: Bool

  init(_ lower: Node, _ upper: Node, isClosed: Bool, _ range: SourceRange) {
    self.lower = lower
    self.upper = upper
    self.isClosed = isClosed
    super.init(range)
  }

  override func matches(_ value: Value, _ e: Evaluator, _ slots: Slots) throws -> Bool {
    let (start, end) = (try lower.evaluate(e, slots), try upper.evaluate(e, slots))
    guard let low = try? Value.compare(value, start), let high = try? Value.compare(value, end)
    else {
      return false
    }
    return low >= 0 && (isClosed ? high <= 0 : high < 0)
  }
}

/// `a | b`.
final class AlternativesPattern: PatternNode, @unchecked Sendable {
  let patterns: [PatternNode]

  init(_ patterns: [PatternNode], _ range: SourceRange) {
    self.patterns = patterns
    super.init(range)
  }

  override func matches(_ value: Value, _ e: Evaluator, _ slots: Slots) throws -> Bool {
    for pattern in patterns where try pattern.matches(value, e, slots) { return true }
    return false
  }
}

/// `is T`.
final class TypePattern: PatternNode, @unchecked Sendable {
  let type: Type

  init(_ type: Type, _ range: SourceRange) {
    self.type = type
    super.init(range)
  }

  override func matches(_ value: Value, _ e: Evaluator, _ slots: Slots) throws -> Bool {
    try type.accepts(value)
  }
}

/// `{id, status: s, note = "none", ...others}`.
final class ObjectPattern: PatternNode, @unchecked Sendable {
  /// Sendable: it is immutable but for its inline cache, which is atomic.
  final class Field: @unchecked Sendable {
    let key: StringObject
    let range: SourceRange
    let pattern: PatternNode
    let defaultValue: Node?
    private let cache = FieldCache()

    init(_ key: StringObject, _ pattern: PatternNode, defaultValue: Node?, _ range: SourceRange) {
      self.key = key
      self.pattern = pattern
      self.defaultValue = defaultValue
      self.range = range
    }

    /// The value of the field; nil if the object does not have it.
    @inline(__always)
    func value(in record: RecordObject) -> Value? {
      cache.value(of: key, in: record)
    }
  }

  let fields: KeptList<Field>
  let rest: Binding?

  init(_ fields: [Field], rest: Binding?, _ range: SourceRange) {
    self.fields = KeptList(fields)
    self.rest = rest
    super.init(range)
  }

  override func matches(_ value: Value, _ e: Evaluator, _ slots: Slots) throws -> Bool {
    guard let record = value.asRecord ?? value.asError?.fields else { return false }
    for index in 0..<fields.count {
      let fits = try fields.use(index) { field in
        guard let found = try field.value(in: record) ?? standIn(for: field, record, e, slots)
        else { return false }
        return try field.pattern.matches(found, e, slots)
      }
      if !fits { return false }
    }
    try bindRest(record, e, slots)
    return true
  }

  override func destructure(_ value: Value, _ e: Evaluator, _ slots: Slots) throws {
    guard let record = value.asRecord ?? value.asError?.fields else {
      throw failure(
        .type, "only an object can be taken apart with `{…}`, but this is \(value.described)")
    }
    for index in 0..<fields.count {
      try fields.use(index) { field in
        guard let found = try field.value(in: record) ?? standIn(for: field, record, e, slots)
        else { throw RuntimeError(missing(field, in: record), at: field.range) }
        try field.pattern.destructure(found, e, slots)
      }
    }
    try bindRest(record, e, slots)
  }

  /// What a field that is not there has for its value; nil if it has to be there.
  private func standIn(
    for field: Field, _ record: RecordObject, _ e: Evaluator, _ slots: Slots
  ) throws -> Value? {
    if let value = try field.defaultValue?.evaluate(e, slots) { return value }
    return record.resource?.optionalFields.contains(field.key.text) == true ? .null : nil
  }

  private func missing(_ field: Field, in record: RecordObject) -> ValueError {
    let name = field.key.text
    let owner = record.resource.map { "this \($0.name)" } ?? "this object"
    return ValueError(
      .key, "\(owner) has no field `\(name)`",
      advice: .later {
        NearNames.nearest(to: name, in: record.keys.map(\.text)).map { "did you mean `\($0)`?" }
          ?? "if it may be absent, give it a default with `= …`"
      })
  }

  private func bindRest(_ record: RecordObject, _ e: Evaluator, _ slots: Slots) throws {
    guard let rest else { return }
    let others = try record.copy()
    others.resource = nil
    for index in 0..<fields.count { _ = others.remove(fields[index].key) }
    rest.bind(.heap(others), e, slots)
  }
}
