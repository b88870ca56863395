import ImgFlowSyntax
import ImgFlowValues

/// Statements one after the other; the value is that of the last one when it is an expression.
final class BlockNode: Node, @unchecked Sendable {
  let statements: NodeList
  let hasValue: Bool
  /// Slots whose boxes must exist before the functions of the block are made.
  let earlyBoxes: [Int]
  private let hasEarlyBoxes: Bool

  init(_ statements: [Node], hasValue: Bool, earlyBoxes: [Int], _ range: SourceRange) {
    self.statements = NodeList(statements)
    self.hasValue = hasValue
    self.earlyBoxes = earlyBoxes
    self.hasEarlyBoxes = !earlyBoxes.isEmpty
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    prepare(e, slots)
    let last = statements.count - 1
    guard last >= 0 else { return .null }
    for index in 0..<last {
      let completion = try statements.execute(index, e, slots)
      if completion != .next { throw Escape(completion: completion) }
    }
    if hasValue { return try statements.evaluate(last, e, slots) }
    let completion = try statements.execute(last, e, slots)
    if completion != .next { throw Escape(completion: completion) }
    return .null
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    prepare(e, slots)
    for index in 0..<statements.count {
      let completion = try statements.execute(index, e, slots)
      if completion != .next { return completion }
    }
    return .next
  }

  override func finish(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    prepare(e, slots)
    let last = statements.count - 1
    guard last >= 0 else { return noValue(e) }
    for index in 0..<last {
      let completion = try statements.execute(index, e, slots)
      if completion != .next { return completion }
    }
    if hasValue { return try statements.finish(last, e, slots) }
    let completion = try statements.execute(last, e, slots)
    return completion == .next ? noValue(e) : completion
  }

  private func noValue(_ e: Evaluator) -> Completion {
    e.result = .null
    return .returnValue
  }

  @inline(__always)
  private func prepare(_ e: Evaluator, _ slots: Slots) {
    if hasEarlyBoxes { makeBoxes(e, slots) }
  }

  @inline(never)
  private func makeBoxes(_ e: Evaluator, _ slots: Slots) {
    for slot in earlyBoxes { slots[slot] = .heap(e.makeBox(Uninitialised.value)) }
  }
}

/// `if c { … } else { … }`.
final class IfNode: Node, @unchecked Sendable {
  let condition: Node
  let then: Node
  let otherwise: Node?

  init(_ condition: Node, _ then: Node, _ otherwise: Node?, _ range: SourceRange) {
    self.condition = condition
    self.then = then
    self.otherwise = otherwise
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    if try condition.test(e, slots) { return try then.evaluate(e, slots) }
    return try otherwise?.evaluate(e, slots) ?? .null
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    if try condition.test(e, slots) { return try then.execute(e, slots) }
    return try otherwise?.execute(e, slots) ?? .next
  }

  override func finish(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    if try condition.test(e, slots) { return try then.finish(e, slots) }
    if let otherwise { return try otherwise.finish(e, slots) }
    e.result = .null
    return .returnValue
  }
}

/// `while c { … }`.
final class WhileNode: StatementNode, @unchecked Sendable {
  private let condition: Node
  private let body: LoopBody

  init(_ condition: Node, _ body: Node, _ range: SourceRange) {
    self.condition = condition
    self.body = LoopBody(body)
    super.init(range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    while try condition.test(e, slots) {
      try e.checkCancellation(at: range)
      switch try body.run(e, slots) {
      case .next, .continueLoop: continue
      case .breakLoop: return .next
      case .returnValue: return .returnValue
      case let jump: return e.leaveLoop(jump)
      }
    }
    return .next
  }
}

/// The body of a loop, whose statements the loop runs itself.
struct LoopBody: Sendable {
  private let statements: NodeList

  init(_ body: Node) {
    if let block = body as? BlockNode, block.earlyBoxes.isEmpty {
      statements = block.statements
    } else {
      statements = NodeList([body])
    }
  }

  /// Runs the body once; a `break` out of an expression in it arrives as an `Escape`.
  @inline(__always)
  func run(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    do {
      for index in 0..<statements.count {
        let completion = try statements.execute(index, e, slots)
        if completion != .next { return completion }
      }
      return .next
    } catch let escape as Escape {
      return escape.completion
    }
  }
}

/// `for x in xs { … }`.
final class ForNode: StatementNode, @unchecked Sendable {
  let sequence: Node
  let index: Binding
  let hasIndex: Bool
  let item: PatternNode
  /// The slot of the item, when it is one name for a variable of the frame; a negative number otherwise.
  private let local: Int
  /// Whether the item is `_`.
  private let isUnused: Bool
  /// The sequence, when it is a call that may give its items one at a time.
  private let call: MethodCallNode?
  private let body: LoopBody

  init(
    _ sequence: Node, index: Binding?, item: PatternNode, _ body: Node, _ range: SourceRange
  ) {
    self.sequence = sequence
    self.index = index ?? .none
    self.hasIndex = index != nil
    self.item = item
    local = if case .local(let slot) = item.plainBinding { slot } else { -1 }
    isUnused = if item is BindingPattern, case .none = item.plainBinding { true } else { false }
    call = MethodCallNode.makingItems(sequence)
    self.body = LoopBody(body)
    super.init(range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    guard let call else { return try execute(sequence.evaluate(e, slots), e, slots) }
    let receiver = try call.receiver.evaluate(e, slots)
    if let entry = try call.itemMaker(of: receiver, callingFunctions: false),
      let items = entry.builtin.items
    {
      return try call.call(entry, on: receiver, e, slots) { call in
        try execute(e, slots) { try items(call, $0) }
      }
    }
    return try execute(call.call(on: receiver, e, slots), e, slots)
  }

  /// Goes through a value as it is now, whatever the body does to the variable that it came from.
  private func execute(_ value: Value, _ e: Evaluator, _ slots: Slots) throws -> Completion {
    switch value.type {
    case .list:
      guard let list = value.asList else { break }
      return try execute(count: list.count, e, slots) { index, use in
        guard let place = list.place(at: index) else { return .next }
        if hasIndex { self.index.bind(.int(index), e, slots) }
        return try use(place)
      }
    case .range:
      guard let range = value.asRange else { break }
      return try execute(count: range.count, e, slots) { index, use in
        if hasIndex { self.index.bind(.int(index), e, slots) }
        return try withUnsafePointer(to: .int(range.lower + index), use)
      }
    case .bytes:
      guard let bytes = value.asBytes else { break }
      return try execute(count: bytes.bytes.count, e, slots) { index, use in
        if hasIndex { self.index.bind(.int(index), e, slots) }
        return try withUnsafePointer(to: .int(Int(bytes.bytes[index])), use)
      }
    case .object where hasIndex:
      guard let record = value.asRecord else { break }
      let (keys, values) = (record.keys, record.values)
      return try execute(count: keys.count, e, slots) { index, use in
        self.index.bind(.heap(keys[index]), e, slots)
        return try withUnsafePointer(to: values[index], use)
      }
    case .string:
      guard let text = value.asStringObject else { break }
      guard text.hasLoneScalars else {
        return try execute(e, slots) { try TextParts.characters(text, e.scratch, $0) }
      }
      return try text.withUTF8 { bytes in
        let scalars = UTF8Scalars(bytes)
        var place = 0
        return try execute(count: text.length, e, slots) { index, use in
          if hasIndex { self.index.bind(.int(index), e, slots) }
          let start = place
          place = scalars.index(after: start)
          if place == start + 1 { return try use(e.scratch.letter(bytes[start])) }
          let character = e.scratch.string(of: start..<place, in: bytes)
          return try withUnsafePointer(to: .heap(character), use)
        }
      }
    default: break
    }
    var iteration = try Iteration(
      value, e, at: sequence.range, for: hasIndex ? .loopWithIndex : .loop)
    return try execute(e, slots) { use in
      while let next = try iteration.next(e), try use(next) {}
    }
  }

  /// Goes through `count` items that stay where they are.
  ///
  /// - Parameter each: binds the index of an item, and hands over where the item is.
  @inline(__always)
  private func execute(
    count: Int, _ e: Evaluator, _ slots: Slots,
    _ each: (Int, (UnsafePointer<Value>) throws -> Completion) throws -> Completion
  ) throws -> Completion {
    for index in 0..<count {
      try e.checkCancellation(at: range)
      let completion = try each(index) { place in
        try bind(place, e, slots)
        return try body.run(e, slots)
      }
      switch completion {
      case .next, .continueLoop: continue
      case .breakLoop: return .next
      case .returnValue: return .returnValue
      case let jump: return e.leaveLoop(jump)
      }
    }
    return .next
  }

  @inline(__always)
  private func bind(_ place: UnsafePointer<Value>, _ e: Evaluator, _ slots: Slots) throws {
    if local >= 0 {
      (slots + local).store(place.copy())
    } else if !isUnused {
      try item.destructure(place, e, slots)
    }
  }

  /// Going through items while they are made.
  private func execute(
    _ e: Evaluator, _ slots: Slots, _ items: (ItemUse) throws -> Void
  ) throws -> Completion {
    var position = 0
    var completion = Completion.next
    try items { next in
      try e.checkCancellation(at: range)
      if hasIndex { index.bind(.int(position), e, slots) }
      position += 1
      try withUnsafePointer(to: next) { try bind($0, e, slots) }
      switch try body.run(e, slots) {
      case .next, .continueLoop: return true
      case .breakLoop: return false
      case .returnValue:
        completion = .returnValue
        return false
      case let jump:
        completion = e.leaveLoop(jump)
        return false
      }
    }
    return completion
  }
}

/// `break`, `continue`.
final class JumpNode: Node, @unchecked Sendable {
  let completion: Completion

  init(_ completion: Completion, _ range: SourceRange) {
    self.completion = completion
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    throw Escape(completion: completion)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion { completion }
  override func finish(_ e: Evaluator, _ slots: Slots) throws -> Completion { completion }
}

/// `break label`, `continue label` of a loop further out.
final class OuterJumpNode: Node, @unchecked Sendable {
  private let completion: Completion
  /// How many loops are left before that one.
  private let count: Int

  init(_ completion: Completion, leaving count: Int, _ range: SourceRange) {
    self.completion = completion
    self.count = count
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    throw Escape(completion: try execute(e, slots))
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    e.outerLoops = count
    return completion
  }

  override func finish(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    try execute(e, slots)
  }
}

extension Evaluator {
  /// What a loop ends with that a jump to a loop further out leaves: for the next loop, that may be its own.
  fileprivate func leaveLoop(_ jump: Completion) -> Completion {
    outerLoops -= 1
    if outerLoops > 0 { return jump }
    return jump == .breakOuter ? .breakLoop : .continueLoop
  }
}

/// `return e`.
final class ReturnNode: Node, @unchecked Sendable {
  let value: Node?

  init(_ value: Node?, _ range: SourceRange) {
    self.value = value
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    throw Escape(completion: try execute(e, slots))
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    e.result = try value?.evaluate(e, slots) ?? .null
    return .returnValue
  }

  override func finish(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    try execute(e, slots)
  }
}
