import ImgFlowSyntax
import ImgFlowValues

/// The condition of `if let pattern = e`: binds the value and is true, unless the value is null.
final class PresenceNode: Node, @unchecked Sendable {
  private let value: Node
  private let pattern: PatternNode

  init(_ value: Node, _ pattern: PatternNode) {
    self.value = value
    self.pattern = pattern
    super.init(value.range)
  }

  override func test(_ e: Evaluator, _ slots: Slots) throws -> Bool {
    let found = try value.evaluate(e, slots)
    if found.isNull { return false }
    try withUnsafePointer(to: found) { try pattern.destructure($0, e, slots) }
    return true
  }
}
