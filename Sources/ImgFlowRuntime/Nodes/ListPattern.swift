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

  override func matches(
    _ place: UnsafePointer<Value>, _ e: Evaluator, _ slots: Slots
  ) throws -> Bool {
    try place.withList { list in
      guard fits(list.count) else { return false }
      return try bind(list, e, slots) { try $0.matches($1, e, slots) }
    } ?? false
  }

  override func destructure(
    _ place: UnsafePointer<Value>, _ e: Evaluator, _ slots: Slots
  ) throws {
    let isList: Void? = try place.withList { list in
      guard fits(list.count) else { throw misfit(list.count) }
      _ = try bind(list, e, slots) { pattern, item in
        try pattern.destructure(item, e, slots)
        return true
      }
    }
    if isList == nil {
      throw failure(
        .type,
        "only a list can be taken apart with `[…]`, but this is \(place.pointee.described)")
    }
  }

  private func misfit(_ count: Int) -> RuntimeError {
    let expected = rest == nil ? elements.count : required
    let least = rest == nil ? "" : "at least "
    return failure(
      .index,
      "the pattern takes \(least)\(Quantity.of(expected, "element")), but the list has \(count)",
      help: rest == nil && count > elements.count ? "end it with `...` to ignore the rest" : nil)
  }

  private func fits(_ count: Int) -> Bool {
    count >= required && (rest != nil || count <= elements.count + after.count)
  }

  @inline(__always)
  private func bind(
    _ list: ListObject, _ e: Evaluator, _ slots: Slots,
    _ body: (PatternNode, UnsafePointer<Value>) throws -> Bool
  ) throws -> Bool {
    let end = list.count - after.count
    let front = min(elements.count, end)
    for index in 0..<elements.count {
      let fits = try elements.use(index) { element in
        if index < front, let place = list.place(at: index) {
          return try body(element.pattern, place)
        }
        let value = try element.defaultValue?.evaluate(e, slots) ?? .null
        return try withUnsafePointer(to: value) { try body(element.pattern, $0) }
      }
      guard fits else { return false }
    }
    if let rest { rest.bind(.heap(try list.items.slice(front..<end)), e, slots) }
    for index in 0..<after.count {
      guard let place = list.place(at: end + index),
        try after.use(index, { try body($0.pattern, place) })
      else { return false }
    }
    return true
  }
}
