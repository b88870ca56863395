/// The transitions from shape to shape that a reader took, so that objects with varying keys rarely ask the
/// shared tree of shapes, which is locked.
struct ShapeTransitions {
  private struct Step {
    let from: Shape
    let key: StringObject
    let to: Shape
  }

  /// A direct-mapped cache: a step replaces the one in its place.
  private var steps: [Step?] = []
  private let bits: Int

  /// Creates a cache for a text of `textLength` bytes: a large one costs more than reading a short text.
  init(textLength: Int) { bits = textLength < 4096 ? 4 : 8 }

  /// Adds a key to `shape`, which is a shared one or the caller's own; returns its index instead if the shape
  /// has it already.
  mutating func add(_ key: StringObject, to shape: inout Shape) -> Int? {
    guard shape.isShared else {
      if let index = shape.index(of: key) { return index }
      shape.appended(key)
      return nil
    }
    let slot = slot(shape, key)
    if !steps.isEmpty, let step = steps[slot], step.from === shape, step.key === key {
      shape = step.to
      return nil
    }
    if let index = shape.index(of: key) { return index }
    let next = shape.adding(key)
    if next.isShared {
      if steps.isEmpty { steps = Array(repeating: nil, count: 1 << bits) }
      steps[slot] = Step(from: shape, key: key, to: next)
    }
    shape = next
    return nil
  }

  /// Returns the shared shape of the first `count` keys of another.
  mutating func shape(of shape: Shape, first count: Int) -> Shape {
    guard count < shape.keys.count else { return shape }
    var prefix = Shape.empty
    for key in shape.keys.prefix(count) { _ = add(key, to: &prefix) }
    return prefix
  }

  private func slot(_ shape: Shape, _ key: StringObject) -> Int {
    let address = UInt(bitPattern: ObjectIdentifier(key)) >> 4
    let mixed = (address ^ UInt(shape.id) &* 0x9E37_79B9) &* 0x9E37_79B9_7F4A_7C15
    return Int(mixed >> UInt64(64 - bits))
  }
}
