import ImgFlowSyntax
import ImgFlowValues

/// `[first, second, ...rest, last]`.
final class ListPattern: PatternNode, @unchecked Sendable {
  /// Sendable: it is immutable.
  final class Element: Sendable {
    let pattern: PatternNode
    let defaultValue: Node?

    init(_ pattern: PatternNode, defaultValue: Node?) {
      self.pattern = pattern
      self.defaultValue = defaultValue
    }
  }

  private let elements: KeptList<Element>
  private let rest: Binding?
  private let after: KeptList<Element>
  /// How many items there must be.
  private let required: Int

  init(_ elements: [Element], rest: Binding?, after: [Element], _ range: SourceRange) {
    self.elements = KeptList(elements)
    self.rest = rest
    self.after = KeptList(after)
    required = elements.count { $0.defaultValue == nil } + after.count
    super.init(range)
  }

  override func matches(_ value: Value, _ e: Evaluator, _ slots: Slots) throws -> Bool {
    guard let list = value.asList, fits(list.count) else { return false }
    return try bind(list, e, slots) { try $0.matches($1, e, slots) }
  }

  override func destructure(_ value: Value, _ e: Evaluator, _ slots: Slots) throws {
    guard let list = value.asList else {
      throw failure(
        .type, "only a list can be taken apart with `[…]`, but this is \(value.described)")
    }
    guard fits(list.count) else {
      let expected = rest == nil ? elements.count : required
      let least = rest == nil ? "" : "at least "
      throw failure(
        .index,
        "the pattern takes \(least)\(Quantity.of(expected, "element")), "
          + "but the list has \(list.count)",
        help: rest == nil && list.count > elements.count
          ? "end it with `...` to ignore the rest" : nil)
    }
    _ = try bind(list, e, slots) { pattern, item in
      try pattern.destructure(item, e, slots)
      return true
    }
  }

  private func fits(_ count: Int) -> Bool {
    count >= required && (rest != nil || count <= elements.count + after.count)
  }

  private func bind(
    _ list: ListObject, _ e: Evaluator, _ slots: Slots,
    _ body: (PatternNode, Value) throws -> Bool
  ) throws -> Bool {
    let front = min(elements.count, list.count - after.count)
    for index in 0..<elements.count {
      let fits = try elements.use(index) { element in
        // A default may run code, but `list` keeps the items.
        let item =
          index < front ? list.item(at: index) : try element.defaultValue?.evaluate(e, slots)
        return try body(element.pattern, item ?? .null)
      }
      guard fits else { return false }
    }
    let end = list.count - after.count
    if let rest { rest.bind(.heap(try list.items.slice(front..<end)), e, slots) }
    for index in 0..<after.count {
      let item = list.item(at: end + index) ?? .null
      guard try after.use(index, { try body($0.pattern, item) }) else { return false }
    }
    return true
  }
}
