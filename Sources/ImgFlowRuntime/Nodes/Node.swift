import ImgFlowSyntax
import ImgFlowValues

/// How a statement ended.
enum Completion: UInt8 {
  case next
  case breakLoop
  case continueLoop
  /// `break` and `continue` of a loop further out: `Evaluator.outerLoops` says which.
  case breakOuter
  case continueOuter
  /// The value is in `Evaluator.result`.
  case returnValue
}

/// A piece of a resolved script that can run: the tree walker is these nodes calling each other.
///
/// A node is immutable once built, but for inline caches, so that several threads can run the same
/// nodes at once. Subclasses are final and override what they do better than the defaults.
///
/// Sendable: inline caches are atomic, so threads see either an old entry or a new one.
class Node: @unchecked Sendable {
  let range: SourceRange

  init(_ range: SourceRange) { self.range = range }

  /// Computes the node's value.
  func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value { .null }

  /// Runs the node for its effect.
  func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    _ = try evaluate(e, slots)
    return .next
  }

  /// Computes a condition.
  func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    let value = try evaluate(e, slots)
    if case .bool(let isTrue) = value { return isTrue }
    throw notACondition(value)
  }

  /// Computes the node as the last thing a function does: the value is its result.
  func finish(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    e.result = try evaluate(e, slots)
    return .returnValue
  }

  /// Where the node's value is stored, for reading it without counting references: nil if it has to be
  /// evaluated. It is valid until anything else runs.
  func place(_ e: Evaluator, _ slots: Slots) -> UnsafePointer<Value>? { nil }

  /// Whether the value is stored somewhere, as those of variables and their parts are, so that `place` is
  /// worth asking.
  var isStored: Bool { false }

  /// The int that the node computes from variables, their parts and constants; nil if it is not an int, or
  /// computing it takes a closer look, which `evaluate` takes. It runs no code of the script, so that what is
  /// stored stays where it is.
  func int(_ e: Evaluator, _ slots: Slots) -> Int? { nil }

  /// Whether the node computes an int as a rule, so that `int` is worth asking.
  var computesInt: Bool { false }

  // MARK: - Errors

  func failure(_ kind: ErrorKind, _ message: String, help: String? = nil) -> RuntimeError {
    RuntimeError(ValueError(kind, message, help: help), at: range)
  }

  /// Gives an error of a value operation this node's place.
  func located(_ error: any Error) -> any Error { RuntimeError.located(error, at: range) }

  private func notACondition(_ value: Value) -> RuntimeError {
    let help: String? =
      switch value.type {
      case .null: "compare it: `… != null`"
      case .int, .float: "compare it: `… != 0`"
      case .string, .list: "compare its length: `… .length > 0`"
      default: nil
      }
    return failure(
      .type, "a condition must be a bool, but this is \(value.described)", help: help)
  }
}

/// A node that is run for its effect and has no value.
class StatementNode: Node, @unchecked Sendable {
  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let completion = try execute(e, slots)
    if completion != .next { throw Escape(completion: completion) }
    return .null
  }

  override func finish(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    let completion = try execute(e, slots)
    guard completion == .next else { return completion }
    e.result = .null
    return .returnValue
  }
}

/// `return`, `break` or `continue` out of a construct that is being evaluated for its value; the loop or call
/// around it turns it back into a completion.
struct Escape: Error {
  let completion: Completion
}

/// A jump that no loop or call handled. The checks before running refuse such jumps, so it is a defect of
/// ImgFlow, which must not look like the end of the script.
struct StrayJump: Error, CustomStringConvertible {
  let description: String

  /// - Parameter range: the call or script that the jump left.
  init(_ escape: Escape, out range: SourceRange) {
    let word =
      switch escape.completion {
      case .next: "statement"
      case .breakLoop, .breakOuter: "`break`"
      case .continueLoop, .continueOuter: "`continue`"
      case .returnValue: "`return`"
      }
    description = "a \(word) left the code at \(range), and nothing took it"
  }
}

/// A part of a script that is used without counting references to it: what it is a part of keeps it.
///
/// Sendable: the reference never changes, and `owner` keeps its object alive.
struct Kept<Object: AnyObject>: @unchecked Sendable {
  private let reference: Unmanaged<Object>
  private let owner: Object

  init(_ object: Object) {
    owner = object
    reference = .passUnretained(object)
  }

  @inline(__always)
  func use<Result>(_ body: (Object) throws -> Result) rethrows -> Result {
    try reference._withUnsafeGuaranteedRef(body)
  }
}

/// A fixed list of objects that are used without counting references to them.
///
/// Sendable: the memory of `objects` is filled by `init` and never changes.
struct KeptList<Object: AnyObject>: @unchecked Sendable {
  private let objects: UnsafeMutablePointer<Unmanaged<Object>>
  let count: Int
  private let storage: Storage

  var isEmpty: Bool { count == 0 }

  init(_ list: [Object]) {
    storage = Storage(list)
    objects = storage.references
    count = list.count
  }

  /// Keeps the objects, and the plain pointers to them.
  private final class Storage {
    let references: UnsafeMutablePointer<Unmanaged<Object>>
    private let objects: [Object]

    init(_ objects: [Object]) {
      self.objects = objects
      references = .allocate(capacity: max(1, objects.count))
      for (index, object) in objects.enumerated() {
        (references + index).initialize(to: .passUnretained(object))
      }
    }

    deinit { references.deallocate() }
  }

  @inline(__always)
  func use<Result>(_ index: Int, _ body: (Object) throws -> Result) rethrows -> Result {
    try objects[index]._withUnsafeGuaranteedRef(body)
  }

  subscript(index: Int) -> Object { objects[index].takeUnretainedValue() }

  func map<Result>(_ transform: (Object) throws -> Result) rethrows -> [Result] {
    try (0..<count).map { try transform(self[$0]) }
  }
}

/// A fixed list of nodes.
typealias NodeList = KeptList<Node>

extension KeptList<Node> {
  @inline(__always)
  func evaluate(_ index: Int, _ e: Evaluator, _ slots: Slots) throws -> Value {
    try use(index) { try $0.evaluate(e, slots) }
  }

  @inline(__always)
  func execute(_ index: Int, _ e: Evaluator, _ slots: Slots) throws -> Completion {
    try use(index) { try $0.execute(e, slots) }
  }

  @inline(__always)
  func finish(_ index: Int, _ e: Evaluator, _ slots: Slots) throws -> Completion {
    try use(index) { try $0.finish(e, slots) }
  }
}
