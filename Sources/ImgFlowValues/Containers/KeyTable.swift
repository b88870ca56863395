/// A hash table from keys to their positions: open addressing with linear probing, at most half
/// full.
final class KeyTable {
  /// Up to this many keys a linear search is as fast.
  static let linearLimit = 8

  /// The hash of a key in the upper half, its position in the lower, so that keys are looked at only
  /// when their hashes agree.
  private var slots: UnsafeMutablePointer<UInt64>
  private var mask: Int

  private static let free = UInt64.max
  /// A slot whose key is gone: no hash has this upper half.
  private static let gone = UInt64.max - 1

  /// - Parameter isKey: says which of the keys are present.
  init(_ keys: [StringObject], where isKey: (StringObject) -> Bool = { _ in true }) {
    (slots, mask) = Self.makeSlots(for: keys.count)
    fill(keys, where: isKey)
  }

  deinit { slots.deallocate() }

  private static func makeSlots(for count: Int) -> (UnsafeMutablePointer<UInt64>, mask: Int) {
    var capacity = 32
    while capacity < count * 2 + 2 { capacity *= 2 }
    let slots = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity)
    slots.initialize(repeating: free, count: capacity)
    return (slots, capacity - 1)
  }

  private func fill(_ keys: [StringObject], where isKey: (StringObject) -> Bool) {
    for index in keys.indices where isKey(keys[index]) { place(index, hash: keys[index].hash) }
  }

  /// Returns the position of `key` among `keys`, or nil.
  func index(of key: StringObject, in keys: UnsafeBufferPointer<StringObject>) -> Int? {
    slot(of: key, in: keys).map(index(at:))
  }

  /// Removes a key and returns its position, nil if it is not there; the others keep theirs.
  func remove(_ key: StringObject, keys: UnsafeBufferPointer<StringObject>) -> Int? {
    guard let slot = slot(of: key, in: keys) else { return nil }
    // Nothing that is looked for goes on over a slot that a free one follows.
    let isLast = slots[(slot + 1) & mask] == Self.free
    defer { slots[slot] = isLast ? Self.free : Self.gone }
    return index(at: slot)
  }

  @inline(__always)
  private func index(at slot: Int) -> Int { Int(truncatingIfNeeded: slots[slot] & 0xFFFF_FFFF) }

  @inline(__always)
  private func slot(of key: StringObject, in keys: UnsafeBufferPointer<StringObject>) -> Int? {
    let hash = key.hash
    let upper = UInt64(truncatingIfNeeded: hash) << 32
    var slot = hash & mask
    while slots[slot] != Self.free {
      if slots[slot] & ~0xFFFF_FFFF == upper, keys.holds(key, at: index(at: slot)) { return slot }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Adds the key at `index`, the last one of `keys`.
  func insert(index: Int, keys: [StringObject], where isKey: (StringObject) -> Bool) {
    guard keys.count * 2 > mask + 1 else { return place(index, hash: keys[index].hash) }
    slots.deallocate()
    (slots, mask) = Self.makeSlots(for: keys.count)
    fill(keys, where: isKey)
  }

  /// Puts a key that is not there into the first slot where it would be found.
  private func place(_ index: Int, hash: Int) {
    var slot = hash & mask
    while slots[slot] < Self.gone { slot = (slot + 1) & mask }
    slots[slot] =
      UInt64(truncatingIfNeeded: hash) << 32 | UInt64(UInt32(truncatingIfNeeded: index))
  }
}

extension UnsafeBufferPointer<StringObject> {
  /// Whether the key at `index` equals `key`. The key stays in place: no reference to it is counted.
  @inline(__always)
  func holds(_ key: StringObject, at index: Int) -> Bool {
    guard let baseAddress else { return false }
    return UnsafeRawPointer(baseAddress + index).load(as: Unmanaged<StringObject>.self)
      ._withUnsafeGuaranteedRef { $0 === key || $0.hash == key.hash && $0.hasText(of: key) }
  }
}
