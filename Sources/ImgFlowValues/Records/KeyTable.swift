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
  /// A slot whose key is gone: no hash has this upper half.
  private static let gone = UInt64.max - 1

  /// - Parameter isKey: says which of the keys are there.
  init(_ keys: [StringObject], where isKey: (StringObject) -> Bool = { _ in true }) {
    var capacity = 32
    while capacity < keys.count * 2 + 2 { capacity *= 2 }
    slots = Array(repeating: Self.free, count: capacity)
    mask = capacity - 1
    for index in keys.indices where isKey(keys[index]) { place(index, hash: keys[index].hash) }
  }

  func index(of key: StringObject, in keys: [StringObject]) -> Int? {
    slot(of: key, in: keys).map(index(at:))
  }

  /// Removes a key and returns its position, nil when it is not there; the others keep theirs.
  mutating func remove(_ key: StringObject, keys: [StringObject]) -> Int? {
    guard let slot = slot(of: key, in: keys) else { return nil }
    defer { slots[slot] = Self.gone }
    return index(at: slot)
  }

  @inline(__always)
  private func index(at slot: Int) -> Int { Int(truncatingIfNeeded: slots[slot] & 0xFFFF_FFFF) }

  @inline(__always)
  private func slot(of key: StringObject, in keys: [StringObject]) -> Int? {
    let hash = key.hash
    let upper = UInt64(truncatingIfNeeded: hash) << 32
    var slot = hash & mask
    while slots[slot] != Self.free {
      if slots[slot] & ~0xFFFF_FFFF == upper,
        TextHash.areEqual(keys[index(at: slot)].text, key.text)
      {
        return slot
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  mutating func insert(
    index: Int, keys: [StringObject], where isKey: (StringObject) -> Bool
  ) {
    if keys.count * 2 > slots.count {
      self = KeyTable(keys, where: isKey)
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
