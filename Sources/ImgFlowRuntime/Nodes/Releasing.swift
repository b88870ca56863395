import ImgFlowValues

/// A statement after which nothing reads some variables of the frame any more: their values are released, so
/// that another variable that holds them can be changed in place.
final class ReleasingNode: Node, @unchecked Sendable {
  private let statement: Node
  private let slots: [Int]

  init(_ statement: Node, _ slots: [Int]) {
    self.statement = statement
    self.slots = slots
    super.init(statement.range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let value = try statement.evaluate(e, slots)
    release(slots)
    return value
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    let completion = try statement.execute(e, slots)
    release(slots)
    return completion
  }

  override func finish(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    let completion = try statement.finish(e, slots)
    release(slots)
    return completion
  }

  @inline(__always)
  private func release(_ frame: Slots) {
    // Not by an iterator, which would count a reference to the list.
    for index in 0..<slots.count { (frame + slots[index]).store(.null) }
  }
}
