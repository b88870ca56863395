import ImgFlowSyntax
import ImgFlowValues
import Synchronization

/// `f(a, name: b)`: a call whose arguments are known before it runs, as nothing is spread.
class CallNode: Node, @unchecked Sendable {
  final let callee: Node
  final let arguments: OperandList
  /// The names of arguments, and where they are; empty if none has one.
  private final let labels: [(name: String?, range: SourceRange)]
  private final let isPositional: Bool
  /// Where the arguments go in the first function that needs more than their order to say so.
  private final let layout = Atomic<Unmanaged<CallLayout>?>(nil)

  init(
    _ callee: Node, _ arguments: [Node], labels: [(name: String?, range: SourceRange)] = [],
    _ range: SourceRange
  ) {
    self.callee = callee
    self.arguments = OperandList(arguments)
    self.labels = labels
    isPositional = labels.isEmpty
    super.init(range)
  }

  deinit { layout.load(ordering: .relaxed)?.release() }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    if let place = callee.place(e, slots), let closure = place.heapObject?.asClosure {
      // The call may change the variable that keeps the function.
      _ = closure.retain()
      defer { closure.release() }
      return try closure._withUnsafeGuaranteedRef { try call($0, e, slots) }
    }
    let function = try callee.evaluate(e, slots)
    if let closure = function.asClosure { return try call(closure, e, slots) }
    if function.isChainEnd { return function }
    return try callSlowly(function, e, slots)
  }

  @inline(__always)
  final func call(_ closure: Closure, _ e: Evaluator, _ slots: Slots) throws -> Value {
    let code = closure.code
    guard isPositional, code.takes(arguments.count) else {
      return try callByLayout(closure, e, slots)
    }
    let base = e.top
    guard e.reserve(to: base + code.argumentSpan) else { throw stackIsFull() }
    if arguments.count == 1 {
      (base + code.firstSlot).store(try arguments.evaluate(0, e, slots))
    } else if arguments.count > 1 {
      try place(in: code, base, e, slots)
    }
    if arguments.count < code.parameterCount { code.markAbsent(from: arguments.count, base) }
    return try e.runTraced(closure, base, at: range)
  }

  /// Evaluates arguments into the slots of the first parameters. An argument may itself call functions, whose
  /// frames go above the arguments.
  private final func place(
    in code: FunctionCode, _ base: Slots, _ e: Evaluator, _ slots: Slots
  ) throws {
    e.top = base + code.argumentSpan
    do {
      for index in 0..<arguments.count {
        let value = try arguments.evaluate(index, e, slots)
        (base + code.slot(index)).store(value)
      }
    } catch { throw giveUp(code, base, e, error) }
  }

  /// Takes back the arguments so far.
  @inline(never)
  private final func giveUp(
    _ code: FunctionCode, _ base: Slots, _ e: Evaluator, _ error: any Error
  ) -> any Error {
    for index in 0..<code.argumentSpan { base[index] = .null }
    e.top = base
    return error
  }

  private final func stackIsFull() -> RuntimeError {
    RuntimeError(ValueError.stackFull, at: range)
  }

  /// Calls a closure that collects arguments, or is given them by name.
  private final func callByLayout(
    _ closure: Closure, _ e: Evaluator, _ slots: Slots
  ) throws -> Value {
    let code = closure.code
    guard let layout = layout(for: code) else {
      return try callSlowly(.heap(closure), e, slots)
    }
    let base = try layout._withUnsafeGuaranteedRef { try place($0, in: code, e, slots) }
    return try e.runTraced(closure, base, at: range)
  }

  /// Evaluates arguments into the slots that they go to, from the one that is returned on.
  @inline(__always)
  private final func place(
    _ layout: CallLayout, in code: FunctionCode, _ e: Evaluator, _ slots: Slots
  ) throws -> Slots {
    let base = e.top
    guard e.reserve(to: base + code.argumentSpan) else { throw stackIsFull() }
    e.top = base + code.argumentSpan
    do {
      let rest = layout.collects ? ListObject.make(count: 0) : nil
      for index in 0..<arguments.count {
        let value = try arguments.evaluate(index, e, slots)
        if layout.slots[index] == layout.restSlot {
          try rest?.append(value)
        } else {
          (base + layout.slots[index]).store(value)
        }
      }
      for parameter in layout.absent {
        code.parameters.use(parameter) { base[$0.slot] = $0.standIn }
      }
      if let rest { base[layout.restSlot] = .heap(rest) }
    } catch { throw giveUp(code, base, e, located(error)) }
    return base
  }

  /// The layout for a function; nil if another one was called first, or it does not take such arguments.
  @inline(__always)
  private final func layout(for code: FunctionCode) -> Unmanaged<CallLayout>? {
    if let known = layout.load(ordering: .acquiring) {
      return known._withUnsafeGuaranteedRef { $0.code === code } ? known : nil
    }
    return firstLayout(for: code)
  }

  @inline(never)
  private final func firstLayout(for code: FunctionCode) -> Unmanaged<CallLayout>? {
    let named = labels.compactMap(\.name)
    let shape = ArgumentShape(positionalCount: arguments.count - named.count, names: named)
    guard let plan = try? code.matcher.plan(for: shape) else { return nil }
    let isNamed = (0..<arguments.count).map { !isPositional && labels[$0].name != nil }
    let new = Unmanaged.passRetained(CallLayout(plan, of: code, isNamed: isNamed))
    let (isFirst, known) = layout.compareExchange(
      expected: nil, desired: new, ordering: .acquiringAndReleasing)
    guard !isFirst else { return new }
    new.release()
    return known.flatMap { $0._withUnsafeGuaranteedRef { $0.code === code } ? $0 : nil }
  }

  @inline(never)
  final func callSlowly(_ function: Value, _ e: Evaluator, _ slots: Slots) throws -> Value {
    var values = CallArguments()
    values.positional.reserveCapacity(arguments.count)
    for index in 0..<arguments.count {
      let value = try arguments.evaluate(index, e, slots)
      if !isPositional, let name = labels[index].name {
        values.named.append((name, value, labels[index].range))
      } else {
        values.positional.append(value)
      }
    }
    return try e.invoke(function, values, at: range)
  }
}

/// Where the arguments of a call go in the frame of a function.
private final class CallLayout: Sendable {
  let code: FunctionCode
  /// The slot of each argument, in the order of the source.
  let slots: [Int]
  /// The parameters that are left out.
  let absent: [Int]
  /// Whether a parameter collects the rest.
  var collects: Bool { restSlot >= 0 }
  /// The slot of the parameter that collects the rest; negative if there is none.
  let restSlot: Int

  /// - Parameter isNamed: for each argument, whether it has a name.
  init(_ plan: ArgumentPlan, of code: FunctionCode, isNamed: [Bool]) {
    self.code = code
    slots = plan.sourceOrder(isNamed).map(code.slot)
    absent = plan.absent
    restSlot = plan.rest.map(code.slot) ?? -1
  }
}

/// A call of what is in a variable that functions share, or one of the top level: mostly a function that is
/// declared there, which the variable keeps.
final class CallSharedNode: CallNode, @unchecked Sendable {
  private let variable: VariablePlace

  init(
    _ callee: Node, in variable: Place.Root, _ arguments: [Node],
    labels: [(name: String?, range: SourceRange)], _ range: SourceRange
  ) {
    self.variable = VariablePlace(variable)
    super.init(callee, arguments, labels: labels, range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    guard let function = variable.declaredFunction(slots) else {
      return try super.evaluate(e, slots)
    }
    return try function._withUnsafeGuaranteedRef { try call($0, e, slots) }
  }
}

/// A call of a function in a variable of the frame, with arguments that change no variable of
/// the frame.
final class CallLocalNode: CallNode, @unchecked Sendable {
  private let slot: Int

  init(_ callee: LocalNode, _ arguments: [Node], _ range: SourceRange) {
    slot = callee.slot
    super.init(callee, arguments, range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    guard let object = (slots + slot).heapObject else { return try super.evaluate(e, slots) }
    return try object._withUnsafeGuaranteedRef { object in
      guard let closure = object.asClosure else {
        return try super.evaluate(e, slots)
      }
      return try call(closure, e, slots)
    }
  }
}

/// Arguments with names or spreads.
struct ArgumentNodes: Sendable {
  struct Item {
    let name: String?
    let node: Node
    let isSpread: Bool
    let range: SourceRange
  }

  let items: [Item]

  /// How many there are and their names, if none is spread.
  var shape: ArgumentShape {
    let names = items.compactMap(\.name)
    return ArgumentShape(positionalCount: items.count - names.count, names: names)
  }

  /// Whether their number and names are known before they are evaluated.
  var isFixed: Bool { !items.contains(where: \.isSpread) }

  func evaluate(_ e: Evaluator, _ slots: Slots) throws -> CallArguments {
    var arguments = CallArguments()
    for item in items {
      let value = try item.node.evaluate(e, slots)
      if let name = item.name {
        arguments.named.append((name, value, item.range))
      } else if item.isSpread {
        try spread(value, item, e, into: &arguments)
      } else {
        arguments.positional.append(value)
      }
    }
    return arguments
  }

  private func spread(
    _ value: Value, _ item: Item, _ e: Evaluator, into arguments: inout CallArguments
  ) throws {
    if let record = value.asRecord {
      for (key, field) in zip(record.keys, record.values) {
        arguments.named.append((key.text, field, item.range))
      }
    } else if let list = value.asList {
      do { try Memory.claim(values: 2 * list.count) } catch {
        throw RuntimeError.located(error, at: item.range)
      }
      arguments.positional.append(contentsOf: list.items)
    } else {
      var iteration = try Iteration(value, e, at: item.range, for: .spread)
      do {
        try iteration.forEach(e) { arguments.positional.append($0) }
      } catch { throw RuntimeError.located(error, at: item.range) }
    }
  }
}

/// `f(a, ...b)`: a call whose arguments are known only when it runs.
final class GeneralCallNode: Node, @unchecked Sendable {
  let callee: Node
  let arguments: ArgumentNodes

  init(_ callee: Node, _ arguments: ArgumentNodes, _ range: SourceRange) {
    self.callee = callee
    self.arguments = arguments
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let function = try callee.evaluate(e, slots)
    if function.isChainEnd { return function }
    return try e.invoke(function, try arguments.evaluate(e, slots), at: range)
  }
}
