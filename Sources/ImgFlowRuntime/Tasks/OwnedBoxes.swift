import ImgFlowValues

/// The variables that a body of a `parallel` has made and that closures share, so that those that are still
/// in use when it ends can be handed to the work that runs the `parallel`.
struct OwnedBoxes {
  private var boxes: [Box] = []
  /// How many there may be before unused ones are released.
  private var limit = smallest
  private static let smallest = 64

  mutating func add(_ box: Box) {
    if boxes.count >= limit {
      letGo()
      limit = max(Self.smallest, boxes.count * 2)
    }
    boxes.append(box)
  }

  /// Hands over those that someone else holds too.
  mutating func takeSurvivors() -> [Box] {
    guard !boxes.isEmpty else { return [] }
    letGo()
    defer { self = OwnedBoxes() }
    return boxes
  }

  private mutating func letGo() {
    var kept = 0
    for index in boxes.indices where !isKnownUniquelyReferenced(&boxes[index]) {
      if kept != index { boxes.swapAt(kept, index) }
      kept += 1
    }
    boxes.removeLast(boxes.count - kept)
  }
}

extension Evaluator {
  /// Makes a variable that closures share, and that only this work may change.
  @inline(__always)
  func makeBox(_ value: Value) -> Box {
    let box = Box(value, owner: owner)
    if owner != 0 { boxes.add(box) }
    return box
  }

  /// Takes over the variables of work that has ended.
  func adopt(_ orphans: [Box]) {
    for box in orphans {
      box.owner = owner
      if owner != 0 { boxes.add(box) }
    }
  }
}
