import ImgFlowSyntax
import ImgFlowValues

/// A built-in made ready for calling: what a call needs to know about it, worked out once.
///
/// Sendable: the memory of `checks` is filled by `init` and never changes.
final class NativeEntry: @unchecked Sendable {
  let builtin: Builtin
  let size: Int
  let required: Int
  let takesRest: Bool
  let isMutation: Bool
  let callsFunctions: Bool
  /// What is checked of the arguments, by parameter.
  private let checks: UnsafeMutablePointer<ArgumentCheck>
  let body: @Sendable (NativeCall) throws -> Value
  /// Nil unless it takes at most one argument, so that calls that fit it have just that.
  let ofPlaces: Builtin.QuickMethod?

  init(_ builtin: Builtin) {
    self.builtin = builtin
    size = builtin.parameters.count
    required = builtin.requiredCount
    takesRest = builtin.takesRest
    checks = .allocate(capacity: max(1, size))
    for (index, parameter) in builtin.parameters.enumerated() {
      (checks + index).initialize(to: ArgumentCheck(parameter))
    }
    callsFunctions = builtin.callsFunctions
    ofPlaces = size <= 2 && size == required ? builtin.ofPlaces : nil
    switch builtin.body {
    case .function(let body):
      self.body = body
      isMutation = false
    case .mutation:
      self.body = { _ in .null }
      isMutation = true
    }
  }

  deinit {
    for index in 0..<size { (checks + index).pointee.release() }
    checks.deinitialize(count: size)
    checks.deallocate()
  }

  /// Whether its arguments may stay in variables: nothing that it runs could change them.
  var mayBeLent: Bool { !callsFunctions }

  /// Whether `count` positional arguments fill the first parameters as they are.
  @inline(__always)
  func takes(_ count: Int) -> Bool {
    count >= required && count <= size && !takesRest && !isMutation
  }

  /// Opens a window of the stack for `given` arguments, with stand-ins after them.
  @inline(__always)
  func open(_ e: Evaluator, given: Int, at site: Node) throws -> Slots {
    let base = e.top
    guard e.reserve(to: base + size) else {
      throw RuntimeError(ValueError.stackFull, at: site.range)
    }
    var index = given
    while index < size {
      (base + index).store(UnsafePointer(standIn(at: index)).copy())
      index += 1
    }
    e.top = base + size
    return base
  }

  /// Closes a window whose first `lent` arguments were lent.
  @inline(__always)
  func close(_ e: Evaluator, _ base: Slots, lent: Int = 0) {
    var index = 0
    while index < lent {
      (base + index).takeBack()
      index += 1
    }
    while index < size {
      (base + index).store(.null)
      index += 1
    }
    e.top = base
  }

  /// Where the value is that stands in for a parameter that is left out.
  @inline(__always)
  func standIn(at index: Int) -> UnsafeMutablePointer<Value> { (checks + index).pointee.standIn }

  /// Whether the arguments at these places of a window are as their parameters want them, and nothing more
  /// need be checked.
  @inline(__always)
  func accepts(_ base: Slots, _ places: Range<Int>) -> Bool {
    for index in places where !(checks + index).pointee.accepts(base + index) { return false }
    return true
  }

  @inline(__always)
  func arguments(in base: Slots, _ e: Evaluator, at site: Node) -> NativeCall {
    NativeCall(e, at: site, base, count: size)
  }

  /// Checks the first `given` arguments of a window and runs the body.
  func call(
    _ name: String, _ base: Slots, given: Int, _ e: Evaluator, at site: Node
  ) throws -> Value {
    try call(name, base, given: given, e, at: site, body)
  }

  /// As above, with what stands in for the body.
  @inline(__always)
  func call<Result>(
    _ name: String, _ base: Slots, given: Int, _ e: Evaluator, at site: Node,
    _ body: (NativeCall) throws -> Result
  ) throws -> Result {
    do {
      var index = 0
      while index < given, (checks + index).pointee.accepts(base + index) { index += 1 }
      if index < given { try check(base, e, name: name, first: given) }
      return try body(arguments(in: base, e, at: site))
    } catch { throw site.located(error) }
  }
}

extension NativeEntry {
  /// Checks a window in which any argument may be missing, and runs the body.
  func callPlanned(
    _ name: String, _ base: Slots, _ e: Evaluator, at site: Node
  ) throws -> Value {
    do {
      if !isAccepted(base) { try check(base, e, name: name, first: size) }
      return try body(arguments(in: base, e, at: site))
    } catch { throw site.located(error) }
  }

  /// Checks and refines the first `count` arguments in a window, of which any may be missing.
  func check(_ base: Slots, _ e: Evaluator, name: String, first count: Int) throws {
    for (index, parameter) in builtin.parameters.prefix(count).enumerated()
    where !(checks + index).pointee.collects && !(base + index).isAbsent {
      do {
        guard parameter.kinds.accepts(at: base + index) else { throw Builtin.Unsuitable() }
        if let refine = parameter.refine { base[index] = try refine(base[index], e) }
      } catch is Builtin.Unsuitable {
        // Says what is wrong.
        return try builtin.check(base, e, name: name, from: index)
      }
    }
  }

  /// Whether no argument needs a closer look.
  @inline(__always)
  private func isAccepted(_ base: Slots) -> Bool {
    var index = 0
    while index < size, (checks + index).pointee.acceptsOrStandsIn(base + index) { index += 1 }
    return index == size
  }
}

/// An object for each type of values that has one, used without counting references.
///
/// Sendable: the memory of `references` is filled by `init` and never changes.
final class ByType<Object: AnyObject & Sendable>: @unchecked Sendable {
  private let objects: [Object?]
  private let references: UnsafeMutablePointer<Unmanaged<Object>?>

  init(_ object: (ValueType) -> Object?) {
    objects = ValueType.allCases.map(object)
    references = .allocate(capacity: objects.count)
    for (index, object) in objects.enumerated() {
      (references + index).initialize(to: object.map(Unmanaged.passUnretained))
    }
  }

  deinit { references.deallocate() }

  subscript(type: ValueType) -> Object? { objects[Int(type.rawValue)] }

  @inline(__always)
  func reference(_ type: ValueType) -> Unmanaged<Object>? { references[Int(type.rawValue)] }
}

/// The methods of one name, by the type that has them.
typealias MethodTable = ByType<NativeEntry>

extension ByType<NativeEntry> {
  convenience init(_ name: String) {
    self.init { BuiltinCatalogue.method(name, on: $0).map(NativeEntry.init) }
  }

  /// The method of a type, when `count` positional arguments fill its first parameters as they are.
  @inline(__always)
  func method(of type: ValueType, taking count: Int) -> Unmanaged<NativeEntry>? {
    guard let entry = reference(type), entry._withUnsafeGuaranteedRef({ $0.takes(count) })
    else { return nil }
    return entry
  }
}
