import ImgFlowSyntax
import ImgFlowValues

/// A pattern that can take a value apart.
///
/// The value stays where it is, and is read without counting references: the caller keeps it until
/// the pattern is done, whatever the defaults in it and the names that it binds change.
///
/// Sendable: a pattern is immutable once built.
class PatternNode: @unchecked Sendable {
  let range: SourceRange

  init(_ range: SourceRange) { self.range = range }

  /// Binds the pattern's names when the value fits; says whether it did.
  func matches(_ place: UnsafePointer<Value>, _ e: Evaluator, _ slots: Slots) throws -> Bool {
    true
  }

  /// Binds the pattern's names, or throws an error that says what does not fit.
  func destructure(_ place: UnsafePointer<Value>, _ e: Evaluator, _ slots: Slots) throws {
    if try !matches(place, e, slots) {
      throw failure(.type, "\(place.pointee.described) does not match the pattern `\(range.text)`")
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

  override func matches(
    _ place: UnsafePointer<Value>, _ e: Evaluator, _ slots: Slots
  ) throws -> Bool {
    binding.bind(place.copy(), e, slots)
    return true
  }

  override func destructure(
    _ place: UnsafePointer<Value>, _ e: Evaluator, _ slots: Slots
  ) throws {
    binding.bind(place.copy(), e, slots)
  }

  override var plainBinding: Binding { binding }
}

/// `400...499`.
final class RangePattern: PatternNode, @unchecked Sendable {
  private let lower: Operand
  private let upper: Operand
  private let isClosed: Bool

  init(_ lower: Node, _ upper: Node, isClosed: Bool, _ range: SourceRange) {
    self.lower = Operand(lower)
    self.upper = Operand(upper)
    self.isClosed = isClosed
    super.init(range)
  }

  override func matches(
    _ place: UnsafePointer<Value>, _ e: Evaluator, _ slots: Slots
  ) throws -> Bool {
    if case .int(let number) = place.pointee, let low = lower.int(slots),
      let high = upper.int(slots)
    {
      return number >= low && (isClosed ? number <= high : number < high)
    }
    let (start, end) = (try lower.evaluate(e, slots), try upper.evaluate(e, slots))
    let value = place.pointee
    guard let low = try? Value.compare(value, start), let high = try? Value.compare(value, end)
    else {
      return false
    }
    return low >= 0 && (isClosed ? high <= 0 : high < 0)
  }
}

/// `a | b`.
final class AlternativesPattern: PatternNode, @unchecked Sendable {
  let patterns: KeptList<PatternNode>

  init(_ patterns: [PatternNode], _ range: SourceRange) {
    self.patterns = KeptList(patterns)
    super.init(range)
  }

  override func matches(
    _ place: UnsafePointer<Value>, _ e: Evaluator, _ slots: Slots
  ) throws -> Bool {
    for index in 0..<patterns.count {
      if try patterns.use(index, { try $0.matches(place, e, slots) }) { return true }
    }
    return false
  }
}

/// `is T`, `name is T`.
final class TypePattern: PatternNode, @unchecked Sendable {
  private let type: Type
  /// The kinds of values that have the type, when nothing else matters.
  private let kinds: TypeSet
  private let binding: Binding

  init(_ type: Type, _ binding: Binding, _ range: SourceRange) {
    self.type = type
    self.binding = binding
    kinds = .accepted(by: type)
    super.init(range)
  }

  override func matches(
    _ place: UnsafePointer<Value>, _ e: Evaluator, _ slots: Slots
  ) throws -> Bool {
    guard try kinds.contains(TypeSet(place.type)) || type.accepts(place.pointee) else {
      return false
    }
    binding.bind(place.copy(), e, slots)
    return true
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

    /// Runs `body` with where the value of the field is, or its default; nil if there is neither.
    @inline(__always)
    func use<T>(
      in record: RecordObject, _ e: Evaluator, _ slots: Slots,
      _ body: (UnsafePointer<Value>) throws -> T
    ) throws -> T? {
      if let place = cache.place(of: key, in: record) { return try body(place) }
      let hidden = record.hasSharedShape ? nil : record[key]
      guard let value = try hidden ?? standIn(in: record, e, slots) else { return nil }
      return try withUnsafePointer(to: value, body)
    }

    /// What the field has for its value if it is not there; nil if it has to be there.
    private func standIn(
      in record: RecordObject, _ e: Evaluator, _ slots: Slots
    ) throws -> Value? {
      if let value = try defaultValue?.evaluate(e, slots) { return value }
      return record.resource?.optionalFields.contains(key.text) == true ? .null : nil
    }
  }

  let fields: KeptList<Field>
  let rest: Binding?
  private let others = RemainingKeys()

  init(_ fields: [Field], rest: Binding?, _ range: SourceRange) {
    self.fields = KeptList(fields)
    self.rest = rest
    super.init(range)
  }

  override func matches(
    _ place: UnsafePointer<Value>, _ e: Evaluator, _ slots: Slots
  ) throws -> Bool {
    try withFields(of: place) { record in
      for index in 0..<fields.count {
        let fits = try fields.use(index) { field in
          try field.use(in: record, e, slots) { try field.pattern.matches($0, e, slots) }
        }
        guard fits == true else { return false }
      }
      try bindRest(record, e, slots)
      return true
    } ?? false
  }

  override func destructure(
    _ place: UnsafePointer<Value>, _ e: Evaluator, _ slots: Slots
  ) throws {
    let isObject: Void? = try withFields(of: place) { record in
      for index in 0..<fields.count {
        try fields.use(index) { field in
          let isDone: Void? = try field.use(in: record, e, slots) {
            try field.pattern.destructure($0, e, slots)
          }
          if isDone == nil { throw RuntimeError(missing(field, in: record), at: field.range) }
        }
      }
      try bindRest(record, e, slots)
    }
    if isObject == nil {
      throw failure(
        .type,
        "only an object can be taken apart with `{…}`, but this is \(place.pointee.described)")
    }
  }

  /// Runs `body` with an object, or the fields of an error; nil for anything else.
  @inline(__always)
  private func withFields<T>(
    of place: UnsafePointer<Value>, _ body: (RecordObject) throws -> T
  ) throws -> T? {
    try place.withRecord(body) ?? place.pointee.asError.map { try body($0.fields) }
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
    try Memory.claim(values: record.count)
    let others = self.others.object(from: record) { key in
      (0..<fields.count).contains { fields.use($0) { $0.key.hasText(of: key) } }
    }
    rest.bind(.heap(others), e, slots)
  }
}
