import ImgFlowSyntax
import ImgFlowValues

/// `match v { … }`.
final class MatchNode: Node, @unchecked Sendable {
  /// Sendable: the node sets `literals` before anything runs.
  final class Arm: @unchecked Sendable {
    let pattern: PatternNode
    let condition: Node?
    let body: Kept<Node>
    /// The arms from this one on, when they are looked up together.
    @exclusivity(unchecked) fileprivate(set) var literals: LiteralArms?

    init(_ pattern: PatternNode, condition: Node?, _ body: Node) {
      self.pattern = pattern
      self.condition = condition
      self.body = Kept(body)
    }
  }

  private let subject: Operand
  private let arms: KeptList<Arm>

  init(_ subject: Node, _ arms: [Arm], _ range: SourceRange) {
    self.subject = Operand(subject)
    self.arms = KeptList(arms)
    var index = 0
    while index < arms.count {
      arms[index].literals = LiteralArms(arms, from: index)
      index = arms[index].literals?.end ?? index + 1
    }
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    try arms.use(arm(e, slots)) { try $0.body.use { try $0.evaluate(e, slots) } }
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    try arms.use(arm(e, slots)) { try $0.body.use { try $0.execute(e, slots) } }
  }

  override func finish(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    try arms.use(arm(e, slots)) { try $0.body.use { try $0.finish(e, slots) } }
  }

  /// The index of the arm that the value fits.
  private func arm(_ e: Evaluator, _ slots: Slots) throws -> Int {
    // Kept: what patterns and conditions run may change the variable that it came from.
    let value = try subject.evaluate(e, slots)
    if let found = try withUnsafePointer(to: value, { try arm(for: $0, e, slots) }) {
      return found
    }
    throw RuntimeError(
      ValueError(
        .type, "no arm of this `match` matches \(value.described)",
        help: "add an arm `_ => …` for everything else"), at: subject.node.range)
  }

  @inline(__always)
  private func arm(
    for place: UnsafePointer<Value>, _ e: Evaluator, _ slots: Slots
  ) throws -> Int? {
    var index = 0
    while index < arms.count {
      let next = try arms.use(index) { arm in
        if let literals = arm.literals, let choice = literals.choice(of: place) {
          return choice < literals.end ? ~choice : choice
        }
        guard try arm.pattern.matches(place, e, slots),
          try arm.condition?.test(e, slots) != false
        else { return index + 1 }
        return ~index
      }
      if next < 0 { return ~next }
      index = next
    }
    return nil
  }
}
