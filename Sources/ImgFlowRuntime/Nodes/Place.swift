import ImgFlowSyntax
import ImgFlowValues

/// Something that can be assigned to: a variable, and the way from it to a part of its value.
///
/// Values are shared until they are changed: every object on the way is copied unless this variable
/// holds the only reference to it, so a change in place costs the length of the way and nothing else.
final class Place: @unchecked Sendable {
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
  let range: SourceRange

  init(root: Root, name: String, steps: [Step], range: SourceRange) {
    self.root = root
    self.name = name
    self.steps = steps
    self.range = range
  }

  /// Evaluates the indices on the way, once, before anything changes.
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
  func modify<T>(
    _ e: Evaluator, _ slots: Slots, _ indices: [Value], addedDepth: Int,
    createsKey: Bool = false, _ body: (inout Value) throws -> T
  ) throws -> T {
    guard addedDepth + indices.count <= ValueLimits.depth else {
      throw RuntimeError(ValueError.tooDeep, at: range)
    }
    return try withRoot(e, slots, isChange: true) { root in
      try descend(into: &root, indices[...], createsKey: createsKey, body)
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

  private func descend<T>(
    into target: inout Value, _ path: ArraySlice<Value>, createsKey: Bool,
    _ body: (inout Value) throws -> T
  ) throws -> T {
    guard let key = path.first else { return try body(&target) }
    let rest = path.dropFirst()
    if let list = target.uniqueList() {
      let position = try located { try Indexing.position(key, in: list.items.count, of: "list") }
      defer { list.raiseDepth(over: list.items[position]) }
      return try descend(into: &list.items[position], rest, createsKey: createsKey, body)
    }
    if let record = target.uniqueRecord() {
      let index = try located { try fieldIndex(key, in: record, creates: createsKey && rest.isEmpty) }
      defer { record.raiseDepth(over: record.values[index]) }
      return try descend(into: &record.values[index], rest, createsKey: createsKey, body)
    }
    throw RuntimeError(
      ValueError(
        .type, "\(target.described) has no parts that can change",
        help: target.type == .string ? "strings do not change: build a new one" : nil), at: range)
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
  /// The list that this variable alone holds, after copying it if it was shared.
  ///
  /// Looks at the reference where it stands: binding it to a name would make a second one. The payload
  /// of the only reference-counted case starts the enum's storage, which a test holds.
  @inline(__always)
  mutating func uniqueList() -> ListObject? {
    guard case .heap(let object) = self, object.type == .list else { return nil }
    if !isUniquelyReferenced { self = .heap(unsafeDowncast(object, to: ListObject.self).copy()) }
    guard case .heap(let unique) = self else { return nil }
    return unsafeDowncast(unique, to: ListObject.self)
  }

  /// The object that this variable alone holds, after copying it if it was shared.
  @inline(__always)
  mutating func uniqueRecord() -> RecordObject? {
    guard case .heap(let object) = self, object.type == .object else { return nil }
    if !isUniquelyReferenced { self = .heap(unsafeDowncast(object, to: RecordObject.self).copy()) }
    guard case .heap(let unique) = self else { return nil }
    return unsafeDowncast(unique, to: RecordObject.self)
  }

  /// Whether nobody else refers to the object.
  ///
  /// - Precondition: the value is `.heap`.
  @inline(__always)
  var isUniquelyReferenced: Bool {
    mutating get {
      withUnsafeMutablePointer(to: &self) { pointer in
        pointer.withMemoryRebound(to: HeapObject.self, capacity: 1) {
          isKnownUniquelyReferenced(&$0.pointee)
        }
      }
    }
  }
}

extension HeapObject {
  /// Raises the depth of a container after one of its parts has changed.
  @inline(__always)
  func raiseDepth(over part: Value) {
    if case .heap(let object) = part, object.depth >= depth { depth = object.depth + 1 }
  }
}
