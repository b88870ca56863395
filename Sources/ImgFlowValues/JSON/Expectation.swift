/// What the reader expects in a container, from those read before in the same place: the keys of an
/// object, and as much of what is inside.
final class Expectation {
  /// A shape and its keys as they would be written.
  struct Form {
    let shape: Shape
    let keys: QuotedKeys
  }

  /// The object before.
  private(set) var form = Expectation.empty
  /// The ones before that, since a few keys are often optional.
  private var others: [Form] = []
  private var inner: [Expectation?] = []

  private static let empty = Form(shape: .empty, keys: QuotedKeys([]))
  private static let formLimit = 8
  /// Elements from here on are expected to be alike, as the values of a large dictionary are.
  private static let positionLimit = 63

  /// Expects objects like the one of `shape` that was just read.
  func expect(_ shape: Shape) {
    guard shape !== form.shape, let keys = shape.quotedKeys else { return }
    if let index = others.firstIndex(where: { $0.shape === shape }) {
      (form, others[index]) = (others[index], form)
    } else {
      others.insert(form, at: 0)
      if others.count > Self.formLimit { others.removeLast() }
      form = Form(shape: shape, keys: keys)
    }
  }

  /// Returns a form with the first `count` keys of `form` and then the one at `place`, if there was such a
  /// form.
  func other(
    than form: Form, after count: Int, at place: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>
  ) -> Form? {
    others.first { other in
      count < other.keys.count && other.keys.matchedLength(of: count, at: place, end: end) > 0
        && other.keys.beginsLike(form.keys, count: count)
    }
  }

  /// Returns a form with just the first `count` keys of `form`, if there was one like that.
  func other(than form: Form, count: Int) -> Form? {
    others.first { $0.keys.count == count && $0.keys.beginsLike(form.keys, count: count) }
  }

  /// What to expect in the container at `position` in this one.
  subscript(position: Int) -> Expectation {
    let position = min(position, Self.positionLimit)
    if position < inner.count, let expectation = inner[position] { return expectation }
    while inner.count <= position { inner.append(nil) }
    let expectation = Expectation()
    inner[position] = expectation
    return expectation
  }
}
