import ImgFlowSyntax
import ImgFlowValues

/// `n += e`.
final class AddToVariableNode: StatementNode, @unchecked Sendable {
  private let variable: VariablePlace
  private let value: Operand
  private let text: InterpolationNode?
  /// What handles a variable that cannot be changed.
  private let general: UpdateNode

  init(_ general: UpdateNode) {
    self.general = general
    variable = VariablePlace(general.place.root)
    value = Operand(general.value)
    text = general.value as? InterpolationNode
    super.init(general.range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    if let text {
      try append(text, e, slots)
      return .next
    }
    let operand = try value.evaluate(e, slots)
    do {
      if let target = variable.place(e, slots), !target.pointee.isUninitialised {
        try Assignment.add(operand, to: &target.pointee)
      } else {
        try general.update(operand, e, slots)
      }
    } catch { throw located(error) }
    return .next
  }

  /// Appends to a string without making a value of what is appended.
  private func append(_ node: InterpolationNode, _ e: Evaluator, _ slots: Slots) throws {
    try node.withText(e, slots) { start, secret in
      do {
        if secret == nil, let target = variable.place(e, slots),
          try Assignment.append(e.scratch, from: start, to: &target.pointee)
        {
          return
        }
        try general.update(secret ?? .heap(e.scratch.string(from: start)), e, slots)
      } catch { throw located(error) }
    }
  }
}
