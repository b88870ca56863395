/// A list value.
///
/// Subclasses differ only in where the items are at first; nothing is overridden.
///
/// Sendable: `front` changes only with the list, which one thread alone holds then.
public class ListObject: ContainerObject, @unchecked Sendable {
  /// For how many values there is room before the first one. The first field: it leaves no gap.
  @exclusivity(unchecked)
  final var front: UInt32 = 0

  /// Creates an empty list with memory for `capacity` items.
  init(capacity: Int, depth: Int) {
    super.init(type: .list, capacity: capacity, depth: depth)
  }

  /// Creates a list of `items`.
  ///
  /// - Throws: `ValueError.tooDeep` if it would nest too deep; what `Memory.claim` throws.
  public convenience init(_ items: [Value]) throws {
    try Memory.claim(values: items.count)
    var depth = 0
    for item in items { depth = max(depth, item.depth) }
    guard depth < ValueLimits.depth else { throw ValueError.tooDeep }
    self.init(items, depth: depth + 1)
  }

  /// Creates a list whose items nest at most `depth - 1` deep, as the caller knows.
  public convenience init(_ items: [Value], depth: Int) {
    self.init(capacity: items.count, depth: depth)
    items.withUnsafeBufferPointer { fill($0) }
  }

  deinit { closeFront() }

  /// Returns a list with the same items, for a caller that wants to change it.
  ///
  /// - Throws: what `Memory.claim` throws.
  public final func copy() throws -> ListObject {
    try Memory.claim(values: count)
    let copy = ListObject(capacity: count + 1, depth: Int(depth))
    copy.fill(from: self)
    return copy
  }

  /// The items, in order.
  public final var items: ContainedValues { ContainedValues(self) }

  @inlinable
  public final var count: Int { slotCount }

  /// The item at `index`, or nil if there is none; negative indices are not resolved.
  @inlinable
  public final func item(at index: Int) -> Value? {
    index >= 0 && index < count ? (start + index).pointee : nil
  }

  /// Where the item at `index` is stored, for reading it without counting a reference; nil if there is none.
  /// It is valid until the list changes.
  @inlinable
  public final func place(at index: Int) -> UnsafePointer<Value>? {
    index >= 0 && index < count ? UnsafePointer(start + index) : nil
  }

  /// Where the item at `index` is stored, for a change in place that does not make it nest; nil if there is
  /// none. It is valid until the list changes.
  ///
  /// - Precondition: the caller holds the only reference.
  @inlinable
  public final func uniqueItem(at index: Int) -> UnsafeMutablePointer<Value>? {
    index >= 0 && index < count ? start + index : nil
  }

  // MARK: - Changes in place, by the only one who holds a reference

  /// Appends an item.
  ///
  /// - Throws: `ValueError.tooDeep`; `ValueError.listTooLong`.
  public final func append(_ item: consuming Value) throws {
    try ValueLimits.checkList(items: count)
    if case .heap = item { try makeRoom(for: item) }
    fill(item)
  }

  /// Appends copies of the items of another list.
  ///
  /// - Throws: `ValueError.tooDeep`; `ValueError.listTooLong`; what `Memory.claim` throws.
  public final func append(contentsOf other: ListObject) throws {
    try ValueLimits.checkList(items: count + other.count)
    try Memory.claim(values: other.count)
    depth = max(depth, other.depth)
    if capacity - count < other.count { grow(by: other.count) }
    fill(from: other)
  }

  /// Inserts an item before the one at `index`, which is that of an item or of the end.
  ///
  /// - Throws: `ValueError.tooDeep`; `ValueError.listTooLong`.
  public final func insert(_ item: consuming Value, at index: Int) throws {
    try ValueLimits.checkList(items: count)
    try makeRoom(for: item)
    if index == 0, makesFront() { fillFront(item) } else { insertSlot(item, at: index) }
  }

  /// Removes the item at `index`, which exists, and returns it.
  public final func remove(at index: Int) -> Value {
    index == 0 && hasBlock ? removeFirst() : removeSlot(at: index)
  }

  /// Replaces the item at `index`; false if there is none.
  ///
  /// - Throws: `ValueError.tooDeep`.
  @inlinable
  public final func replace(at index: Int, with item: Value) throws -> Bool {
    guard let place = uniqueItem(at: index) else { return false }
    if case .heap = item { try makeRoom(for: item) }
    place.store(item)
    return true
  }

  /// Changes the item at `index`, which exists, and raises the depth as it needs.
  public final func modify(at index: Int, _ body: (inout Value) throws -> Void) rethrows {
    defer { raiseDepth(over: slot(at: index).pointee) }
    try body(&slot(at: index).pointee)
  }
}
