#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A list or an object: the values in it and the memory they are in.
///
/// They are in the container itself while they are few, so that it needs no second block of memory (see
/// `SmallContainers.swift`), otherwise in a block that grows in place if there is room after it.
///
/// Sendable: like every heap object, it changes only while one thread holds the only reference to it.
public class ContainerObject: HeapObject, @unchecked Sendable {
  // In this order they leave no gap.
  @exclusivity(unchecked)
  @usableFromInline final var size: UInt32 = 0
  @exclusivity(unchecked)
  @usableFromInline final var start: UnsafeMutablePointer<Value>
  /// How many values there is room for; negative when that is in the container itself.
  @exclusivity(unchecked)
  private final var room: Int32

  /// Creates a container without values, with memory for `capacity` of them.
  ///
  /// - Precondition: `capacity` fits in 31 bits, as every count of values does (`ValueLimits`).
  init(type: ValueType, capacity: Int, depth: Int) {
    start = capacity == 0 ? Self.nowhere : Self.reallocated(nil, capacity: capacity)
    room = Int32(capacity)
    super.init(type: type, depth: UInt16(clamping: depth))
  }

  deinit {
    for index in 0..<slotCount { (start + index).clear() }
    if room > 0 { free(start) }
  }

  /// Where values would be that need no memory.
  private static var nowhere: UnsafeMutablePointer<Value> {
    UnsafeMutablePointer(bitPattern: MemoryLayout<Value>.stride) ?? reallocated(nil, capacity: 1)
  }

  /// Makes `place`, which lives as long as the container, the room.
  ///
  /// - Precondition: there are no values yet, and no memory is allocated for them.
  final func useInPlace(_ place: UnsafeMutableRawBufferPointer) {
    guard let base = place.baseAddress else { return }
    start = base.assumingMemoryBound(to: Value.self)
    room = -Int32(place.count / MemoryLayout<Value>.stride)
  }

  /// How many values there are, those in the holes of an object too.
  @inlinable @inline(__always)
  final var slotCount: Int { Int(truncatingIfNeeded: size) }
  final var capacity: Int { Int(room.magnitude) }

  /// Whether the values are in a block of their own.
  final var hasBlock: Bool { room > 0 }

  /// Moves the place of the first value within the block, but no values.
  ///
  /// - Precondition: there is room for the values from there on; at least for one.
  final func moveStart(by count: Int) {
    start += count
    room -= Int32(count)
  }

  @inlinable @inline(__always)
  final func slot(at index: Int) -> UnsafeMutablePointer<Value> {
    precondition(index >= 0 && index < slotCount, "an index beyond the values")
    return start + index
  }

  /// Appends a value without a look at the depth.
  ///
  /// - Precondition: the container has not been shared, or the caller holds the only reference and has made
  ///   room for the value; there are fewer than `ValueLimits.listItems`.
  @inline(__always)
  public final func fill(_ value: consuming Value) {
    if slotCount == capacity { grow() }
    (start + slotCount).initialize(to: value)
    size += 1
  }

  /// Appends copies of `values`, as `fill` does with one.
  ///
  /// - Precondition: there is room for them.
  final func fill(_ values: UnsafeBufferPointer<Value>) {
    guard let source = values.baseAddress else { return }
    precondition(values.count <= capacity - slotCount, "more values than there is room for")
    let place = start + slotCount
    // Bytes first: most values do not count references.
    UnsafeMutableRawPointer(place).copyMemory(
      from: source, byteCount: values.count * MemoryLayout<Value>.stride)
    for index in 0..<values.count { _ = (place + index).heapObject?.retain() }
    size += UInt32(values.count)
  }

  /// Appends copies of the values of `other`, as `fill` does with one.
  ///
  /// - Precondition: there is room for them.
  public final func fill(from other: ContainerObject) {
    fill(UnsafeBufferPointer(start: other.start, count: other.slotCount))
  }

  /// - Precondition: `index` is that of a value or of the end.
  final func insertSlot(_ value: consuming Value, at index: Int) {
    precondition(index >= 0 && index <= slotCount, "an index beyond the end")
    if slotCount == capacity { grow() }
    (start + index + 1).moveInitialize(from: start + index, count: slotCount - index)
    (start + index).initialize(to: value)
    size += 1
  }

  final func removeSlot(at index: Int) -> Value {
    let value = slot(at: index).move()
    size -= 1
    (start + index).moveInitialize(from: start + index + 1, count: slotCount - index)
    return value
  }

  /// Removes the values at the indices for which `isGone` is true.
  final func removeSlots(where isGone: (Int) -> Bool) {
    var kept = 0
    for index in 0..<slotCount {
      let value = (start + index).move()
      if isGone(index) { continue }
      (start + kept).initialize(to: value)
      kept += 1
    }
    size = UInt32(kept)
  }

  /// Makes room for `extra` more values: before the first one if there is much, otherwise the room is doubled
  /// at least.
  @inline(never)
  final func grow(by extra: Int = 1) {
    if type == .list, unsafeDowncast(self, to: ListObject.self).regainsFront(for: extra) { return }
    let larger = max(4, 2 * capacity, slotCount + extra)
    if room > 0 {
      start = Self.reallocated(start, capacity: larger)
    } else {
      let place = Self.reallocated(nil, capacity: larger)
      place.moveInitialize(from: start, count: slotCount)
      start = place
    }
    room = Int32(larger)
  }

  private static func reallocated(
    _ old: UnsafeMutablePointer<Value>?, capacity: Int
  ) -> UnsafeMutablePointer<Value> {
    Memory.reallocated(old, bytes: capacity * MemoryLayout<Value>.stride)
      .assumingMemoryBound(to: Value.self)
  }

  /// Raises the depth so that `item` may become a part.
  ///
  /// - Throws: `ValueError.tooDeep`.
  public final func makeRoom(for item: Value) throws {
    guard case .heap(let object) = item, object.depth >= depth else { return }
    guard object.depth < UInt16(ValueLimits.depth) else { throw ValueError.tooDeep }
    depth = object.depth + 1
  }

  /// Raises the depth after one of the parts has changed.
  final func raiseDepth(over part: Value) {
    if case .heap(let object) = part, object.depth >= depth { depth = object.depth + 1 }
  }
}

/// The values of a list or an object in their order, without a copy of them.
///
/// They hold a reference to the container, so that a script that changes it meanwhile changes a copy.
public struct ContainedValues: RandomAccessCollection {
  @usableFromInline let owner: ContainerObject
  public let endIndex: Int

  init(_ owner: ContainerObject) {
    self.owner = owner
    endIndex = owner.slotCount
  }

  @inlinable public var startIndex: Int { 0 }

  @inlinable @inline(__always)
  public subscript(index: Int) -> Value { owner.slot(at: index).pointee }

  /// Returns the values of `range`, which must lie within them, as a list.
  ///
  /// - Throws: what `Memory.claim` throws.
  public func slice(_ range: Range<Int>) throws -> ListObject {
    try Memory.claim(values: range.count)
    let slice = ListObject.make(count: range.count, depth: Int(owner.depth))
    withUnsafeBufferPointer { slice.fill(UnsafeBufferPointer(rebasing: $0[range])) }
    return slice
  }

  /// Calls `body` with where the values are; they stay there until the container changes.
  @inlinable @inline(__always)
  public func withUnsafeBufferPointer<R>(
    _ body: (UnsafeBufferPointer<Value>) throws -> R
  ) rethrows -> R {
    try withExtendedLifetime(owner) {
      try body(UnsafeBufferPointer(start: owner.start, count: endIndex))
    }
  }
}
