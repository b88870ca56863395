import ImgFlowSyntax
import ImgFlowValues

/// A built-in made ready for calling: what a call needs to know about it, worked out once.
final class NativeEntry: Sendable {
  let builtin: Builtin
  let size: Int
  let required: Int
  let takesRest: Bool
  let isMutation: Bool
  let callsFunctions: Bool
  private let standIns: [Value]
  /// The types of the parameters as bits; all of them where there is something more to check.
  private let types: [TypeSet]
  /// Whether a parameter collects the rest.
  private let collects: [Bool]
  private let refinements: [(@Sendable (Value, Evaluator) throws -> Value)?]
  private let needsRefinement: Bool
  let body: @Sendable (NativeCall) throws -> Value

  init(_ builtin: Builtin) {
    self.builtin = builtin
    size = builtin.parameters.count
    required = builtin.requiredCount
    takesRest = builtin.takesRest
    standIns = builtin.parameters.map { parameter in
      if case .defaulted(let value) = parameter.presence { value } else { .heap(Absent.marker) }
    }
    types = builtin.parameters.map(\.kinds)
    collects = builtin.parameters.map { if case .rest = $0.presence { true } else { false } }
    callsFunctions = builtin.callsFunctions
    refinements = builtin.parameters.map(\.refine)
    needsRefinement = refinements.contains { $0 != nil }
    switch builtin.body {
    case .function(let body):
      self.body = body
      isMutation = false
    case .mutation:
      self.body = { _ in .null }
      isMutation = true
    }
  }

  /// Whether `count` positional arguments fill the first parameters as they are.
  @inline(__always)
  func takes(_ count: Int) -> Bool {
    count >= required && count <= size && !takesRest && !isMutation
  }

  /// Opens a window of the stack for `given` arguments, with stand-ins after them.
  @inline(__always)
  func open(_ e: Evaluator, given: Int, at range: SourceRange) throws -> Slots {
    let base = e.top
    guard e.reserve(to: base + size) else {
      throw RuntimeError(
        ValueError(.limit, "calls are nested deeper than the value stack allows"), at: range)
    }
    var index = given
    while index < size {
      base[index] = standIns[index]
      index += 1
    }
    e.top = base + size
    return base
  }

  @inline(__always)
  func close(_ e: Evaluator, _ base: Slots) {
    var index = 0
    while index < size {
      (base + index).store(.null)
      index += 1
    }
    e.top = base
  }

  /// What stands in for a parameter that is left out.
  func standIn(at index: Int) -> Value { standIns[index] }

  /// Whether the arguments at these places of a window have the types of their parameters, and nothing more
  /// need be checked.
  func accepts(_ base: Slots, _ places: Range<Int>) -> Bool {
    !needsRefinement && places.allSatisfy { types[$0].accepts(base[$0]) }
  }

  @inline(__always)
  func arguments(in base: Slots, _ e: Evaluator, at range: SourceRange) -> NativeCall {
    NativeCall(evaluator: e, range: range, arguments: base, count: size)
  }

  /// Checks the first `given` arguments of a window and runs the body.
  func call(
    _ name: String, _ base: Slots, given: Int, _ e: Evaluator, at range: SourceRange
  ) throws -> Value {
    try call(name, base, given: given, e, at: range, body)
  }

  /// As above, with what stands in for the body.
  @inline(__always)
  func call<Result>(
    _ name: String, _ base: Slots, given: Int, _ e: Evaluator, at range: SourceRange,
    _ body: (NativeCall) throws -> Result
  ) throws -> Result {
    do {
      var index = 0
      while index < given, types[index].accepts(base[index]) { index += 1 }
      if index < given || needsRefinement { try check(base, e, name: name) }
      return try body(arguments(in: base, e, at: range))
    } catch { throw RuntimeError.located(error, at: range) }
  }
}

extension NativeEntry {
  /// Checks a window in which any argument may be missing, and runs the body.
  func callPlanned(
    _ name: String, _ base: Slots, _ e: Evaluator, at range: SourceRange
  ) throws -> Value {
    do {
      if needsRefinement || !isAccepted(base) { try check(base, e, name: name) }
      return try body(arguments(in: base, e, at: range))
    } catch { throw RuntimeError.located(error, at: range) }
  }

  /// Checks and refines the arguments in a window, in which any may be missing.
  func check(_ base: Slots, _ e: Evaluator, name: String) throws {
    for index in 0..<size where !collects[index] && !isAbsent(base + index) {
      guard types[index].accepts(base[index]) else {
        return try builtin.check(base, e, name: name, from: index)
      }
      if let refine = refinements[index] { base[index] = try refine(base[index], e) }
    }
  }

  @inline(__always)
  private func isAbsent(_ place: Slots) -> Bool {
    guard let object = place.heapObject else { return false }
    return object.toOpaque() == Unmanaged.passUnretained(Absent.marker).toOpaque()
  }

  /// Whether no argument needs a closer look.
  @inline(__always)
  private func isAccepted(_ base: Slots) -> Bool {
    var index = 0
    while index < size, collects[index] || types[index].accepts(base[index]) { index += 1 }
    return index == size
  }
}

/// The methods of one name, by the type that has them.
///
/// Sendable: the memory of `entries` is filled by `init` and never changes.
final class MethodTable: @unchecked Sendable {
  private let entries: UnsafeMutablePointer<NativeEntry?>
  private static let size = ValueType.allCases.count

  init(_ name: String) {
    entries = .allocate(capacity: Self.size)
    for type in ValueType.allCases {
      let method = BuiltinCatalogue.method(name, on: type)
      (entries + Int(type.rawValue)).initialize(to: method.map(NativeEntry.init))
    }
  }

  deinit {
    entries.deinitialize(count: Self.size)
    entries.deallocate()
  }

  @inline(__always)
  subscript(type: ValueType) -> NativeEntry? { entries[Int(type.rawValue)] }
}
