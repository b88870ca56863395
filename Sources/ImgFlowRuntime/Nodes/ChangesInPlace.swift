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

/// `xs[i] = e`.
final class AssignElementNode: StatementNode, @unchecked Sendable {
  private let variable: VariablePlace
  private let index: Operand
  private let value: Operand
  /// What handles everything but an element of a list and a key of an object.
  private let general: AssignPartNode

  init(index: Node, _ general: AssignPartNode) {
    variable = VariablePlace(general.place.root)
    self.index = Operand(index)
    self.value = Operand(general.value)
    self.general = general
    super.init(general.range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    let position = try index.evaluate(e, slots)
    let operand = try value.evaluate(e, slots)
    // Evaluating may have changed the variable, so it is looked at only now.
    do {
      if case .int(let index) = position {
        let isDone = try variable.change(e, slots) {
          try $0.withUniqueList { try $0.replace(at: index, with: operand) }
        }
        if isDone == true { return .next }
      } else if let key = position.asStringObject {
        let isDone: Void? = try variable.change(e, slots) {
          try $0.withUniqueRecord { try $0.set(key, operand) }
        }
        if isDone != nil { return .next }
      }
    } catch { throw located(error) }
    try general.assign(operand, at: [position], e, slots)
    return .next
  }
}

/// `rows[i].score += e` for a list of objects in a variable.
final class UpdateElementFieldNode: StatementNode, @unchecked Sendable {
  private let variable: VariablePlace
  private let index: Operand
  private let key: StringObject
  private let value: Operand
  private let general: AssignPartNode
  private let cache = FieldCache()

  init(index: Node, key: StringObject, _ general: AssignPartNode) {
    variable = VariablePlace(general.place.root)
    self.index = Operand(index)
    self.key = key
    self.value = Operand(general.value)
    self.general = general
    super.init(general.range)
  }

  override func execute(_ e: Evaluator, _ slots: Slots) throws -> Completion {
    let position = try index.evaluate(e, slots)
    let operand = try value.evaluate(e, slots)
    // What nests is left to the general way, which looks after depth.
    if operand.depth == 0, case .int(let index) = position,
      try update(index, operand, e, slots)
    {
      return .next
    }
    try general.assign(operand, at: [position, .heap(key)], e, slots)
    return .next
  }

  /// Updates the field in place; false if there is no such list, element or field.
  private func update(
    _ index: Int, _ operand: Value, _ e: Evaluator, _ slots: Slots
  ) throws -> Bool {
    do {
      let isDone = try variable.change(e, slots) { target in
        try target.withUniqueList { list in
          guard let item = list.uniqueItem(at: index) else { return false }
          return try item.pointee.withUniqueRecord { record in
            guard let field = cache.index(of: key, in: record),
              let place = record.uniqueField(at: field)
            else { return false }
            try general.change(&place.pointee, operand)
            return true
          } ?? false
        }
      }
      return isDone ?? false
    } catch { throw located(error) }
  }
}
