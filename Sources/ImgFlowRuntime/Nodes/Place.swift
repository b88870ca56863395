import ImgFlowSyntax
import ImgFlowValues

/// Something that can be assigned to: a variable, and the way from it to a part of its value.
///
/// Values are shared until they are changed: every object on the way is copied unless this variable holds the
/// only reference to it, so a change in place costs only the length of the path.
final class Place: Sendable {
  enum Root {
    case local(Int)
    case boxed(Int)
    case global(Box)
  }

  enum Step {
    case key(StringObject)
    case index(Node)
  }

  let root: Root
  let name: String
  let steps: [Step]
  /// The type that the variable was declared with.
  let type: Type?
  let range: SourceRange

  init(root: Root, name: String, steps: [Step], type: Type?, range: SourceRange) {
    self.root = root
    self.name = name
    self.steps = steps
    self.type = type
    self.range = range
  }

  /// Evaluates the indices of the path, once, before anything changes.
  func evaluateIndices(_ e: Evaluator, _ slots: Slots) throws -> [Value] {
    guard !steps.isEmpty else { return [] }
    return try steps.map { step in
      switch step {
      case .key(let key): .heap(key)
      case .index(let node): try node.evaluate(e, slots)
      }
    }
  }

  /// Reads the value at the place without copying it.
  func read<T>(
    _ e: Evaluator, _ slots: Slots, _ indices: [Value], _ body: (Value) throws -> T
  ) throws -> T {
    var value = try withRoot(e, slots, isChange: false) { $0 }
    for index in indices { value = try located { try Indexing.value(of: value, at: index) } }
    return try body(value)
  }

  /// Changes the value at the place.
  ///
  /// - Parameter addedDepth: how deep the place may nest afterwards.
  func modify(
    _ e: Evaluator, _ slots: Slots, _ indices: [Value], addedDepth: Int,
    createsKey: Bool = false, _ body: (inout Value) throws -> Void
  ) throws {
    guard addedDepth + indices.count <= ValueLimits.depth else {
      throw RuntimeError(ValueError.tooDeep, at: range)
    }
    try withRoot(e, slots, isChange: true) { root in
      try descend(into: &root, indices, 0, createsKey: createsKey, body)
    }
  }

  /// Changes the value at the place so that the whole variable is of a type; otherwise nothing changes.
  func modify(
    _ e: Evaluator, _ slots: Slots, _ indices: [Value], as type: Type, addedDepth: Int,
    createsKey: Bool = false, _ body: (inout Value) throws -> Void
  ) throws {
    guard addedDepth + indices.count <= ValueLimits.depth else {
      throw RuntimeError(ValueError.tooDeep, at: range)
    }
    try withRoot(e, slots, isChange: true) { root in
      var changed = root
      try descend(into: &changed, indices, 0, createsKey: createsKey, body)
      root = try type.convert(changed, e, at: range, what: "`\(name)`")
    }
  }

  private func withRoot<T>(
    _ e: Evaluator, _ slots: Slots, isChange: Bool, _ body: (inout Value) throws -> T
  ) throws -> T {
    switch root {
    case .local(let slot): return try body(&slots[slot])
    case .boxed(let slot): return try inBox(slots.box(slot), e, isChange: isChange, body)
    case .global(let box): return try inBox(box, e, isChange: isChange, body)
    }
  }

  private func inBox<T>(
    _ box: Box, _ e: Evaluator, isChange: Bool, _ body: (inout Value) throws -> T
  ) throws -> T {
    if isChange, box.owner != e.owner { throw Assignment.foreign(name, at: range) }
    if box.value.isUninitialised {
      throw RuntimeError(
        ValueError(.name, "`\(name)` is used before its declaration has run"), at: range)
    }
    return try body(&box.value)
  }

  private func descend(
    into target: inout Value, _ path: [Value], _ step: Int, createsKey: Bool,
    _ body: (inout Value) throws -> Void
  ) throws {
    guard step < path.count else { return try body(&target) }
    switch target.type {
    case .list:
      try target.withUniqueList { list in
        let position = try located {
          try Indexing.position(path[step], in: list.items.count, of: "list")
        }
        try list.modify(at: position) { item in
          try descend(into: &item, path, step + 1, createsKey: createsKey, body)
        }
      }
    case .object:
      try target.withUniqueRecord { record in
        let creates = createsKey && step == path.count - 1
        let index = try located { try fieldIndex(path[step], in: record, creates: creates) }
        try record.modify(at: index) { field in
          try descend(into: &field, path, step + 1, createsKey: createsKey, body)
        }
      }
    default:
      throw RuntimeError(
        ValueError(
          .type, "\(target.described) has no parts that you can change",
          help: target.type == .string ? "strings cannot change: build a new one" : nil), at: range)
    }
  }

  private func fieldIndex(_ key: Value, in record: RecordObject, creates: Bool) throws -> Int {
    guard let name = key.asStringObject else {
      throw ValueError(.type, "the keys of an object are strings, but this is \(key.described)")
    }
    if let index = record.shape.index(of: name) { return index }
    guard creates else {
      _ = try Indexing.value(of: .heap(record), at: key)
      // A declared field that is absent reads null; a part of it cannot be assigned.
      throw ValueError(.key, "this object has no key `\(name.text)` yet")
    }
    try record.set(name, .null)
    return record.count - 1
  }

  private func located<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch { throw RuntimeError.located(error, at: range) }
  }
}

extension Value {
  /// Runs `body` with the list, of which this variable then holds the only reference: it is copied if it was
  /// shared. Nil if the value is not a list.
  ///
  /// - Throws: what `body` throws; what `Memory.claim` throws.
  @inline(__always)
  mutating func withUniqueList<T>(_ body: (ListObject) throws -> T) throws -> T? {
    try withUnique(.list) { try body(unsafeDowncast($0, to: ListObject.self)) }
  }

  /// Runs `body` with the object, of which this variable then holds the only reference.
  @inline(__always)
  mutating func withUniqueRecord<T>(_ body: (RecordObject) throws -> T) throws -> T? {
    try withUnique(.object) { try body(unsafeDowncast($0, to: RecordObject.self)) }
  }

  /// Runs `body` with the string, of which this variable then holds the only reference.
  @inline(__always)
  mutating func withUniqueString<T>(_ body: (StringObject) throws -> T) throws -> T? {
    try withUnique(.string) { try body(unsafeDowncast($0, to: StringObject.self)) }
  }

  /// Looks at the reference in place: binding it to a name would make a second one.
  @inline(__always)
  private mutating func withUnique<T>(
    _ type: ValueType, _ body: (HeapObject) throws -> T
  ) throws -> T? {
    try withUnsafeMutablePointer(to: &self) { pointer in
      guard let object = pointer.heapObject, object._withUnsafeGuaranteedRef({ $0.type == type })
      else { return nil }
      let reference = UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: HeapObject.self)
      if !isKnownUniquelyReferenced(&reference.pointee) {
        pointer.pointee = try pointer.pointee.copied()
      }
      return try pointer.heapObject?._withUnsafeGuaranteedRef(body)
    }
  }

  /// A list, object or string with the same content.
  @inline(never)
  private func copied() throws -> Value {
    if let list = asList { return .heap(try list.copy()) }
    if let record = asRecord { return .heap(try record.copy()) }
    return asString.map { .string($0) } ?? self
  }
}
