import ImgFlowSyntax
import ImgFlowValues

/// `a.b`, with a cache of where `b` was in the last object's shape.
final class MemberNode: Node, @unchecked Sendable {
  let base: Operand
  let key: StringObject
  let isOptional: Bool
  private let cache = FieldCache()

  init(_ base: Node, _ key: StringObject, isOptional: Bool, _ range: SourceRange) {
    self.base = Operand(base)
    self.key = key
    self.isOptional = isOptional
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    guard let whole = base.place(e, slots) else { return try evaluate(of: base.evaluate(e, slots)) }
    if let place = field(of: whole) { return place.copy() }
    if isOptional, whole.endsChain { return ChainEnd.value }
    return try evaluate(of: whole.copy())
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    if let place = place(e, slots), case .bool(let isTrue) = place.pointee { return isTrue }
    return try super.test(e, slots)
  }

  override var isStored: Bool { base.isStored }

  override func place(_ e: Evaluator, _ slots: Slots) -> UnsafePointer<Value>? {
    // With `flatMap(field)`, each call counts a reference to the node.
    guard let whole = base.place(e, slots) else { return nil }
    return field(of: whole)
  }

  /// A field of an object or of an error.
  @inline(__always)
  private func field(of whole: UnsafePointer<Value>) -> UnsafePointer<Value>? {
    whole.heapObject?._withUnsafeGuaranteedRef { object in
      switch object.type {
      case .object: cache.place(of: key, in: unsafeDowncast(object, to: RecordObject.self))
      case .error: cache.place(of: key, in: unsafeDowncast(object, to: ErrorObject.self).fields)
      default: nil
      }
    }
  }

  /// The member of a value that is known.
  func evaluate(of value: Value) throws -> Value {
    if case .heap(let object) = value, let found = find(in: object) { return found }
    return try evaluateSlowly(value)
  }

  @inline(__always)
  private func find(in object: HeapObject) -> Value? {
    if object.type == .object {
      return cache.value(of: key, in: unsafeDowncast(object, to: RecordObject.self))
    }
    guard object.type == .error else { return nil }
    return cache.value(of: key, in: unsafeDowncast(object, to: ErrorObject.self).fields)
  }

  private func evaluateSlowly(_ value: Value) throws -> Value {
    if isOptional {
      if value.isNull || value.asRecord != nil { return ChainEnd.value }
      if let fields = value.asError?.fields, fields[key] == nil,
        key.text != ErrorOrigins.traceName
      {
        return ChainEnd.value
      }
    }
    if value.isChainEnd { return value }
    return try Members.value(of: value, key, at: range)
  }
}

/// `x.length`: a property of strings, lists, bytes and ranges, and a name like any other of objects.
final class LengthNode: Node, @unchecked Sendable {
  private let base: Operand
  let member: MemberNode

  init(_ member: MemberNode) {
    base = member.base
    self.member = member
    super.init(member.range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    if let place = base.place(e, slots), let length = length(at: place) { return .int(length) }
    let value = try base.evaluate(e, slots)
    if let length = withUnsafePointer(to: value, length) { return .int(length) }
    return try member.evaluate(of: value)
  }

  override var computesInt: Bool { base.isStored }

  override func int(_ e: Evaluator, _ slots: Slots) -> Int? {
    guard let place = base.place(e, slots) else { return nil }
    return length(at: place)
  }

  @inline(__always)
  private func length(at place: UnsafePointer<Value>) -> Int? {
    place.heapObject?._withUnsafeGuaranteedRef { object in
      switch object.type {
      case .list: unsafeDowncast(object, to: ListObject.self).count
      case .string: unsafeDowncast(object, to: StringObject.self).length
      case .bytes: unsafeDowncast(object, to: BytesObject.self).bytes.count
      case .range: unsafeDowncast(object, to: RangeObject.self).count
      default: nil
      }
    }
  }
}

/// The value of a chain once `?.` or `?[` met null: its other links pass it on. Never seen by scripts.
final class ChainEnd: HeapObject, @unchecked Sendable {
  static let marker = ChainEnd(type: .module)
  static let value = Value.heap(marker)
}

extension Value {
  @inline(__always)
  var isChainEnd: Bool {
    if case .heap(let object) = self { object === ChainEnd.marker } else { false }
  }
}

extension UnsafePointer<Value> {
  /// Whether a chain ends here that found no place for a key: at null, and at an object.
  ///
  /// An object with holes has no places, and needs a closer look.
  @inline(__always)
  var endsChain: Bool { pointee.isNull || withRecord { !$0.hasHoles } == true }
}

/// A whole chain with `?.` in it.
final class ChainNode: Node, @unchecked Sendable {
  let inner: Node

  init(_ inner: Node, _ range: SourceRange) {
    self.inner = inner
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let value = try inner.evaluate(e, slots)
    return value.isChainEnd ? .null : value
  }

  override var isStored: Bool { inner.isStored }
  override func place(_ e: Evaluator, _ slots: Slots) -> UnsafePointer<Value>? {
    inner.place(e, slots)
  }
}

/// Reading the members of values that are not found by a cache.
enum Members {
  static func value(of value: Value, _ key: StringObject, at range: SourceRange) throws -> Value {
    let name = key.text
    switch value.type {
    case .object:
      guard let record = value.asRecord else { break }
      if let found = record[key] { return found }
      if record.resource?.optionalFields.contains(name) == true { return .null }
      throw RuntimeError(missingField(name, in: record, at: range), at: range)
    case .error:
      guard let error = value.asError else { break }
      let fields = error.fields
      if let found = fields[key] { return found }
      if name == ErrorOrigins.traceName { return try ErrorOrigins.trace(of: error) }
      throw RuntimeError(
        missingField(name, in: fields, at: range, what: "this error"), at: range)
    case .module:
      guard let module = value.asNamespace else { break }
      if let found = module[name] { return found }
      throw RuntimeError(missingMember(name, of: module, at: range), at: range)
    case .string, .list, .bytes, .range:
      if name == "length" { return .int(length(of: value)) }
    default: break
    }
    throw RuntimeError(noMembers(name, of: value, at: range), at: range)
  }

  private static func length(of value: Value) -> Int {
    switch value.type {
    case .string: value.asStringObject?.length ?? 0
    case .list: value.asList?.items.count ?? 0
    case .bytes: value.asBytes?.bytes.count ?? 0
    default: value.asRange?.count ?? 0
    }
  }

  private static func missingField(
    _ name: String, in record: RecordObject, at range: SourceRange, what: String = "this object"
  ) -> ValueError {
    ValueError(
      .key, later: "\(record.resource.map { "this \($0.name)" } ?? what) has no field `\(name)`",
      advice: .later { advice(forMissing: name, in: record, at: range) })
  }

  private static func advice(
    forMissing name: String, in record: RecordObject, at range: SourceRange
  ) -> String {
    if BuiltinCatalogue.method(name, on: .object) != nil {
      return "`\(name)` is a method: call it: `.\(name)()`"
    }
    let keys = record.keys.map(\.text)
    if let near = NearNames.nearest(to: name, in: keys + (record.resource?.fields ?? [])) {
      return "did you mean `.\(near)`?"
    }
    let fields = keys.isEmpty ? "it is empty" : "its fields are \(listed(keys))"
    if let foreign = ForeignNames.help(ForeignNames.members(name, of: "object"), for: range) {
      return "\(fields); \(foreign)"
    }
    // A name that is not a field anywhere is a mistake, which a null would only hide.
    return isKnownElsewhere(name) ? fields : "\(fields); `?.\(name)` gives null instead"
  }

  /// Whether a type has a property or method of this name, here or in another language.
  private static func isKnownElsewhere(_ name: String) -> Bool {
    name == "length"
      || ValueType.allCases.contains {
        BuiltinCatalogue.method(name, on: $0) != nil
          || !ForeignNames.members(name, of: $0.name).isEmpty
      }
  }

  private static func missingMember(
    _ name: String, of module: Namespace, at range: SourceRange
  ) -> ValueError {
    ValueError(
      .key, later: "`\(module.name)` has no member `\(name)`",
      advice: .later {
        ForeignNames.help(ForeignNames.named("\(module.name).\(name)"), for: range)
          ?? NearNames.nearest(to: name, in: module.members.keys.sorted())
          .map { "did you mean `\(module.name).\($0)`?" }
      })
  }

  private static func noMembers(
    _ name: String, of value: Value, at range: SourceRange
  ) -> ValueError {
    if value.isNull {
      return ValueError(
        .type, later: "null has no field `\(name)`",
        advice: .later {
          isKnownElsewhere(name)
            ? "test it with `!= null` first, or give it a default with `??`"
            : "`?.\(name)` gives null instead of an error"
        })
    }
    if BuiltinCatalogue.method(name, on: value.type) != nil {
      return ValueError(
        .key, "`\(name)` is a method of \(value.type.nameWithArticle)",
        help: "call it: `.\(name)()`")
    }
    let type = value.type
    return ValueError(
      .type, later: "\(value.described) has no field `\(name)`",
      advice: .later {
        ForeignNames.help(ForeignNames.members(name, of: type.name), for: range)
          ?? NearNames.nearest(to: name, in: BuiltinCatalogue.methodNames(on: type))
          .map { "did you mean the method `.\($0)()`?" }
      })
  }

  /// `a, b and c`: enough to recognise an object by.
  static func listed(_ names: [String]) -> String {
    names.formatted(and: "and", limit: 9) { "`\($0)`" }
  }
}

extension Value {
  package var asNamespace: Namespace? {
    guard case .heap(let object) = self, object.type == .module else { return nil }
    return object as? Namespace
  }
}
