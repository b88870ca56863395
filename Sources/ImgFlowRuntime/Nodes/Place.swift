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

  let root: Root
  let name: String
  let steps: KeptList<PathStep>
  /// The type that the variable was declared with.
  let type: Type?
  let range: SourceRange
  /// Whether the keys and indices are read in place, because nothing can change them before the place is
  /// used.
  let readsKeys: Bool

  /// - Parameter keepsKeys: whether nothing that runs before the place is used changes variables of the frame.
  init(
    root: Root, name: String, steps: [PathStep], type: Type?, keepsKeys: Bool, range: SourceRange
  ) {
    readsKeys = steps.allSatisfy { $0.index.isConstant || keepsKeys && $0.index.isInPlace }
    self.root = root
    self.name = name
    self.steps = KeptList(steps)
    self.type = type
    self.range = range
  }

  /// The keys and indices of the steps: evaluated, or read in place.
  struct Keys {
    /// Where they are on the stack; nil if they are read in place.
    fileprivate let evaluated: Slots?
    fileprivate let slots: Slots
    let count: Int

    @inline(__always)
    func key(_ index: Int, of step: PathStep) -> UnsafePointer<Value>? {
      if let evaluated { return UnsafePointer(evaluated + index) }
      return step.index.known(slots)
    }
  }

  /// Evaluates the keys and indices of the path, once and before anything changes. They stay on the stack until
  /// the caller closes them.
  @inline(__always)
  func openKeys(_ e: Evaluator, _ slots: Slots) throws -> Keys {
    if readsKeys { return Keys(evaluated: nil, slots: slots, count: steps.count) }
    return try evaluateKeys(e, slots)
  }

  private func evaluateKeys(_ e: Evaluator, _ slots: Slots) throws -> Keys {
    let keys = Keys(evaluated: e.top, slots: slots, count: steps.count)
    guard e.reserve(to: e.top + steps.count) else {
      throw RuntimeError(ValueError.stackFull, at: range)
    }
    e.top += steps.count
    do {
      for index in 0..<steps.count {
        try steps.use(index) { try keys.evaluated?[index] = $0.index.evaluate(e, slots) }
      }
    } catch {
      close(keys, e)
      throw error
    }
    return keys
  }

  /// The keys and indices that the caller has evaluated and keeps; it does not close them.
  func keys(at evaluated: Slots, _ slots: Slots) -> Keys {
    Keys(evaluated: evaluated, slots: slots, count: steps.count)
  }

  /// Takes the keys and indices from the stack.
  @inline(__always)
  func close(_ keys: Keys, _ e: Evaluator) {
    guard let base = keys.evaluated else { return }
    for index in 0..<keys.count { (base + index).store(.null) }
    e.top = base
  }

  /// The key or index of each step.
  func path(_ keys: Keys) -> some Sequence<Value> {
    (0..<keys.count).lazy.map { self.key(at: $0, keys) }
  }

  func key(at index: Int, _ keys: Keys) -> Value {
    steps.use(index) { step in
      step.field.map { .heap($0) } ?? keys.key(index, of: step)?.copy() ?? .null
    }
  }

  /// Where the part of a value is that some steps lead to, of which it then holds the only reference; nil if
  /// there is none, or finding it takes a closer look. It is valid until the value changes.
  ///
  /// What nests deeper than the part may not be put into it: everything that it is in would nest deeper too.
  @inline(__always)
  func part(
    of whole: UnsafeMutablePointer<Value>, _ keys: Keys, _ indices: Range<Int>
  ) throws -> UnsafeMutablePointer<Value>? {
    var part = whole
    for index in indices {
      let next = try steps.use(index) {
        try $0.part(of: part, at: keys.key(index, of: $0))
      }
      guard let next else { return nil }
      part = next
    }
    return part
  }

  /// Reads the value at the place without copying it; with `steps`, what only that many steps lead to.
  func read<T>(
    _ e: Evaluator, _ slots: Slots, _ keys: Keys, steps: Int? = nil, _ body: (Value) throws -> T
  ) throws -> T {
    var value = try withRoot(e, slots, isChange: false) { $0 }
    for key in path(keys).prefix(steps ?? keys.count) {
      value = try located { try Indexing.value(of: value, at: key, e.scratch) }
    }
    return try body(value)
  }

  /// Changes the value at the place.
  ///
  /// - Parameter addedDepth: how deep the place may nest afterwards.
  func modify(
    _ e: Evaluator, _ slots: Slots, _ keys: Keys, addedDepth: Int,
    createsKey: Bool = false, _ body: (inout Value) throws -> Void
  ) throws {
    guard addedDepth + keys.count <= ValueLimits.depth else {
      throw RuntimeError(ValueError.tooDeep, at: range)
    }
    try withRoot(e, slots, isChange: true) { root in
      try descend(into: &root, keys, 0, createsKey: createsKey, body)
    }
  }

  /// Changes the value at the place so that the whole variable is of a type; otherwise nothing changes.
  func modify(
    _ e: Evaluator, _ slots: Slots, _ keys: Keys, as type: Type, addedDepth: Int,
    createsKey: Bool = false, _ body: (inout Value) throws -> Void
  ) throws {
    guard addedDepth + keys.count <= ValueLimits.depth else {
      throw RuntimeError(ValueError.tooDeep, at: range)
    }
    try withRoot(e, slots, isChange: true) { root in
      var changed = root
      try descend(into: &changed, keys, 0, createsKey: createsKey, body)
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
    into target: inout Value, _ keys: Keys, _ step: Int, createsKey: Bool,
    _ body: (inout Value) throws -> Void
  ) throws {
    guard step < keys.count else { return try body(&target) }
    let key = key(at: step, keys)
    switch target.type {
    case .list:
      try target.withUniqueList { list in
        let position = try located { try Indexing.position(key, in: list.items.count, of: "list") }
        try list.modify(at: position) { item in
          try descend(into: &item, keys, step + 1, createsKey: createsKey, body)
        }
      }
    case .object:
      try target.withUniqueRecord { record in
        let creates = createsKey && step == keys.count - 1
        let index = try located { try fieldIndex(key, in: record, creates: creates) }
        try record.modify(at: index) { field in
          try descend(into: &field, keys, step + 1, createsKey: createsKey, body)
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
    if creates, record.uniqueIndex(of: name) == nil { try record.set(name, .null) }
    if let index = record.uniqueIndex(of: name) { return index }
    let text = name.text
    throw ValueError(
      .key, "this object has no key `\(text)` yet",
      advice: .later {
        NearNames.nearest(to: text, in: record.keys.map(\.text)).map { "did you mean `\($0)`?" }
          ?? "give it a value first: `… = …` adds only the last key of a path"
      })
  }

  func located<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch { throw RuntimeError.located(error, at: range) }
  }
}
