import ImgFlowSyntax
import ImgFlowValues

/// `rows.push(x)`, `groups[k].push(x)`: the growing of lists in loops, without matching arguments.
final class PushNode: Node, @unchecked Sendable {
  private let place: Place
  private let variable: VariablePlace
  private let item: Operand
  private let general: MutationNode

  init(_ general: MutationNode, item: Node) {
    place = general.place
    variable = VariablePlace(general.place.root)
    self.item = Operand(item)
    self.general = general
    super.init(general.range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    guard place.steps.isEmpty else { return try pushToPart(e, slots) }
    let isList = variable.change(e, slots) { $0.type == .list }
    guard isList == true else { return try general.evaluate(e, slots) }
    let value = try item.evaluate(e, slots)
    do {
      // Evaluating the item may have changed the variable.
      let isDone: Void? = try variable.change(e, slots) { target in
        try target.withUniqueList { try $0.append(value) }
      }
      if isDone == nil {
        try place.withKeys(e, slots) { try general.push(value, at: $0, e, slots) }
      }
    } catch { throw located(error) }
    return .null
  }

  private func pushToPart(_ e: Evaluator, _ slots: Slots) throws -> Value {
    try place.withKeys(e, slots) { keys in
      let isList = try variable.change(e, slots) { try withList(in: &$0, keys) { _ in true } }
      guard isList == true else { return try general.evaluate(at: keys, e, slots) }
      let value = try item.evaluate(e, slots)
      do {
        let isDone = try variable.change(e, slots) { root in
          try withList(in: &root, keys) { list in
            // What nests makes everything that it is in nest deeper.
            guard value.depth < list.depth else { return false }
            try list.append(value)
            return true
          }
        }
        if isDone != true { try general.push(value, at: keys, e, slots) }
      } catch { throw located(error) }
      return .null
    }
  }

  /// Runs `body` with the list that grows; nil if there is none.
  @inline(__always)
  private func withList(
    in root: inout Value, _ keys: Place.Keys, _ body: (ListObject) throws -> Bool
  ) throws -> Bool? {
    try withUnsafeMutablePointer(to: &root) { pointer in
      try place.part(of: pointer, keys, steps: keys.count)?.pointee.withUniqueList(body) ?? nil
    }
  }
}

/// `rows.pop()`, `stacks[k].pop()`: the shrinking of lists in loops.
final class PopNode: Node, @unchecked Sendable {
  private let place: Place
  private let variable: VariablePlace
  private let general: MutationNode

  init(_ general: MutationNode) {
    place = general.place
    variable = VariablePlace(general.place.root)
    self.general = general
    super.init(general.range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    if place.steps.isEmpty {
      let last = try variable.change(e, slots) { try Self.pop(&$0) }
      return try last ?? general.evaluate(e, slots)
    }
    return try place.withKeys(e, slots) { keys in
      let last = try variable.change(e, slots) { root in
        try withUnsafeMutablePointer(to: &root) { pointer -> Value? in
          guard let part = try place.part(of: pointer, keys, steps: keys.count) else { return nil }
          return try Self.pop(&part.pointee)
        }
      }
      return try last ?? general.evaluate(at: keys, e, slots)
    }
  }

  /// The last item, which is removed; nil if there is none.
  @inline(__always)
  private static func pop(_ target: inout Value) throws -> Value? {
    try target.withUniqueList { $0.count > 0 ? $0.remove(at: $0.count - 1) : nil } ?? nil
  }
}
