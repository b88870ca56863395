import ImgFlowSyntax
import ImgFlowValues

/// A function that a built-in was given and calls, often for one item after the other: what is the same for all
/// of them is worked out once.
///
/// It is valid while the built-in runs, as the `NativeCall` is that it came with: the arguments keep the
/// function, or who has it otherwise.
package struct GivenFunction {
  private let runner: Unmanaged<Evaluator>
  private let site: Unmanaged<Node>
  private let function: Value
  /// The function if it is one of the script.
  private let closure: Unmanaged<Closure>?
  /// Whether it needs a second argument: then it is given the place of each item.
  private let takesPlace: Bool

  /// - Parameter call: the call of the built-in.
  package init(_ function: Value, in call: NativeCall) {
    runner = call.runner
    site = call.site
    self.function = function
    closure = function.asClosure.map(Unmanaged.passUnretained)
    takesPlace = function.asClosure?.code.requiredCount == 2
  }

  /// Calls the function with one argument, as the script would.
  ///
  /// - Throws: what the function throws; a `type` error if it is not a function, or does not take one argument.
  package func callAsFunction(_ argument: consuming Value) throws -> Value {
    guard let closure, let base = try open(closure, given: 1) else {
      return try invoke([argument])
    }
    (base + closure._withUnsafeGuaranteedRef { $0.code.firstSlot }).store(argument)
    return try run(closure, base)
  }

  /// Calls the function with two arguments.
  ///
  /// - Throws: as above.
  package func callAsFunction(_ first: consuming Value, _ second: consuming Value) throws -> Value {
    guard let closure, let base = try open(closure, given: 2) else {
      return try invoke([first, second])
    }
    (base + closure._withUnsafeGuaranteedRef { $0.code.firstSlot }).store(first)
    (base + closure._withUnsafeGuaranteedRef { $0.code.slot(1) }).store(second)
    return try run(closure, base)
  }

  /// Calls the function with an item, and if it needs two arguments with the index or key of the item as well.
  ///
  /// - Throws: as above.
  @inline(__always)
  package func callAsFunction(
    _ item: consuming Value, at place: @autoclosure () -> Value
  ) throws -> Value {
    takesPlace ? try self(item, place()) : try self(item)
  }

  /// Calls the function as above and requires a bool from it.
  ///
  /// - Throws: as above; a `type` error if it returns anything else.
  @inline(__always)
  package func holds(for item: consuming Value, at place: @autoclosure () -> Value) throws -> Bool {
    try isTrue(self(item, at: place()))
  }

  /// Calls the function with one argument and requires a bool from it.
  ///
  /// - Throws: as above; a `type` error if it returns anything else.
  package func holds(for argument: consuming Value) throws -> Bool {
    try isTrue(self(argument))
  }

  private func isTrue(_ result: Value) throws -> Bool {
    guard case .bool(let isTrue) = result else {
      throw ValueError(
        .type, "the function must return a bool, but returned \(result.type.nameWithArticle)")
    }
    return isTrue
  }

  /// A window for a call with `count` arguments; nil if the function does not just take them in order.
  @inline(__always)
  private func open(_ closure: Unmanaged<Closure>, given count: Int) throws -> Slots? {
    try runner._withUnsafeGuaranteedRef { e in
      try closure._withUnsafeGuaranteedRef { closure in
        guard closure.code.takes(count) else { return nil }
        return try e.open(closure.code, given: count, at: range)
      }
    }
  }

  @inline(__always)
  private func run(_ closure: Unmanaged<Closure>, _ base: Slots) throws -> Value {
    try runner._withUnsafeGuaranteedRef { e in
      try closure._withUnsafeGuaranteedRef { try e.runTraced($0, base, at: range) }
    }
  }

  @inline(never)
  private func invoke(_ arguments: [Value]) throws -> Value {
    try runner._withUnsafeGuaranteedRef {
      try $0.invoke(function, positional: arguments, at: range)
    }
  }

  private var range: SourceRange { site._withUnsafeGuaranteedRef { $0.range } }
}
