import ImgFlowSyntax
import ImgFlowValues

/// What a slot holds, which is empty afterwards: the value is moved to where it is assigned, so that nothing
/// shares it and it can be changed in place.
final class TakenNode: Node, @unchecked Sendable {
  private let slot: Int

  init(_ slot: Int, _ range: SourceRange) {
    self.slot = slot
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let value = (slots + slot).move()
    (slots + slot).initialize(to: .null)
    return value
  }
}

/// `x ??= e`, `o.key ??= e`: assigns where null or no value is, and evaluates `e` only then.
final class AssignMissingNode: StatementNode, @unchecked Sendable {
  private let place: Place
  private let assignment: TypedAssignNode
  private let value: Node

  init(_ place: Place, _ value: Node, _ range: SourceRange) {
    self.place = place
    self.value = value
    assignment = TypedAssignNode(place, place.type ?? .any, nil, value, range)
    super.init(range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    let keys = try place.openKeys(e, slots)
    defer { place.close(keys, e) }
    guard try place.isMissing(e, slots, keys) else { return .next }
    let operand = try value.evaluate(e, slots)
    do { try assignment.assign(operand, at: keys, e, slots) } catch { throw located(error) }
    return .next
  }
}

extension Place {
  /// Whether the place holds null, or is a key that an object does not have yet.
  fileprivate func isMissing(_ e: Evaluator, _ slots: Slots, _ keys: Keys) throws -> Bool {
    guard keys.count > 0 else { return try read(e, slots, keys, { $0.isNull }) }
    return try read(e, slots, keys, steps: keys.count - 1) { owner in
      let key = key(at: keys.count - 1, keys)
      if let record = owner.asRecord, let name = key.asStringObject, record[name] == nil {
        return true
      }
      return try located { try Indexing.value(of: owner, at: key, e.scratch).isNull }
    }
  }
}
