// A list is a queue with two ends: what is removed at its front leaves room there, which is used for what is
// inserted there, and regained when there is none left at the end. So each of a long run of such changes takes
// constant time in the mean.
extension ListObject {
  /// Shorter lists move their items, which takes less time than a look for more room.
  private static let leastCount = 32

  /// Removes the first item.
  ///
  /// - Precondition: there is one, in a block; the caller holds the only reference.
  func removeFirst() -> Value {
    let item = start.move()
    size -= 1
    if count == 0 {
      // Without room left there would seem to be no block.
      closeFront()
    } else {
      moveStart(by: 1)
      front += 1
    }
    return item
  }

  /// Inserts an item before the first one, where there is room for it.
  func fillFront(_ item: consuming Value) {
    moveStart(by: -1)
    front -= 1
    start.initialize(to: item)
    size += 1
  }

  /// Whether there is room before the first item, which is made if the list is long.
  func makesFront() -> Bool {
    if front > 0 { return true }
    guard count >= Self.leastCount else { return false }
    let extra = count
    if capacity - count <= extra { grow(by: extra + 1) }
    (start + extra).moveInitialize(from: start, count: count)
    moveStart(by: extra)
    front = UInt32(extra)
    return true
  }

  /// Moves the items to the beginning of their block.
  func closeFront() {
    guard front > 0 else { return }
    let items = start
    moveStart(by: -Int(front))
    start.moveInitialize(from: items, count: count)
    front = 0
  }

  /// Makes the room before the first item room after the last one; false if it is too little for `extra`
  /// more, or so little that this would happen often.
  func regainsFront(for extra: Int) -> Bool {
    let regained = Int(front)
    guard regained > 0 else { return false }
    closeFront()
    return regained >= max(count, extra)
  }
}
