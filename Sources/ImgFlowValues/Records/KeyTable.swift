/// A hash table from keys to their positions: open addressing with linear probing, at most half
/// full.
struct KeyTable {
  /// Up to this many keys a linear search is as fast.
  static let linearLimit = 8

  /// The hash of a key in the upper half, its position in the lower, so that keys are looked at only
  /// when their hashes agree.
  private var slots: [UInt64]
  private var mask: Int

  private static let free = UInt64.max

  init(_ keys: [StringObject]) {
    var capacity = 32
    while capacity < keys.count * 2 + 2 { capacity *= 2 }
    slots = Array(repeating: Self.free, count: capacity)
    mask = capacity - 1
    for index in keys.indices { place(index, hash: keys[index].hash) }
  }

  func index(of key: StringObject, in keys: [StringObject]) -> Int? {
    let hash = key.hash
    let upper = UInt64(truncatingIfNeeded: hash) << 32
    var slot = hash & mask
    while slots[slot] != Self.free {
      let index = Int(truncatingIfNeeded: slots[slot] & 0xFFFF_FFFF)
      if slots[slot] & ~0xFFFF_FFFF == upper, TextHash.areEqual(keys[index].text, key.text) {
        return index
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  mutating func insert(index: Int, keys: [StringObject]) {
    if keys.count * 2 > slots.count {
      self = KeyTable(keys)
    } else {
      place(index, hash: keys[index].hash)
    }
  }

  private mutating func place(_ index: Int, hash: Int) {
    var slot = hash & mask
    while slots[slot] != Self.free { slot = (slot + 1) & mask }
    slots[slot] =
      UInt64(truncatingIfNeeded: hash) << 32 | UInt64(UInt32(truncatingIfNeeded: index))
  }
}
