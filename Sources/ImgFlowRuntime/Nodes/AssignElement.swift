import ImgFlowSyntax
import ImgFlowValues

/// `xs[i] = e`, without a way to follow.
final class AssignElementNode: StatementNode, @unchecked Sendable {
  private let variable: VariablePlace
  private let index: Operand
  private let value: Operand
  /// What handles everything but an element of a list and a key of an object.
  private let general: AssignPartNode

  init(index: Operand, value: Operand, of root: Place.Root, _ general: AssignPartNode) {
    variable = VariablePlace(root)
    self.index = index
    self.value = value
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
    try general.assign(operand, atIndex: position, e, slots)
    return .next
  }
}

/// `rows[i].score += e`, without a way to follow.
final class UpdateElementFieldNode: StatementNode, @unchecked Sendable {
  private let variable: VariablePlace
  private let index: Operand
  private let key: StringObject
  private let value: Operand
  private let general: AssignPartNode
  private let cache = FieldCache()

  init(
    index: Operand, key: StringObject, value: Operand, of root: Place.Root,
    _ general: AssignPartNode
  ) {
    variable = VariablePlace(root)
    self.index = index
    self.key = key
    self.value = value
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
    try general.assign(operand, atIndex: position, e, slots)
    return .next
  }

  /// Updates the field in place. Returns false if the list, the element or the field does not exist.
  private func update(
    _ index: Int, _ operand: Value, _ e: Evaluator, _ slots: Slots
  ) throws -> Bool {
    do {
      let isDone = try variable.change(e, slots) { target in
        try target.withUniqueList { list in
          guard let item = list.uniqueItem(at: index) else { return false }
          return try item.pointee.withUniqueRecord { record in
            guard let place = cache.uniqueField(of: key, in: record) else { return false }
            try general.change(&place.pointee, operand)
            return true
          } ?? false
        }
      }
      return isDone ?? false
    } catch { throw located(error) }
  }
}
