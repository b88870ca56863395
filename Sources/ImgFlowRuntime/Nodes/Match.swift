import ImgFlowSyntax
import ImgFlowValues

/// `match v { … }`.
final class MatchNode: Node, @unchecked Sendable {
  struct Arm {
    let pattern: Kept<PatternNode>
    let condition: Kept<Node>?
    let body: Kept<Node>

    init(_ pattern: PatternNode, condition: Node?, _ body: Node) {
      self.pattern = Kept(pattern)
      self.condition = condition.map(Kept.init)
      self.body = Kept(body)
    }
  }

  private let subject: Operand
  private let arms: [Arm]
  /// By the index of the first of them.
  private let literals: [Int: LiteralArms]

  init(_ subject: Node, _ arms: [Arm], _ range: SourceRange) {
    self.subject = Operand(subject)
    self.arms = arms
    var literals: [Int: LiteralArms] = [:]
    var index = 0
    while index < arms.count {
      literals[index] = LiteralArms(arms, from: index)
      index = literals[index]?.end ?? index + 1
    }
    self.literals = literals
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    try body(e, slots).use { try $0.evaluate(e, slots) }
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    try body(e, slots).use { try $0.execute(e, slots) }
  }

  override func finish(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    try body(e, slots).use { try $0.finish(e, slots) }
  }

  private func body(_ e: Evaluator, _ slots: Slots) throws -> Kept<Node> {
    let value = try subject.evaluate(e, slots)
    var index = 0
    while index < arms.count {
      if !literals.isEmpty, let literals = literals[index], let choice = literals.choice(of: value)
      {
        if choice < literals.end { return arms[choice].body }
        index = choice
        continue
      }
      if try fits(index, value, e, slots) { return arms[index].body }
      index += 1
    }
    throw RuntimeError(
      ValueError(
        .type, "no arm of this `match` matches \(value.described)",
        help: "add an arm `_ => …` for everything else"), at: subject.node.range)
  }

  @inline(__always)
  private func fits(
    _ index: Int, _ value: Value, _ e: Evaluator, _ slots: Slots
  ) throws -> Bool {
    guard try arms[index].pattern.use({ try $0.matches(value, e, slots) }) else { return false }
    guard let condition = arms[index].condition else { return true }
    return try condition.use { try $0.test(e, slots) }
  }
}
