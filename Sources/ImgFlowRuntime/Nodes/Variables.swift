import ImgFlowSyntax
import ImgFlowValues

/// A variable that functions share, or one of the top level.
///
/// Sendable: only the work that `owner` names may change it, which every assignment checks.
final class Box: HeapObject, @unchecked Sendable {
  @exclusivity(unchecked) var value: Value
  /// The owner of the variable: the work that made it and, when that has ended, the work around it. No other
  /// work may change it.
  @exclusivity(unchecked) var owner: UInt64
  /// The closure of a declared function once its declaration has run: calls take it from here without
  /// counting a reference, since `value` keeps it.
  @exclusivity(unchecked) var function: Unmanaged<Closure>?

  init(_ value: Value, owner: UInt64) {
    self.value = value
    self.owner = owner
    super.init(type: .module)
  }

  /// Where the value is stored, as long as the box lives; nil until its declaration has run.
  @inline(__always)
  var place: UnsafePointer<Value>? {
    let place = withUnsafeMutablePointer(to: &value) { UnsafePointer($0) }
    if let object = place.heapObject,
      object._withUnsafeGuaranteedRef({ $0 === Uninitialised.marker })
    {
      return nil
    }
    return place
  }
}

/// What a box holds until its declaration has run; never seen by scripts.
final class Uninitialised: HeapObject, @unchecked Sendable {
  static let marker = Uninitialised(type: .module)
  static let value = Value.heap(marker)
}

extension Value {
  @inline(__always)
  var isUninitialised: Bool {
    if case .heap(let object) = self { object === Uninitialised.marker } else { false }
  }
}

/// A variable in a slot of the frame.
final class LocalNode: Node, @unchecked Sendable {
  let slot: Int

  init(_ slot: Int, _ range: SourceRange) {
    self.slot = slot
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    UnsafePointer(slots + slot).copy()
  }

  override var isStored: Bool { true }
  override func place(_ e: Evaluator, _ slots: Slots) -> UnsafePointer<Value>? {
    UnsafePointer(slots + slot)
  }
}

/// A variable in a box that the frame refers to.
final class BoxedNode: Node, @unchecked Sendable {
  let slot: Int
  let name: String

  init(_ slot: Int, name: String, _ range: SourceRange) {
    self.slot = slot
    self.name = name
    super.init(range)
  }

  var root: Place.Root { .boxed(slot) }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    guard let place = place(e, slots) else { throw tooEarly(name) }
    return place.copy()
  }

  override var isStored: Bool { true }
  override func place(_ e: Evaluator, _ slots: Slots) -> UnsafePointer<Value>? {
    (slots + slot).heapObject?._withUnsafeGuaranteedRef {
      unsafeDowncast($0, to: Box.self).place
    }
  }
}

/// A top-level variable.
final class GlobalNode: Node, @unchecked Sendable {
  let box: Box
  let name: String

  init(_ box: Box, name: String, _ range: SourceRange) {
    self.box = box
    self.name = name
    super.init(range)
  }

  var root: Place.Root { .global(box) }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    guard let place = box.place else { throw tooEarly(name) }
    return place.copy()
  }

  override var isStored: Bool { true }
  override func place(_ e: Evaluator, _ slots: Slots) -> UnsafePointer<Value>? { box.place }
}

extension Node {
  func tooEarly(_ name: String) -> RuntimeError {
    failure(
      .name, "`\(name)` is read before its declaration has run",
      help: "move the declaration of `\(name)` above the call that needs it")
  }
}

extension UnsafeMutablePointer<Value> {
  /// The box in a slot that the resolver knows to hold one.
  @inline(__always)
  func box(_ slot: Int) -> Box {
    guard case .heap(let object) = self[slot] else { return Box(.null, owner: 0) }
    return unsafeDowncast(object, to: Box.self)
  }
}

/// Where a declared name is stored.
enum Binding {
  case local(Int)
  /// A box of its own for every time the declaration runs.
  case boxed(Int)
  /// A box that was made when the block started.
  case earlyBoxed(Int)
  case global(Box)
  case none

  /// Notes the function that a declaration has bound, for calls through a box.
  @inline(__always)
  func note(_ function: Unmanaged<Closure>, _ slots: Slots) {
    switch self {
    case .boxed(let slot), .earlyBoxed(let slot):
      (slots + slot).heapObject?._withUnsafeGuaranteedRef {
        unsafeDowncast($0, to: Box.self).function = function
      }
    case .global(let box): box.function = function
    case .local, .none: break
    }
  }

  @inline(__always)
  func bind(_ value: Value, _ e: Evaluator, _ slots: Slots) {
    switch self {
    case .local(let slot): (slots + slot).store(value)
    case .boxed(let slot): slots[slot] = .heap(e.makeBox(value))
    case .earlyBoxed(let slot): slots.box(slot).value = value
    case .global(let box): box.value = value
    case .none: break
    }
  }
}

/// `fn name(…) { … }` where it is declared.
final class DeclareFunctionNode: StatementNode, @unchecked Sendable {
  let binding: Binding
  let closure: ClosureNode
  private let isInBox: Bool

  init(_ binding: Binding, _ closure: ClosureNode, _ range: SourceRange) {
    self.binding = binding
    isInBox =
      switch binding {
      case .boxed, .earlyBoxed, .global: true
      case .local, .none: false
      }
    self.closure = closure
    super.init(range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    let value = try closure.evaluate(e, slots)
    binding.bind(value, e, slots)
    if isInBox, let function = withUnsafePointer(to: value, { $0.heapObject?.asClosure }) {
      binding.note(function, slots)
    }
    return .next
  }
}

/// `let name = e` for a variable of the frame.
final class DeclareLocalNode: StatementNode, @unchecked Sendable {
  private let slot: Int
  private let value: Node

  init(_ slot: Int, _ value: Node, _ range: SourceRange) {
    self.slot = slot
    self.value = value
    super.init(range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    (slots + slot).store(try value.evaluate(e, slots))
    return .next
  }
}

/// `let name = e`, `var name = e`.
final class DeclareNode: StatementNode, @unchecked Sendable {
  let binding: Binding
  let value: Node
  private let type: Type?
  /// The values that the type takes as they are.
  private let accepted: TypeSet
  /// The name that it declares.
  let name: String

  init(_ binding: Binding, _ value: Node, type: Type?, named name: String, _ range: SourceRange) {
    self.binding = binding
    self.value = value
    self.type = type
    accepted = .accepted(by: type)
    self.name = name
    super.init(range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    var result = try value.evaluate(e, slots)
    if !accepted.accepts(result), let type {
      result = try type.convert(result, e, at: value.range, what: "`\(name)`")
    }
    binding.bind(result, e, slots)
    return .next
  }
}

/// `let {a, b} = e`.
final class DestructureNode: StatementNode, @unchecked Sendable {
  let pattern: PatternNode
  let value: Node
  let type: Type?

  init(_ pattern: PatternNode, _ value: Node, type: Type?, _ range: SourceRange) {
    self.pattern = pattern
    self.value = value
    self.type = type
    super.init(range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    var result = try value.evaluate(e, slots)
    if let type { result = try type.convert(result, e, at: value.range, what: "the value") }
    try withUnsafePointer(to: result) { try pattern.destructure($0, e, slots) }
    return .next
  }
}
