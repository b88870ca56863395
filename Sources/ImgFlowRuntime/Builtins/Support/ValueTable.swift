import ImgFlowValues

/// Values that differ, as `==` has it, in the order in which they came: what makes sets of lists.
///
/// A hash table with open addressing and linear probing, at most half full.
final class ValueTable {
  private(set) var values: [Value] = []
  private var hashes: [UInt64] = []
  /// The upper half of a value's hash and, in the lower half, its position.
  private var slots: UnsafeMutablePointer<UInt64>
  private var mask: Int

  private static let free = UInt64.max
  private static let position: UInt64 = 0xFFFF_FFFF

  init() { (slots, mask) = Self.makeSlots(16) }

  deinit { slots.deallocate() }

  /// - Parameter count: a power of two.
  private static func makeSlots(_ count: Int) -> (UnsafeMutablePointer<UInt64>, mask: Int) {
    let slots = UnsafeMutablePointer<UInt64>.allocate(capacity: count)
    slots.initialize(repeating: free, count: count)
    return (slots, count - 1)
  }

  /// Returns the position of the value that equals this one, which is added if it is new.
  func place(of value: Value) -> (position: Int, isNew: Bool) {
    let hash = ValueHash.of(value)
    let slot = slot(of: value, hash)
    if slots[slot] != Self.free { return (Int(slots[slot] & Self.position), false) }
    slots[slot] = hash & ~Self.position | UInt64(values.count)
    values.append(value)
    hashes.append(hash)
    if values.count * 2 > mask { grow() }
    return (values.count - 1, true)
  }

  /// Adds a value; false if it is already there.
  func insert(_ value: Value) -> Bool { place(of: value).isNew }

  /// The position of the value that equals this one; nil if there is none.
  func position(of value: Value) -> Int? {
    let slot = slot(of: value, ValueHash.of(value))
    return slots[slot] == Self.free ? nil : Int(slots[slot] & Self.position)
  }

  /// Where the value is, or would be.
  private func slot(of value: Value, _ hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != Self.free {
      if (slots[slot] ^ hash) & ~Self.position == 0,
        Value.equals(values[Int(slots[slot] & Self.position)], value)
      {
        return slot
      }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private func grow() {
    slots.deallocate()
    (slots, mask) = Self.makeSlots((mask + 1) * 4)
    for (position, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != Self.free { slot = (slot + 1) & mask }
      slots[slot] = hash & ~Self.position | UInt64(position)
    }
  }
}
