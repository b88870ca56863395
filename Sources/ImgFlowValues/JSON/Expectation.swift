/// What the reader expects in a container, from the one read before in the same place: the keys of an
/// object, and as much of what is inside.
final class Expectation {
  private(set) var shape = Shape.empty
  private(set) var keys = Expectation.noKeys
  private var inner: [Expectation?] = []

  private static let noKeys = QuotedKeys([])
  /// Elements from here on are expected to be alike, as the values of a large dictionary are.
  private static let positionLimit = 63

  /// Expects objects like the one of `shape` that was just read.
  func expect(_ shape: Shape) {
    guard let keys = shape.quotedKeys else { return }
    (self.shape, self.keys) = (shape, keys)
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
