import ImgFlowSyntax
import ImgFlowValues

/// `f(a, b)` with positional arguments only.
class CallNode: Node, @unchecked Sendable {
  final let callee: Node
  final let arguments: NodeList

  init(_ callee: Node, _ arguments: [Node], _ range: SourceRange) {
    self.callee = callee
    self.arguments = NodeList(arguments)
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let function = try callee.evaluate(e, slots)
    if let closure = function.asClosure, closure.code.takes(arguments.count) {
      return try call(closure, e, slots)
    }
    if function.isChainEnd { return function }
    return try callSlowly(function, e, slots)
  }

  /// Calls a closure that takes the arguments as they are.
  @inline(__always)
  final func call(_ closure: Closure, _ e: Evaluator, _ slots: Slots) throws -> Value {
    let base = e.top
    let count = arguments.count
    guard e.reserve(to: base + count) else {
      throw failure(.limit, "calls are nested deeper than the value stack allows")
    }
    if count == 1 {
      base.store(try arguments.evaluate(0, e, slots))
    } else if count > 1 {
      try place(base, e, slots)
    }
    return try e.runTraced(closure, base, at: range)
  }

  /// Evaluates arguments into the slots from `base` on. An argument may itself call functions, whose frames
  /// go above the arguments so far.
  private final func place(_ base: Slots, _ e: Evaluator, _ slots: Slots) throws {
    var placed = 0
    do {
      while placed < arguments.count {
        let value = try arguments.evaluate(placed, e, slots)
        (base + placed).store(value)
        placed += 1
        e.top = base + placed
      }
    } catch {
      for index in 0..<placed { base[index] = .null }
      e.top = base
      throw error
    }
  }

  @inline(never)
  final func callSlowly(_ function: Value, _ e: Evaluator, _ slots: Slots) throws -> Value {
    var values = CallArguments()
    values.positional.reserveCapacity(arguments.count)
    for index in 0..<arguments.count {
      values.positional.append(try arguments.evaluate(index, e, slots))
    }
    return try e.invoke(function, values, at: range)
  }
}

/// A call of a function that the module declares at its top level.
final class CallDeclaredNode: CallNode, @unchecked Sendable {
  private let box: Box

  init(_ callee: GlobalNode, _ arguments: [Node], _ range: SourceRange) {
    self.box = callee.box
    super.init(callee, arguments, range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    guard let function = box.function else { return try super.evaluate(e, slots) }
    return try function._withUnsafeGuaranteedRef { closure in
      guard closure.code.takes(arguments.count) else {
        return try callSlowly(.heap(closure), e, slots)
      }
      return try call(closure, e, slots)
    }
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
      guard let closure = object.asClosure, closure.code.takes(arguments.count) else {
        return try super.evaluate(e, slots)
      }
      return try call(closure, e, slots)
    }
  }
}

extension FunctionCode {
  /// Whether `count` positional arguments fill its parameters as they are.
  @inline(__always)
  func takes(_ count: Int) -> Bool { isPlain && parameterCount == count }
}

/// Arguments with names or spreads.
struct ArgumentNodes: @unchecked Sendable {
  struct Item {
    let name: String?
    let node: Node
    let isSpread: Bool
    let range: SourceRange
  }

  let items: [Item]

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
    } else {
      var iteration = try Iteration(value, e, at: item.range)
      do {
        if let list = value.asList { try Memory.claim(values: 2 * list.count) }
        try iteration.forEach(e) { arguments.positional.append($0) }
      } catch { throw RuntimeError.located(error, at: item.range) }
    }
  }
}

/// `f(a, name: b, ...c)`.
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

/// `div(a, b)`: a built-in that has a quick way for two ints.
final class QuickCallNode: BinaryNode, @unchecked Sendable {
  private let function: NativeFunction
  private let ofInts: @Sendable (Int, Int) -> Int?

  init(
    _ function: NativeFunction, _ ofInts: @escaping @Sendable (Int, Int) -> Int?, _ a: Node,
    _ b: Node, _ range: SourceRange
  ) {
    self.function = function
    self.ofInts = ofInts
    super.init(a, b, range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let a = try left.evaluate(e, slots)
    let b = try right.evaluate(e, slots)
    if case .int(let x) = a, case .int(let y) = b, let result = ofInts(x, y) {
      return .int(result)
    }
    return try e.invoke(.heap(function), positional: [a, b], at: range)
  }
}

/// `print(a)`, `json.parse(a)`: a built-in that is known before running, with positional arguments that
/// fill its first parameters.
final class NativeCallNode: Node, @unchecked Sendable {
  let entry: NativeEntry
  let name: String
  let arguments: NodeList

  init(_ entry: NativeEntry, name: String, _ arguments: [Node], _ range: SourceRange) {
    self.entry = entry
    self.name = name
    self.arguments = NodeList(arguments)
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let base = try entry.open(e, given: arguments.count, at: range)
    defer { entry.close(e, base) }
    for index in 0..<arguments.count { base[index] = try arguments.evaluate(index, e, slots) }
    return try entry.call(name, base, given: arguments.count, e, at: range)
  }
}
