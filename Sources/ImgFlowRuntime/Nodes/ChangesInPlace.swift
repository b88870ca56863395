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
      let isDone: Void? = try variable.change(e, slots) { target in
        if case .int(let x) = target, case .int(let y) = operand {
          let (sum, overflows) = x.addingReportingOverflow(y)
          if !overflows {
            target = .int(sum)
            return ()
          }
        }
        return target.isUninitialised ? nil : try Assignment.add(operand, to: &target)
      }
      if isDone == nil { try general.update(operand, e, slots) }
    } catch { throw located(error) }
    return .next
  }

  /// Appends to a string without making a value of what is appended.
  private func append(_ node: InterpolationNode, _ e: Evaluator, _ slots: Slots) throws {
    try node.withText(e, slots) { start, secret in
      do {
        if secret == nil {
          let isDone = try variable.change(e, slots) {
            try Assignment.append(e.scratch, from: start, to: &$0)
          }
          if isDone == true { return }
        }
        try general.update(secret ?? .heap(e.scratch.string(from: start)), e, slots)
      } catch { throw located(error) }
    }
  }
}
