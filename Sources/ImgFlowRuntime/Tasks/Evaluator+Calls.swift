import ImgFlowSyntax
import ImgFlowValues

extension Evaluator {
  /// Runs a closure whose arguments are in the slots from `base` on, then clears its frame.
  @inline(__always)
  func run(
    _ closure: Closure, _ base: Slots, at range: @autoclosure () -> SourceRange
  ) throws -> Value {
    let code = closure.code
    try enter(code, base, at: range())
    if code.hasCaptures { closure.placeCaptures(base + code.slotCount) }
    do {
      let value = try runBody(of: code, base)
      leave(code, base)
      return value
    } catch {
      return try leave(code, base, after: error, at: range())
    }
  }

  @inline(__always)
  private func runBody(of code: FunctionCode, _ base: Slots) throws -> Value {
    if !code.isPlain { return try runChecked(code, base) }
    if code.hasStatements { return try runStatements(code, base) }
    return try code.body.use { try $0.evaluate(self, base) }
  }

  /// Runs a body that ends by completing; kept out of line, since it is rarer.
  @inline(never)
  private func runStatements(_ code: FunctionCode, _ base: Slots) throws -> Value {
    let completion = try code.body.use { try $0.finish(self, base) }
    guard completion == .returnValue else { throw Escape(completion: completion) }
    return takeResult()
  }

  private func takeResult() -> Value {
    let value = result
    result = .null
    return value
  }

  /// A body whose parameters have types, defaults or patterns, or whose result has a type.
  @inline(never)
  private func runChecked(_ code: FunctionCode, _ base: Slots) throws -> Value {
    try bindParameters(code, base)
    let value =
      code.hasStatements
      ? try runStatements(code, base) : try code.body.use { try $0.evaluate(self, base) }
    return try checked(value, code)
  }

  private func checked(_ result: Value, _ code: FunctionCode) throws -> Value {
    guard !code.acceptedResults.accepts(result), let type = code.resultType else { return result }
    return try type.convert(result, self, at: code.range, what: "the result of `\(code.name)`")
  }

  @inline(__always)
  private func enter(
    _ code: FunctionCode, _ base: Slots, at range: @autoclosure () -> SourceRange
  ) throws {
    depth += 1
    let frameEnd = base + code.frameSize
    guard depth <= depthLimit, stackAddress() > stackFloor, reserve(to: frameEnd) else {
      throw refuse(code, base, at: range())
    }
    top = frameEnd
    do { try checkCancellation(at: range()) } catch {
      leaveAfterError(code, base)
      throw error
    }
  }

  /// Takes back the arguments of a call that cannot start.
  @inline(never)
  private func refuse(_ code: FunctionCode, _ base: Slots, at range: SourceRange) -> RuntimeError {
    let error = tooDeep(at: range)
    for index in 0..<code.argumentSpan { base[index] = .null }
    top = base
    depth -= 1
    return error
  }

  @inline(__always)
  private func leave(_ code: FunctionCode, _ base: Slots) {
    var slot = base
    let end = base + code.frameSize
    while slot < end {
      slot.store(.null)
      slot += 1
    }
    top = base
    depth -= 1
  }

  @inline(never)
  private func leaveAfterError(_ code: FunctionCode, _ base: Slots) { leave(code, base) }

  /// Leaves a call that did not reach the end of its body: this is where a `return` inside an expression
  /// ends, wherever in the function it is.
  @inline(never)
  private func leave(
    _ code: FunctionCode, _ base: Slots, after error: any Error, at range: SourceRange
  ) throws -> Value {
    leave(code, base)
    // A cast of any error takes far longer than a look at its type.
    guard type(of: error) == Escape.self, let escape = error as? Escape else { throw error }
    guard escape.completion == .returnValue else { throw StrayJump(escape, out: range) }
    return try checked(takeResult(), code)
  }

  /// An address on the thread's own stack, near its end.
  @inline(__always)
  private func stackAddress() -> UInt {
    var here: UInt8 = 0
    return withUnsafeMutablePointer(to: &here) { UInt(bitPattern: $0) }
  }

  private func tooDeep(at range: SourceRange) -> RuntimeError {
    let error =
      depth > depthLimit
      ? ValueError(
        .limit, "calls are nested deeper than \(depthLimit)",
        help: "check that the recursion ends, or raise the limit with `--max-depth`")
      : ValueError(
        .limit, "calls are nested deeper than the stack allows: \(depth)",
        help: "check that the recursion ends, or use a loop")
    return RuntimeError(error, at: range)
  }

  // MARK: - Calling values

  /// Calls a function value with one argument.
  package func call(_ function: Value, _ argument: Value, at range: SourceRange) throws -> Value {
    guard let closure = function.asClosure, closure.code.takes(1) else {
      return try invoke(function, positional: [argument], at: range)
    }
    let base = try open(closure.code, given: 1, at: range)
    (base + closure.code.firstSlot).store(argument)
    return try runTraced(closure, base, at: range)
  }

  /// A window for `count` positional arguments of a function that takes as many; defaults are after them.
  @inline(__always)
  func open(
    _ code: FunctionCode, given count: Int, at range: @autoclosure () -> SourceRange
  ) throws -> Slots {
    let base = top
    guard reserve(to: base + code.argumentSpan) else { throw tooDeep(at: range()) }
    if count < code.parameterCount { code.markAbsent(from: count, base) }
    return base
  }

  /// Calls a function value as a built-in does that was given it.
  func invoke(_ function: Value, positional: [Value], at range: SourceRange) throws -> Value {
    var arguments = CallArguments()
    arguments.positional = positional
    arguments.isCallback = true
    return try invoke(function, arguments, at: range)
  }

  /// Calls a function value with any arguments.
  func invoke(_ function: Value, _ arguments: CallArguments, at range: SourceRange) throws -> Value
  {
    if let closure = function.asClosure {
      let base = top
      do {
        try place(arguments, in: closure.code, base)
      } catch {
        throw RuntimeError.located(error, at: range)
      }
      return try runTraced(closure, base, at: range)
    }
    if let native = function.asNativeFunction {
      return try native.invoke(self, arguments, at: range)
    }
    throw RuntimeError(
      ValueError(
        .type, "only functions can be called, but this is \(function.described)",
        help: function.type == .module ? Self.foreignHelp(forCall: range) : nil), at: range)
  }

  /// What to write instead of a call of a namespace that is a function in another language.
  private static func foreignHelp(forCall range: SourceRange) -> String? {
    let name = String(range.text.prefix { $0 != "(" })
    return ForeignNames.help(ForeignNames.named(name), for: range)
  }

  /// Runs a closure and notes the call in the trace of an error that passes.
  @inline(__always)
  func runTraced(
    _ closure: Closure, _ base: Slots, at range: @autoclosure () -> SourceRange
  ) throws -> Value {
    do {
      return try run(closure, base, at: range())
    } catch { throw closure.traced(error, at: range()) }
  }
}

extension Closure {
  /// An error that passes out of a call of this function, with the call in its trace.
  @inline(never)
  fileprivate func traced(_ error: any Error, at range: SourceRange) -> any Error {
    switch error {
    case let error as RuntimeError: error.addCall(of: name, at: range)
    case let stop as CancellationError: return stop.passing(name, at: range)
    default: break
    }
    return error
  }
}

extension Unmanaged<HeapObject> {
  /// The closure that the object is, without counting a reference.
  @inline(__always)
  var asClosure: Unmanaged<Closure>? {
    _withUnsafeGuaranteedRef { object in
      guard object.type == .function,
        unsafeDowncast(object, to: FunctionObject.self).isClosure
      else { return nil }
      return .fromOpaque(toOpaque())
    }
  }
}

extension HeapObject {
  @inline(__always)
  var asClosure: Closure? {
    guard type == .function else { return nil }
    let function = unsafeDowncast(self, to: FunctionObject.self)
    return function.isClosure ? unsafeDowncast(function, to: Closure.self) : nil
  }
}

extension Value {
  @inline(__always)
  package var asFunction: FunctionObject? {
    guard case .heap(let object) = self, object.type == .function else { return nil }
    return unsafeDowncast(object, to: FunctionObject.self)
  }

  @inline(__always)
  var asClosure: Closure? {
    if case .heap(let object) = self { object.asClosure } else { nil }
  }

  var asNativeFunction: NativeFunction? { asFunction as? NativeFunction }
  var asStream: StreamObject? {
    guard case .heap(let object) = self, object.type == .stream else { return nil }
    return unsafeDowncast(object, to: StreamObject.self)
  }
}
