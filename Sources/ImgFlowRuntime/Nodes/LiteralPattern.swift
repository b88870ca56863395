import ImgFlowSyntax
import ImgFlowValues

/// `200`, `"done"`, `null`.
final class LiteralPattern: PatternNode, @unchecked Sendable {
  /// The value, when it is known before running.
  let constant: Value?
  private let literal: Node
  private let text: Kept<StringObject>?

  init(_ literal: Node) {
    self.literal = literal
    constant = (literal as? ConstantNode)?.value
    text = constant?.asStringObject.map(Kept.init)
    super.init(literal.range)
  }

  override func matches(_ value: Value, _ e: Evaluator, _ slots: Slots) throws -> Bool {
    switch (value, constant) {
    case (.int(let a), .int(let b)): return a == b
    case (.heap(let object), _) where object.type == .string:
      guard let text else { break }
      return text.use { $0.hasText(of: unsafeDowncast(object, to: StringObject.self)) }
    default: break
    }
    return try isEqual(to: value, e, slots)
  }

  @inline(never)
  private func isEqual(to value: Value, _ e: Evaluator, _ slots: Slots) throws -> Bool {
    let expected = try literal.evaluate(e, slots)
    do { return try Value.areEqual(value, expected) } catch {
      throw RuntimeError.located(error, at: range)
    }
  }
}

/// Consecutive arms of a `match` that are ints and strings written out: which of them a value chooses is looked
/// up, however many they are.
///
/// Sendable: it is immutable.
final class LiteralArms: @unchecked Sendable {
  /// Fewer are tried one after the other.
  private static let leastCount = 6

  /// The index after the last of the arms.
  let end: Int
  private var ofInts: [Int: Int] = [:]
  private let ofTexts = RecordObject()

  /// Nil if there are too few such arms from `start` on.
  init?(_ arms: [MatchNode.Arm], from start: Int) {
    let literals = arms[start...].lazy.map(Self.literals).prefix { $0 != nil }.map { $0 ?? [] }
    end = start + literals.count
    guard literals.count >= Self.leastCount else { return nil }
    for (index, literals) in literals.enumerated() {
      for literal in literals { add(literal, arm: start + index) }
    }
  }

  private func add(_ literal: Value, arm: Int) {
    if case .int(let number) = literal {
      ofInts[number] = ofInts[number] ?? arm
    } else if let text = literal.asStringObject, ofTexts[text] == nil {
      try? ofTexts.set(text, .int(arm))
    }
  }

  /// The ints and strings that an arm without a condition takes; nil if it takes anything else.
  private static func literals(of arm: MatchNode.Arm) -> [Value]? {
    guard arm.condition == nil else { return nil }
    let pattern = arm.pattern.use { $0 }
    let patterns = (pattern as? AlternativesPattern)?.patterns ?? [pattern]
    let literals = patterns.compactMap { ($0 as? LiteralPattern)?.constant }
    guard literals.count == patterns.count,
      literals.allSatisfy({ $0.asInt != nil || $0.type == .string })
    else { return nil }
    return literals
  }

  /// The index of the arm that takes a value, and `end` if none does; nil if they have to be tried.
  func choice(of value: Value) -> Int? {
    switch value {
    case .int(let number): ofInts[number] ?? end
    case .heap(let object) where object.type == .string:
      ofTexts[unsafeDowncast(object, to: StringObject.self)]?.asInt ?? end
    // A float can equal an int, and a secret cannot be compared with a string.
    default: nil
    }
  }
}
