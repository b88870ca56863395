/// A hash table from keys to their positions: open addressing with linear probing, at most half
/// full.
struct KeyTable {
  /// Up to this many keys a linear search is as fast.
  static let linearLimit = 8

  private var slots: [Int32]
  private var mask: Int

  init(_ keys: [StringObject]) {
    var capacity = 32
    while capacity < keys.count * 2 + 2 { capacity *= 2 }
    slots = Array(repeating: -1, count: capacity)
    mask = capacity - 1
    for index in keys.indices { place(index, hash: keys[index].hash) }
  }

  func index(of key: StringObject, in keys: [StringObject]) -> Int? {
    let hash = key.hash
    var slot = hash & mask
    while true {
      let index = Int(slots[slot])
      if index < 0 { return nil }
      let candidate = keys[index]
      if candidate === key
        || (candidate.hash == hash && TextHash.areEqual(candidate.text, key.text))
      {
        return index
      }
      slot = (slot + 1) & mask
    }
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
    while slots[slot] >= 0 { slot = (slot + 1) & mask }
    slots[slot] = Int32(truncatingIfNeeded: index)
  }
}
