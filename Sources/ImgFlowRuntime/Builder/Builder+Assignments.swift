import ImgFlowAnalysis
import ImgFlowSyntax
import ImgFlowValues

// Assignments, to one place or to several.
extension Builder {
  func buildAssignment(
    _ target: Expression, _ operation: BinaryOperator?, _ value: Expression, _ range: SourceRange
  ) -> Node {
    guard let place = place(target, operands: [value]) else { return ConstantNode(.null, range) }
    if operation == nil, place.type == nil, place.steps.isEmpty,
      let update = growth(place, value, range)
    {
      return update
    }
    return assignment(place, operation, build(value), range)
  }

  private func assignment(
    _ place: Place, _ operation: BinaryOperator?, _ node: Node, _ range: SourceRange
  ) -> Node {
    if operation == .coalesce { return AssignMissingNode(place, node, range) }
    if let type = place.type { return TypedAssignNode(place, type, operation, node, range) }
    guard place.steps.isEmpty else { return AssignPartNode(place, operation, node, range) }
    if let operation { return update(place, operation, node, range) }
    if case .local(let slot) = place.root { return AssignLocalNode(slot, node, range) }
    return AssignBoxNode(place, node, range)
  }

  /// `s = s + x` is `s += x`, which grows strings and lists in place.
  private func growth(_ place: Place, _ value: Expression, _ range: SourceRange) -> Node? {
    guard case .binary(let left, .add, _, let right) = value.kind, case .name(let name) = left.kind,
      name.text == place.name, let source = self.place(left, operands: []),
      source.root == place.root,
      Self.changesNothing(right)
    else { return nil }
    return update(place, .add, build(right), value.range)
  }

  private func update(
    _ place: Place, _ operation: BinaryOperator, _ value: Node, _ range: SourceRange
  ) -> Node {
    let node = UpdateNode(place, operation, value, range)
    return operation == .add ? AddToVariableNode(node) : node
  }

  // MARK: - Patterns

  /// `[a, b] = e`: all parts are taken out of the value before the first of them is assigned.
  func buildAssignment(_ pattern: Pattern, _ value: Expression, _ range: SourceRange) -> Node {
    let outer = moves
    moves = []
    defer { moves = outer }
    let unpacking =
      exchange(pattern, value) ?? [DestructureNode(build(pattern), build(value), type: nil, range)]
    return BlockNode(unpacking + moves, hasValue: false, earlyBoxes: [], range)
  }

  /// `[a, b] = [b, a]` needs no list.
  private func exchange(_ pattern: Pattern, _ value: Expression) -> [Node]? {
    guard case .list(let elements, rest: nil, after: _) = pattern.kind,
      case .list(let items) = value.kind, items.count == elements.count
    else { return nil }
    var pairs: [(place: Expression, value: Expression)] = []
    for (element, item) in zip(elements, items) {
      guard case .place(let place) = element.pattern.kind, element.defaultValue == nil,
        case .item(let value) = item
      else { return nil }
      pairs.append((place, value))
    }
    return pairs.map { DeclareLocalNode(slot(for: $0.place), build($0.value), $0.value.range) }
  }

  /// A slot whose value is assigned to a place once the whole pattern has been taken apart.
  func slot(for target: Expression) -> Int {
    let slot = makeSlot()
    if let place = place(target, operands: []) {
      moves.append(assignment(place, nil, TakenNode(slot, target.range), target.range))
    }
    return slot
  }
}

extension Place.Root: Equatable {
  static func == (a: Place.Root, b: Place.Root) -> Bool {
    switch (a, b) {
    case (.local(let x), .local(let y)), (.boxed(let x), .boxed(let y)): x == y
    case (.global(let x), .global(let y)): x === y
    default: false
    }
  }
}
