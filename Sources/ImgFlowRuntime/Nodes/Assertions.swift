import ImgFlowSyntax
import ImgFlowValues

/// `assert e`, `assert e, message`: says the values of the parts of a condition that does not hold.
final class AssertNode: Node, @unchecked Sendable {
  let condition: Node
  /// What is said in addition, which is evaluated only when the condition does not hold.
  private let message: Node?

  private static let mostNotes = 12

  init(_ condition: Node, message: Node?, _ range: SourceRange) {
    self.condition = condition
    self.message = message
    super.init(range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    let outer = e.parts.count
    defer { e.parts.removeLast(e.parts.count - outer) }
    if try condition.test(e, slots) { return .next }
    let text = "`\(condition.range.text)`"
    let parts = notes(e.parts[outer...])
    guard let message = try message?.evaluate(e, slots) else {
      throw RuntimeError(
        ValueError(.assertion, "assertion failed: \(text)"), at: condition.range, notes: parts)
    }
    throw RuntimeError(
      ValueError(.assertion, "assertion failed: \(message.displayText)"), at: condition.range,
      notes: ["\(text) is false"] + parts)
  }

  /// A line for each part, from left to right and the larger ones first.
  private func notes(_ parts: ArraySlice<Evaluator.Part>) -> [String] {
    let whole = condition.range
    let shown = parts.filter { part in
      let isWhole = part.range.start == whole.start && part.range.end == whole.end
      return !isWhole && part.value.type != .function
    }
    let sorted = shown.sorted { ($0.range.start, $1.range.end) < ($1.range.start, $0.range.end) }
    var notes: [String] = []
    for part in sorted {
      let note = "`\(part.range.text)` is \(part.value.shortDescription())"
      if !notes.contains(note) { notes.append(note) }
    }
    let hidden = notes.count - Self.mostNotes
    return hidden > 0 ? notes.prefix(Self.mostNotes) + ["and \(hidden) more parts"] : notes
  }
}

/// A part of an assertion's condition, whose value is kept in case it is needed.
final class PartNode: Node, @unchecked Sendable {
  let part: Node

  init(_ part: Node) {
    self.part = part
    super.init(part.range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let value = try part.evaluate(e, slots)
    e.parts.append(Evaluator.Part(self, value))
    return value
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    let isTrue = try part.test(e, slots)
    e.parts.append(Evaluator.Part(self, .bool(isTrue)))
    return isTrue
  }
}
