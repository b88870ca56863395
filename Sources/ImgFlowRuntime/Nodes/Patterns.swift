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

/// `200`, `"done"`, `null`.
final class LiteralPattern: PatternNode, @unchecked Sendable {
  let literal: Node

  init(_ literal: Node) {
    self.literal = literal
    super.init(literal.range)
  }

  override func matches(_ value: Value, _ e: Evaluator, _ slots: Slots) throws -> Bool {
    let expected = try literal.evaluate(e, slots)
    do { return try Value.areEqual(value, expected) } catch {
      throw RuntimeError.located(error, at: range)
    }
  }
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

/// `[first, second, ...rest, last]`.
final class ListPattern: PatternNode, @unchecked Sendable {
  struct Element {
    let pattern: PatternNode
    let defaultValue: Node?
  }

  let elements: [Element]
  let rest: Binding?
  let after: [Element]

  init(_ elements: [Element], rest: Binding?, after: [Element], _ range: SourceRange) {
    self.elements = elements
    self.rest = rest
    self.after = after
    super.init(range)
  }

  override func matches(_ value: Value, _ e: Evaluator, _ slots: Slots) throws -> Bool {
    guard let items = value.asList?.items, fits(items.count) else { return false }
    return try bind(items, e, slots) { try $0.matches($1, e, slots) }
  }

  override func destructure(_ value: Value, _ e: Evaluator, _ slots: Slots) throws {
    guard let items = value.asList?.items else {
      throw failure(
        .type, "only a list can be taken apart with `[…]`, but this is \(value.described)")
    }
    guard fits(items.count) else {
      let expected = rest == nil ? elements.count : required
      let least = rest == nil ? "" : "at least "
      throw failure(
        .index,
        "the pattern takes \(least)\(Quantity.of(expected, "element")), "
          + "but the list has \(items.count)",
        help: rest == nil && items.count > elements.count
          ? "end it with `...` to ignore the rest" : nil)
    }
    _ = try bind(items, e, slots) { pattern, item in
      try pattern.destructure(item, e, slots)
      return true
    }
  }

  private var required: Int {
    elements.count { $0.defaultValue == nil } + after.count
  }

  private func fits(_ count: Int) -> Bool {
    count >= required && (rest != nil || count <= elements.count + after.count)
  }

  private func bind(
    _ items: ContainedValues, _ e: Evaluator, _ slots: Slots,
    _ body: (PatternNode, Value) throws -> Bool
  ) throws -> Bool {
    let front = min(elements.count, items.count - after.count)
    for (index, element) in elements.enumerated() {
      let item =
        index < front ? items[index] : try element.defaultValue?.evaluate(e, slots) ?? .null
      guard try body(element.pattern, item) else { return false }
    }
    let middle = items[front..<(items.count - after.count)]
    if let rest { rest.bind(try .list(Array(middle)), e, slots) }
    for (element, item) in zip(after, items.suffix(after.count)) {
      guard try body(element.pattern, item) else { return false }
    }
    return true
  }
}

/// `match v { … }`.
final class MatchNode: Node, @unchecked Sendable {
  struct Arm {
    let pattern: Kept<PatternNode>
    let condition: Kept<Node>?
    let body: Kept<Node>

    init(_ pattern: PatternNode, condition: Node?, _ body: Node) {
      self.pattern = Kept(pattern)
      self.condition = condition.map(Kept.init)
      self.body = Kept(body)
    }
  }

  let subject: Node
  let arms: [Arm]

  init(_ subject: Node, _ arms: [Arm], _ range: SourceRange) {
    self.subject = subject
    self.arms = arms
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    try body(e, slots).use { try $0.evaluate(e, slots) }
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    try body(e, slots).use { try $0.execute(e, slots) }
  }

  override func finish(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    try body(e, slots).use { try $0.finish(e, slots) }
  }

  private func body(_ e: Evaluator, _ slots: Slots) throws -> Kept<Node> {
    let value = try subject.evaluate(e, slots)
    for index in arms.indices {
      guard try arms[index].pattern.use({ try $0.matches(value, e, slots) }) else { continue }
      if let condition = arms[index].condition,
        try !condition.use({ try $0.test(e, slots) })
      {
        continue
      }
      return arms[index].body
    }
    throw RuntimeError(
      ValueError(
        .type, "no arm of this `match` matches \(value.described)",
        help: "add an arm `_ => …` for everything else"), at: subject.range)
  }
}
