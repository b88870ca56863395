import ImgFlowSyntax
import ImgFlowValues

/// `xs.map(f).join(s)`: a method of lists that uses the items of its receiver while they are made, so that
/// there is never a list of them.
final class UsingCallNode: Node, @unchecked Sendable {
  private let source: MethodCallNode
  private let call: MethodCallNode

  /// - Precondition: `source` is the receiver of `call`, which takes items.
  init(_ source: MethodCallNode, _ call: MethodCallNode) {
    self.source = source
    self.call = call
    super.init(call.range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let receiver = try source.receiver.evaluate(e, slots)
    guard let entry = try source.itemMaker(of: receiver, callingFunctions: true),
      let items = entry.builtin.items
    else { return try call.call(on: source.call(on: receiver, e, slots), e, slots) }
    let count = receiver.asList?.count ?? receiver.asRange?.count ?? 0
    return try source.call(entry, on: receiver, e, slots) { made in
      let items = MadeItems(items, made, expectedCount: count)
      return try call.use(items, e, slots) ?? call.call(on: entry.body(made), e, slots)
    }
  }
}

extension MethodCallNode {
  /// Whether the call may use the items of a list while they are made. Its arguments are then evaluated
  /// before that, not after it, which must not be observable.
  var takesItems: Bool {
    guard let entry = methods[.list], entry.builtin.ofItems != nil else { return false }
    return !isOptional && general == nil && entry.takes(arguments.count + 1)
      && arguments.areInPlace
  }

  /// Calls the method on the list that the items would be; nil if something is wrong with the arguments.
  ///
  /// - Precondition: `takesItems`.
  fileprivate func use(_ items: MadeItems, _ e: Evaluator, _ slots: Slots) throws -> Value? {
    guard let entry = methods[.list], let take = entry.builtin.ofItems else { return nil }
    return try withWindow(entry, .null, e, slots) { window in
      guard entry.accepts(window, 1..<arguments.count + 1) else { return nil }
      do {
        return try take(entry.arguments(in: window, e, at: self), items)
      } catch { throw located(error) }
    }
  }
}
