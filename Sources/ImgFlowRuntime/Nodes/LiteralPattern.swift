import ImgFlowSyntax
import ImgFlowValues

/// `200`, `"done"`, `null`.
final class LiteralPattern: PatternNode, @unchecked Sendable {
  private let literal: Operand
  private let text: Kept<StringObject>?

  init(_ literal: Node) {
    self.literal = Operand(literal)
    text = (literal as? ConstantNode)?.value.asStringObject.map(Kept.init)
    super.init(literal.range)
  }

  /// The value, when it is known before running.
  var constant: Value? { (literal.node as? ConstantNode)?.value }

  override func matches(
    _ place: UnsafePointer<Value>, _ e: Evaluator, _ slots: Slots
  ) throws -> Bool {
    if let text {
      let isEqual = place.withString { other in text.use { $0.hasText(of: other) } }
      if let isEqual { return isEqual }
    }
    return try literal.read(e, slots) { expected in
      do { return try Value.areEqual(at: place, expected) } catch {
        throw RuntimeError.located(error, at: range)
      }
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
    let patterns = (arm.pattern as? AlternativesPattern)?.patterns.map(\.self) ?? [arm.pattern]
    let literals = patterns.compactMap { ($0 as? LiteralPattern)?.constant }
    guard literals.count == patterns.count,
      literals.allSatisfy({ $0.asInt != nil || $0.type == .string })
    else { return nil }
    return literals
  }

  /// The index of the arm that takes a value, and `end` if none does; nil if they have to be tried.
  func choice(of place: UnsafePointer<Value>) -> Int? {
    if case .int(let number) = place.pointee { return ofInts[number] ?? end }
    // A float can equal an int, and a secret cannot be compared with a string.
    return place.withString { ofTexts.place(of: $0)?.pointee.asInt ?? end }
  }
}
