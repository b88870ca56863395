import ImgFlowSyntax
import ImgFlowValues

/// `div(a, b)`: a built-in that has a quick way for two ints.
final class QuickCallNode: BinaryNode, @unchecked Sendable {
  private let call: PlannedCall
  private let ofInts: @Sendable (Int, Int) -> Int?

  init(
    _ call: PlannedCall, _ ofInts: @escaping @Sendable (Int, Int) -> Int?, _ a: Node, _ b: Node,
    _ range: SourceRange
  ) {
    self.call = call
    self.ofInts = ofInts
    super.init(a, b, range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let a = try left.evaluate(e, slots)
    let b = try right.evaluate(e, slots)
    if case .int(let x) = a, case .int(let y) = b, let result = ofInts(x, y) {
      return .int(result)
    }
    return try call.run(e, at: self) { $0 == 0 ? a : b }
  }

  override var computesInt: Bool { mayBeInts }

  override func int(_ e: Evaluator, _ slots: Slots) -> Int? {
    guard let x = left.int(e, slots), let y = right.int(e, slots) else { return nil }
    return ofInts(x, y)
  }
}

/// `print(a)`, `json.parse(a)`: a built-in that is known before running, with positional arguments that
/// fill its first parameters.
final class NativeCallNode: Node, @unchecked Sendable {
  let entry: NativeEntry
  let name: String
  let arguments: OperandList

  init(_ entry: NativeEntry, name: String, _ arguments: [Node], _ range: SourceRange) {
    self.entry = entry
    self.name = name
    self.arguments = OperandList(arguments)
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let base = try entry.open(e, given: arguments.count, at: self)
    defer { entry.close(e, base) }
    for index in 0..<arguments.count {
      (base + index).store(try arguments.evaluate(index, e, slots))
    }
    return try entry.call(name, base, given: arguments.count, e, at: self)
  }
}

/// `max(a, b, c)`, `json.write(a, indent: 2)`: a built-in that is known before running, and collects arguments
/// or is given them by name.
final class PlannedCallNode: Node, @unchecked Sendable {
  private let call: PlannedCall
  private let arguments: OperandList

  init(_ call: PlannedCall, _ arguments: [Node], _ range: SourceRange) {
    self.call = call
    self.arguments = OperandList(arguments)
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    try call.run(e, at: self) { try arguments.evaluate($0, e, slots) }
  }
}

/// How a call gives a built-in its arguments, worked out once.
///
/// Sendable: it is immutable, and so is the memory that it keeps.
final class PlannedCall: @unchecked Sendable {
  private let entry: NativeEntry
  private let name: String
  /// The parameter of each argument, in the order of the source.
  private let targets: UnsafeMutableBufferPointer<Int>
  private let absent: UnsafeMutableBufferPointer<Int>
  /// The parameter that collects others; a negative number if none does.
  private let rest: Int

  /// Nil if the built-in does not take such arguments.
  ///
  /// - Parameters:
  ///   - labels: the names of arguments, in the order of the source; nil for those without one.
  ///   - hasReceiver: whether the receiver of a method precedes them.
  init?(_ entry: NativeEntry, name: String, labels: [String?], hasReceiver: Bool = false) {
    let names = labels.compactMap(\.self)
    let shape = ArgumentShape(positionalCount: labels.count - names.count, names: names)
    let matcher = entry.builtin.matcher(named: name, isMethod: hasReceiver)
    guard !entry.isMutation, let plan = try? matcher.plan(for: shape) else { return nil }
    self.entry = entry
    self.name = name
    let first = hasReceiver ? 1 : 0
    targets = Self.kept(plan.sourceOrder(labels.map { $0 != nil }).map { $0 + first })
    absent = Self.kept(plan.absent.map { $0 + first })
    rest = plan.rest.map { $0 + first } ?? -1
  }

  deinit {
    targets.deallocate()
    absent.deallocate()
  }

  /// Numbers that are read without counting references to an array.
  private static func kept(_ numbers: [Int]) -> UnsafeMutableBufferPointer<Int> {
    let kept = UnsafeMutableBufferPointer<Int>.allocate(capacity: numbers.count)
    _ = kept.initialize(from: numbers)
    return kept
  }

  /// Calls the built-in.
  ///
  /// - Parameters:
  ///   - receiver: that of a method.
  ///   - argument: gives the argument at an index of the source; called once for each, in order.
  @inline(__always)
  func run(
    _ e: Evaluator, receiver: Value? = nil, at site: Node,
    _ argument: (Int) throws -> Value
  ) throws -> Value {
    let base = try entry.open(e, given: entry.size, at: site)
    defer { entry.close(e, base) }
    if let receiver { base.store(receiver) }
    let collected = rest >= 0 ? ListObject.make(count: 0) : nil
    for index in targets.indices {
      let value = try argument(index)
      if targets[index] == rest {
        do { try collected?.append(value) } catch { throw site.located(error) }
      } else {
        (base + targets[index]).store(value)
      }
    }
    for index in absent { (base + index).store(UnsafePointer(entry.standIn(at: index)).copy()) }
    if let collected { (base + rest).store(.heap(collected)) }
    return try entry.callPlanned(name, base, e, at: site)
  }
}

extension ArgumentPlan {
  /// The parameter of each argument in the order of the source.
  ///
  /// - Parameter isNamed: for each argument, whether it has a name.
  func sourceOrder(_ isNamed: [Bool]) -> [Int] {
    var positional = 0
    var named = isNamed.count { !$0 }
    return isNamed.map { isNamed in
      defer { if isNamed { named += 1 } else { positional += 1 } }
      return targets[isNamed ? named : positional]
    }
  }
}

extension MethodTable {
  /// How each method gets arguments that do not just fill its first parameters; empty if all do, or if some
  /// are spread.
  ///
  /// - Parameters:
  ///   - general: the arguments if some have names or are spread.
  ///   - count: how many there are otherwise.
  func plans(name: String, _ general: ArgumentNodes?, count: Int) -> [PlannedCall?] {
    guard general?.isFixed != false else { return [] }
    let labels = general?.items.map(\.name) ?? Array(repeating: nil, count: count)
    let plans = ValueType.allCases.map { type -> PlannedCall? in
      guard let entry = self[type], general != nil || !entry.takes(count + 1) else { return nil }
      return PlannedCall(entry, name: name, labels: labels, hasReceiver: true)
    }
    return plans.contains { $0 != nil } ? plans : []
  }
}
