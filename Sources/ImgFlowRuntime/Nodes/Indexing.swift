import ImgFlowSyntax
import ImgFlowValues

/// `a[k]`.
final class IndexNode: Node, @unchecked Sendable {
  private let base: Operand
  private let key: Operand
  private let isOptional: Bool
  /// Whether the key may be evaluated first, so that the base need not be kept meanwhile.
  private let borrowsBase: Bool
  /// A key that is written out, and where it was in the last object's shape.
  private let field: StringObject?
  private let cache = FieldCache()

  /// - Parameter keyKeepsBase: whether evaluating the key cannot change the base, if it is a variable.
  init(
    _ base: Node, _ index: Node, isOptional: Bool, keyKeepsBase: Bool, _ range: SourceRange
  ) {
    self.base = Operand(base)
    self.isOptional = isOptional
    key = Operand(index)
    borrowsBase = self.base.isStored && (key.isInPlace || keyKeepsBase && !isOptional)
    field = (index as? ConstantNode)?.value.asStringObject
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    if let item = item(slots) { return item.copy() }
    return try evaluateFully(e, slots)
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    if let item = item(slots), case .bool(let isTrue) = item.pointee { return isTrue }
    if let place = placeFully(e, slots), case .bool(let isTrue) = place.pointee { return isTrue }
    return try super.test(e, slots)
  }

  override var isStored: Bool { base.isStored && (key.isStored || key.mayBeInt) }

  override func place(_ e: Evaluator, _ slots: Slots) -> UnsafePointer<Value>? {
    item(slots) ?? placeFully(e, slots)
  }

  /// Where an item of a list is when both are variables of the frame or constants, which takes no call.
  @inline(__always)
  private func item(_ slots: Slots) -> UnsafePointer<Value>? {
    guard let position = key.int(slots), let list = base.known(slots) else { return nil }
    return list.withList { $0.place(at: position) } ?? nil
  }

  @inline(never)
  private func evaluateFully(_ e: Evaluator, _ slots: Slots) throws -> Value {
    if key.isStored {
      if let position = key.place(e, slots), let whole = base.place(e, slots) {
        if let found = value(of: whole, at: position, e) { return found }
        if isOptional, position.type == .string, whole.endsChain { return ChainEnd.value }
      }
    } else if let position = key.int(e, slots), let whole = base.place(e, slots) {
      let key = Value.int(position)
      if let found = withUnsafePointer(to: key, { value(of: whole, at: $0, e) }) { return found }
    }
    guard borrowsBase else { return try evaluateInOrder(e, slots) }
    let key = try key.evaluate(e, slots)
    if let whole = base.place(e, slots),
      let found = withUnsafePointer(to: key, { value(of: whole, at: $0, e) })
    {
      return found
    }
    return try element(of: base.evaluate(e, slots), at: key, e)
  }

  /// The element of a list, the field of an object or the character of a string; nil if there is none, or it
  /// takes a closer look.
  @inline(__always)
  private func value(
    of whole: UnsafePointer<Value>, at key: UnsafePointer<Value>, _ e: Evaluator
  ) -> Value? {
    // Not every character of a string is stored somewhere.
    if case .int(let position) = key.pointee, whole.type == .string {
      return whole.withString { e.scratch.character(of: $0, at: position) } ?? nil
    }
    return element(of: whole, at: key, e)?.copy()
  }

  @inline(never)
  private func placeFully(_ e: Evaluator, _ slots: Slots) -> UnsafePointer<Value>? {
    if key.isStored {
      guard let key = key.place(e, slots), let whole = base.place(e, slots) else { return nil }
      return element(of: whole, at: key, e)
    }
    guard let position = key.int(e, slots), let whole = base.place(e, slots) else { return nil }
    return withUnsafePointer(to: .int(position)) { element(of: whole, at: $0, e) }
  }

  @inline(never)
  private func evaluateInOrder(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let value = try base.evaluate(e, slots)
    if isOptional && value.isNull || value.isChainEnd { return ChainEnd.value }
    let key = try key.evaluate(e, slots)
    let found = withUnsafePointer(to: value) { whole in
      withUnsafePointer(to: key) { self.value(of: whole, at: $0, e) }
    }
    return try found ?? element(of: value, at: key, e)
  }

  /// Where the element of a list, the field of an object or the character of a string is; nil if there is none,
  /// or it takes a closer look.
  @inline(__always)
  private func element(
    of whole: UnsafePointer<Value>, at key: UnsafePointer<Value>, _ e: Evaluator
  ) -> UnsafePointer<Value>? {
    if case .int(let position) = key.pointee {
      let item = whole.withList { $0.place(at: position < 0 ? position + $0.count : position) }
      return item ?? whole.withString { e.scratch.letter(of: $0, at: position) } ?? nil
    }
    return whole.withRecord { record in
      if let field { return cache.place(of: field, in: record) }
      return key.withString { record.place(of: $0) } ?? nil
    } ?? nil
  }

  @inline(never)
  private func element(of value: Value, at key: Value, _ e: Evaluator) throws -> Value {
    if isOptional && value.isNull || value.isChainEnd { return ChainEnd.value }
    if let name = key.asStringObject, let fields = value.asRecord ?? value.asError?.fields {
      if let found = fields[name] { return found }
      if isOptional { return ChainEnd.value }
    }
    do { return try Indexing.value(of: value, at: key, e.scratch) } catch { throw located(error) }
  }
}

/// `xs[a..<b]`, `xs[a...]`, `xs[..<b]`.
final class SliceNode: Node, @unchecked Sendable {
  let base: Node
  let lower: Node?
  let upper: Node?
  let isClosed: Bool
  let isOptional: Bool

  init(
    _ base: Node, _ lower: Node?, _ upper: Node?, isClosed: Bool, isOptional: Bool,
    _ range: SourceRange
  ) {
    self.base = base
    self.lower = lower
    self.upper = upper
    self.isClosed = isClosed
    self.isOptional = isOptional
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let value = try base.evaluate(e, slots)
    if isOptional && value.isNull || value.isChainEnd { return ChainEnd.value }
    let start = try lower?.evaluate(e, slots)
    let end = try upper?.evaluate(e, slots)
    do {
      return try Indexing.slice(of: value, from: start, to: end, isClosed: isClosed, e.scratch)
    } catch { throw located(error) }
  }
}

/// Reading elements and slices by position or key. Negative positions count from the end.
enum Indexing {
  static func value(of value: Value, at key: Value, _ scratch: TextScratch) throws -> Value {
    if let range = key.asRange, value.type != .object {
      return try slice(
        of: value, from: .int(range.lower), to: .int(range.upper), isClosed: false, scratch)
    }
    switch value.type {
    case .list:
      guard let items = value.asList?.items else { break }
      return items[try position(key, in: items.count, of: "list")]
    case .object:
      guard let record = value.asRecord else { break }
      guard let name = key.asStringObject else {
        throw ValueError(
          .type, "the keys of an object are strings, but this is \(key.described)",
          help: key.isNumber ? "write the key as a string: `[\"\(key.displayText)\"]`" : nil)
      }
      if let found = record[name] { return found }
      if record.resource?.optionalFields.contains(name.text) == true { return .null }
      throw missingKey(name.text, in: record)
    case .error:
      guard let fields = value.asError?.fields else { break }
      return try self.value(of: .heap(fields), at: key, scratch)
    case .string:
      guard let text = value.asStringObject else { break }
      let index = try position(key, in: text.length, of: "string")
      return .heap(scratch.string(of: index..<index + 1, in: text))
    case .bytes:
      guard let bytes = value.asBytes?.bytes else { break }
      return .int(Int(bytes[try position(key, in: bytes.count, of: "bytes value")]))
    case .range:
      guard let range = value.asRange else { break }
      return .int(range.lower + (try position(key, in: range.count, of: "range")))
    case .null:
      throw ValueError(
        .type, "null has no elements", help: "`?[…]` gives null instead of an error")
    default: break
    }
    throw ValueError(.type, "\(value.described) has no elements to index")
  }

  /// Resolves an index into `0..<count`.
  static func position(_ key: Value, in count: Int, of what: String) throws -> Int {
    guard key.type == .int else {
      throw ValueError(.type, "an index must be an int, but this is \(key.described)")
    }
    // An int beyond 64 bits is beyond everything.
    let resolved = key.asInt.map { $0 < 0 ? $0 + count : $0 }
    guard let resolved, resolved >= 0, resolved < count else {
      throw ValueError.index(key, in: count, of: what)
    }
    return resolved
  }

  private static func missingKey(_ name: String, in record: RecordObject) -> ValueError {
    ValueError(
      .key, later: "this object has no key `\(name)`",
      advice: .later {
        NearNames.nearest(to: name, in: record.keys.map(\.text)).map { "did you mean `\($0)`?" }
          ?? "`?[…]` gives null instead of an error"
      })
  }

  // MARK: - Slices

  static func slice(
    of value: Value, from start: Value?, to end: Value?, isClosed: Bool, _ scratch: TextScratch
  ) throws -> Value {
    switch value.type {
    case .list:
      guard let list = value.asList else { break }
      let bounds = try bounds(start, end, isClosed: isClosed, in: list.items.count)
      return .heap(try list.items.slice(bounds))
    case .string:
      guard let text = value.asStringObject else { break }
      let bounds = try bounds(start, end, isClosed: isClosed, in: text.length)
      try Memory.claim(bytes: bounds.count)
      return .heap(scratch.string(of: bounds, in: text))
    case .bytes:
      guard let bytes = value.asBytes?.bytes else { break }
      let bounds = try bounds(start, end, isClosed: isClosed, in: bytes.count)
      try Memory.claim(bytes: bounds.count)
      return .bytes(Array(bytes[bounds]))
    case .range:
      guard let range = value.asRange else { break }
      let bounds = try bounds(start, end, isClosed: isClosed, in: range.count)
      return .heap(
        RangeObject(lower: range.lower + bounds.lowerBound, upper: range.lower + bounds.upperBound))
    default: break
    }
    throw ValueError(.type, "\(value.described) cannot be sliced")
  }

  private static func bounds(
    _ start: Value?, _ end: Value?, isClosed: Bool, in count: Int
  ) throws -> Range<Int> {
    let lower = try bound(start, in: count) ?? 0
    var upper = try bound(end, in: count) ?? count
    if isClosed, end != nil { upper += 1 }
    guard lower >= 0, upper <= count, lower <= upper else {
      let written =
        "\(start?.displayText ?? "")\(isClosed ? "..." : "..<")\(end?.displayText ?? "")"
      throw ValueError(
        .index, "the slice `\(written)` is not within 0..<\(count)",
        help: "slices are never shortened; use `min(…, length)` for an end that may be too large")
    }
    return lower..<upper
  }

  /// Beyond everything that has elements.
  private static let farAway = 1 << 40

  private static func bound(_ value: Value?, in count: Int) throws -> Int? {
    guard let value else { return nil }
    if let big = value.asBigInteger { return big.value < 0 ? -farAway : farAway }
    guard let index = value.asInt else {
      throw ValueError(.type, "a slice goes from int to int, but this is \(value.described)")
    }
    return index < 0 ? max(index, -farAway) + count : min(index, farAway)
  }
}
