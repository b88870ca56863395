import ImgFlowSyntax
import ImgFlowValues
import Synchronization

/// A value known before running.
final class ConstantNode: Node, @unchecked Sendable {
  /// Where the value is stored, as long as the node lives.
  let place: UnsafePointer<Value>

  init(_ value: Value, _ range: SourceRange) {
    let place = UnsafeMutablePointer<Value>.allocate(capacity: 1)
    place.initialize(to: value)
    self.place = UnsafePointer(place)
    super.init(range)
  }

  deinit {
    let place = UnsafeMutablePointer(mutating: place)
    place.deinitialize(count: 1)
    place.deallocate()
  }

  var value: Value { place.pointee }

  /// The values of nodes, and how deep they nest; nil if not all are constants, or they nest too deep to be
  /// parts of another value.
  static func values(of nodes: [Node]) -> (values: [Value], depth: Int)? {
    let values = nodes.compactMap { ($0 as? ConstantNode)?.value }
    let depth = values.reduce(0) { max($0, $1.depth) }
    return values.count == nodes.count && depth < ValueLimits.depth ? (values, depth) : nil
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value { place.copy() }

  override var isStored: Bool { true }
  override func place(_ e: Evaluator, _ slots: Slots) -> UnsafePointer<Value>? { place }
}

/// `"a \(b) c"`.
final class InterpolationNode: Node, @unchecked Sendable {
  /// The strings before, between and after the values: one more than there are values.
  private let texts: [String]
  private let bytes: [UnsafeMutableBufferPointer<UInt8>]
  private let values: OperandList

  init(texts: [String], values: [Node], _ range: SourceRange) {
    self.texts = texts
    self.bytes = texts.map { text in
      let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
      _ = bytes.initialize(from: text.utf8)
      return bytes
    }
    self.values = OperandList(values)
    super.init(range)
  }

  deinit { for text in bytes { text.deallocate() } }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    try withText(e, slots) { start, secret in
      if let secret { return secret }
      do { try Memory.claim(bytes: e.scratch.count - start) } catch { throw located(error) }
      return .heap(e.scratch.string(from: start))
    }
  }

  /// Runs `body` with the string, which is in the scratch from byte `start` on, or is `secret`.
  @inline(__always)
  func withText<Result>(
    _ e: Evaluator, _ slots: Slots, _ body: (_ start: Int, _ secret: Value?) throws -> Result
  ) throws -> Result {
    let start = e.scratch.count
    defer { e.scratch.truncate(to: start) }
    return try body(start, write(e, slots))
  }

  /// Writes the string to the scratch, or returns it if there is a secret in it.
  private func write(_ e: Evaluator, _ slots: Slots) throws -> Value? {
    let scratch = e.scratch
    let start = scratch.count
    scratch.append(UnsafeBufferPointer(bytes[0]))
    for index in 0..<values.count {
      let value = try values.evaluate(index, e, slots)
      if case .int(let number) = value {
        scratch.append(decimal: number)
      } else if let string = value.asStringObject {
        scratch.append(string)
      } else if let secret = value.asSecret {
        return try secretText(from: index, secret, scratch.text(from: start), e, slots)
      } else {
        do { scratch.append(try value.displayed()) } catch { throw located(error) }
      }
      scratch.append(UnsafeBufferPointer(bytes[index + 1]))
      if scratch.count - start > ValueLimits.stringBytes { throw located(ValueError.stringTooLong) }
    }
    return nil
  }

  /// The string if the value at `first` is secret.
  private func secretText(
    from first: Int, _ secret: SecretObject, _ before: String, _ e: Evaluator, _ slots: Slots
  ) throws -> Value {
    var result = JoinedText()
    result.append(before)
    result.append(secret: secret.text, display: secret.display)
    result.append(texts[first + 1])
    for index in first + 1..<values.count {
      let value = try values.evaluate(index, e, slots)
      do { try result.append(value) } catch { throw located(error) }
      result.append(texts[index + 1])
    }
    return .heap(SecretObject(result.text, display: result.display ?? result.text))
  }
}

/// `[a, b]`.
final class ListNode: Node, @unchecked Sendable {
  let items: OperandList

  init(_ items: [Node], _ range: SourceRange) {
    self.items = OperandList(items)
    super.init(range)
  }

  /// The list, when its items are known before running: it is made once, and copied where it is changed.
  ///
  /// An empty one is mostly there to grow.
  static func known(_ items: [Node]) -> Value? {
    guard !items.isEmpty, let (values, depth) = ConstantNode.values(of: items) else { return nil }
    return .heap(ListObject(values, depth: depth + 1))
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let list = ListObject.make(count: items.count)
    for index in 0..<items.count {
      let item = try items.evaluate(index, e, slots)
      do { try list.append(item) } catch { throw located(error) }
    }
    return .heap(list)
  }
}

/// `[a, ...b]`.
final class SpreadListNode: Node, @unchecked Sendable {
  let items: [(node: Node, isSpread: Bool)]

  init(_ items: [(node: Node, isSpread: Bool)], _ range: SourceRange) {
    self.items = items
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let list = ListObject.make(count: 0)
    for (node, isSpread) in items {
      let value = try node.evaluate(e, slots)
      if !isSpread {
        do { try list.append(value) } catch { throw located(error) }
      } else if let other = value.asList {
        do { try list.append(contentsOf: other) } catch { throw located(error) }
      } else {
        var iteration = try Iteration(value, e, at: node.range, for: .spread)
        do { try iteration.forEach(e) { try list.append($0) } } catch { throw located(error) }
      }
    }
    return .heap(list)
  }
}

/// `{a: 1, b}`: keys known before running, so all its objects share a shape.
final class ObjectNode: Node, @unchecked Sendable {
  let shape: Shape
  let values: OperandList

  init(keys: [StringObject], values: [Node], _ range: SourceRange) {
    self.shape = Shape.empty.adding(contentsOf: keys)
    self.values = OperandList(values)
    super.init(range)
  }

  /// The object, when its values are known before running: as a known list.
  static func known(keys: [StringObject], values: [Node]) -> Value? {
    guard !keys.isEmpty, let (values, depth) = ConstantNode.values(of: values) else { return nil }
    let record = RecordObject.make(
      shape: Shape.empty.adding(contentsOf: keys), depth: depth + 1)
    for value in values { record.fill(value) }
    return .heap(record)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let record = RecordObject.make(shape: shape)
    var depth = 0
    for index in 0..<values.count {
      let value = try values.evaluate(index, e, slots)
      depth = max(depth, value.depth)
      record.fill(value)
    }
    guard depth < ValueLimits.depth else { throw located(ValueError.tooDeep) }
    record.depth = UInt16(depth + 1)
    return .heap(record)
  }
}

/// `{...row, rank: 1}`: an object with further or other fields, whose shape is remembered for the shape
/// it was made from.
final class ExtendObjectNode: Node, @unchecked Sendable {
  let base: Node
  let keys: [StringObject]
  let values: OperandList
  let general: GeneralObjectNode
  private let cache = Mutex<Plan?>(nil)

  init(_ base: Node, keys: [StringObject], values: [Node], _ general: GeneralObjectNode) {
    self.base = base
    self.keys = keys
    self.values = OperandList(values)
    self.general = general
    super.init(general.range)
  }

  /// Where the values go in an object made from one of the shape `source`.
  private final class Plan: Sendable {
    let source: UInt32
    let shape: Shape
    let places: [Int]

    init(extending source: Shape, with keys: [StringObject]) {
      let new = keys.filter { source.index(of: $0) == nil }
      self.source = source.id
      let shape = source.adding(contentsOf: new)
      self.shape = shape
      places = keys.map { shape.index(of: $0) ?? 0 }
    }
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let value = try base.evaluate(e, slots)
    guard let record = value.asRecord, let plan = plan(for: record.shape) else {
      return try general.evaluate(e, slots, extending: value)
    }
    let extended = RecordObject.make(shape: plan.shape)
    extended.fill(from: record)
    var depth = Int(record.depth)
    for (index, place) in plan.places.enumerated() {
      let field = try values.evaluate(index, e, slots)
      depth = max(depth, field.depth + 1)
      extended.put(field, at: place)
    }
    guard depth <= ValueLimits.depth else { throw located(ValueError.tooDeep) }
    extended.depth = UInt16(depth)
    return .heap(extended)
  }

  private func plan(for shape: Shape) -> Plan? {
    guard shape.isShared else { return nil }
    return cache.withLock { cached in
      if let cached, cached.source == shape.id { return cached }
      let plan = Plan(extending: shape, with: keys)
      guard plan.shape.isShared else { return nil }
      cached = plan
      return plan
    }
  }
}

/// `{...a, "\(k)": v}`: an object put together entry by entry.
final class GeneralObjectNode: Node, @unchecked Sendable {
  enum Entry {
    case pair(StringObject, Node)
    case computed(Node, Node)
    case spread(Node)
  }

  let entries: [Entry]

  init(_ entries: [Entry], _ range: SourceRange) {
    self.entries = entries
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    try evaluate(e, slots, extending: nil)
  }

  /// - Parameter first: the value of the first entry, a spread, when it has been evaluated.
  func evaluate(_ e: Evaluator, _ slots: Slots, extending first: Value?) throws -> Value {
    let record = RecordObject()
    for (index, entry) in entries.enumerated() {
      switch entry {
      case .pair(let key, let node): try set(record, key, try node.evaluate(e, slots))
      case .computed(let key, let node):
        let name = try key.evaluate(e, slots)
        guard let name = name.asStringObject else {
          throw failure(.type, "an object's key must be a string, but this is \(name.described)")
        }
        try set(record, name, try node.evaluate(e, slots))
      case .spread(let node):
        let value = try index == 0 && first != nil ? first ?? .null : node.evaluate(e, slots)
        guard let other = value.asRecord ?? value.asError?.fields else {
          throw RuntimeError(
            ValueError(.type, "only an object can be spread here, but this is \(value.described)"),
            at: node.range)
        }
        do { try record.merge(other) } catch { throw located(error) }
      }
    }
    return .heap(record)
  }

  private func set(_ record: RecordObject, _ key: StringObject, _ value: Value) throws {
    do { try record.set(key, value) } catch { throw located(error) }
  }
}

/// `a..<b`, `a...b`.
final class RangeNode: Node, @unchecked Sendable {
  let lower: Node
  let upper: Node
  let isClosed: Bool

  init(_ lower: Node, _ upper: Node, isClosed: Bool, _ range: SourceRange) {
    self.lower = lower
    self.upper = upper
    self.isClosed = isClosed
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let (start, end) = (try bound(lower, e, slots), try bound(upper, e, slots))
    guard isClosed else { return .heap(RangeObject(lower: start, upper: end)) }
    let (exclusive, overflows) = end.addingReportingOverflow(1)
    if overflows { throw failure(.limit, "a range ends below \(Int.max)") }
    return .heap(RangeObject(lower: start, upper: exclusive))
  }

  private func bound(_ node: Node, _ e: Evaluator, _ slots: Slots) throws -> Int {
    let value = try node.evaluate(e, slots)
    guard let bound = value.asInt else {
      if value.type == .int {
        throw failure(
          .limit, "a range must be within 64 bits, but this is `\(value.shortDescription())`")
      }
      throw RuntimeError(
        ValueError(.type, "a range goes from int to int, but this is \(value.described)"),
        at: node.range)
    }
    return bound
  }
}
