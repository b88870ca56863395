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
    // What the call is depends on the value before the item is evaluated.
    guard variable.place(e, slots)?.type == .list else { return try general.evaluate(e, slots) }
    let value = try item.evaluate(e, slots)
    do {
      // Evaluating may have changed the variable.
      let isDone: Void? = try variable.place(e, slots)?.pointee.withUniqueList {
        try $0.append(value)
      }
      if isDone == nil { try general.push(value, at: place.openKeys(e, slots), e, slots) }
    } catch { throw located(error) }
    return .null
  }

  @inline(never)
  private func pushToPart(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let keys = try place.openKeys(e, slots)
    defer { place.close(keys, e) }
    // What the call is depends on the value before the item is evaluated, which may change it.
    if !item.isInPlace, try part(keys, e, slots)?.type != .list {
      return try general.evaluate(at: keys, e, slots)
    }
    let value = try item.evaluate(e, slots)
    do {
      if let part = try part(keys, e, slots), try append(value, to: part) { return .null }
      if item.isInPlace { return try general.evaluate(at: keys, e, slots) }
      try general.push(value, at: keys, e, slots)
    } catch { throw located(error) }
    return .null
  }

  @inline(__always)
  private func part(
    _ keys: Place.Keys, _ e: Evaluator, _ slots: Slots
  ) throws -> UnsafeMutablePointer<Value>? {
    guard let root = variable.place(e, slots) else { return nil }
    return try place.part(of: root, keys, 0..<keys.count)
  }

  /// Appends to a list in place. Returns false if it is none, or takes a closer look.
  @inline(__always)
  private func append(
    _ value: Value, to part: UnsafeMutablePointer<Value>
  ) throws -> Bool {
    try part.pointee.withUniqueList { list in
      // What nests makes everything that it is in nest deeper.
      guard value.depth < list.depth else { return false }
      try list.append(value)
      return true
    } ?? false
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
    let keys = try place.openKeys(e, slots)
    defer { place.close(keys, e) }
    if let root = variable.place(e, slots),
      let part = try place.part(of: root, keys, 0..<keys.count),
      let last = try Self.pop(part)
    {
      return last
    }
    return try general.evaluate(at: keys, e, slots)
  }

  /// The last item, which is removed; nil if there is none.
  @inline(__always)
  private static func pop(_ target: UnsafeMutablePointer<Value>) throws -> Value? {
    try target.pointee.withUniqueList { $0.count > 0 ? $0.remove(at: $0.count - 1) : nil } ?? nil
  }
}
