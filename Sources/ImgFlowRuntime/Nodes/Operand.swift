import ImgFlowValues

/// A node whose value another one works with: variables of the frame and constants are read in place,
/// which saves a call.
struct Operand: Sendable {
  let node: Node
  /// The slot of a variable of the frame; a negative number says what else it is.
  private let slot: Int
  private let constant: Value

  private static let isConstant = -1
  private static let isOther = -2

  init(_ node: Node) {
    self.node = node
    if let local = node as? LocalNode {
      (slot, constant) = (local.slot, .null)
    } else if let known = node as? ConstantNode {
      (slot, constant) = (Self.isConstant, known.value)
    } else {
      (slot, constant) = (Self.isOther, .null)
    }
  }

  /// Whether evaluating it runs nothing, and so changes nothing.
  var isInPlace: Bool { slot != Self.isOther }

  /// The int that a variable of the frame or a constant holds; nil for anything else, which `evaluate`
  /// gives.
  @inline(__always)
  func int(_ slots: Slots) -> Int? {
    if slot >= 0 {
      guard case .int(let value) = slots[slot] else { return nil }
      return value
    }
    guard case .int(let value) = constant else { return nil }
    return value
  }

  @inline(__always)
  func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    if slot >= 0 { return slots[slot] }
    if slot == Self.isConstant { return constant }
    return try node.evaluate(e, slots)
  }
}
