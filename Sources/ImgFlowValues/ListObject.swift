/// A list value.
public final class ListObject: HeapObject, @unchecked Sendable {
  @exclusivity(unchecked)
  public var items: [Value]

  /// Creates a list of `items`.
  ///
  /// - Throws: `ValueError.tooDeep` when it would nest too deep.
  public init(_ items: [Value]) throws {
    var depth = 0
    for item in items { depth = max(depth, item.depth) }
    guard depth < ValueLimits.depth else { throw ValueError.tooDeep }
    self.items = items
    super.init(type: .list, depth: UInt16(depth + 1))
  }

  /// Creates a list whose items nest at most `depth - 1` deep, as the caller knows.
  public init(_ items: [Value], depth: Int) {
    self.items = items
    super.init(type: .list, depth: UInt16(clamping: depth))
  }

  /// Returns a list with the same items, for a caller that wants to change it.
  public func copy() -> ListObject { ListObject(Self.copy(of: items), depth: Int(depth)) }

  /// The same items in storage of their own, which the change that follows would make anyway, item by
  /// item through the type's metadata.
  private static func copy(of items: [Value]) -> [Value] {
    Array(unsafeUninitializedCapacity: items.count + 1) { storage, count in
      for item in items {
        storage.initializeElement(at: count, to: item)
        count += 1
      }
    }
  }

  /// The item at `index`, or nil when there is none; negative indices are not resolved.
  @inlinable
  public func item(at index: Int) -> Value? {
    index >= 0 && index < items.count ? items[index] : nil
  }

  @inlinable
  public var count: Int { items.count }

  /// Where the item at `index` is stored, for reading it without counting a reference; nil when there is
  /// none. It is good until the list changes.
  @inlinable
  public func place(at index: Int) -> UnsafePointer<Value>? {
    guard index >= 0 && index < items.count else { return nil }
    return items.withUnsafeBufferPointer { $0.baseAddress.map { $0 + index } }
  }

  /// Where the item at `index` is stored, for a change in place that does not make it nest; nil when
  /// there is none. It is good until the list changes.
  ///
  /// - Precondition: the caller holds the only reference.
  @inlinable
  public func uniqueItem(at index: Int) -> UnsafeMutablePointer<Value>? {
    guard index >= 0 && index < items.count else { return nil }
    return items.withUnsafeMutableBufferPointer { $0.baseAddress.map { $0 + index } }
  }

  /// Appends an item in place.
  ///
  /// - Precondition: the caller holds the only reference.
  public func append(_ item: Value) throws {
    try ValueLimits.checkList(items: items.count)
    try makeRoom(for: item)
    items.append(item)
  }

  /// Replaces the item at `index` in place; false when there is none.
  ///
  /// - Precondition: the caller holds the only reference.
  @inlinable
  public func replace(at index: Int, with item: Value) throws -> Bool {
    guard let place = uniqueItem(at: index) else { return false }
    if case .heap = item { try makeRoom(for: item) }
    place.store(item)
    return true
  }

  /// Changes the item at `index`, which exists, in place, and raises the depth as it needs.
  ///
  /// - Precondition: the caller holds the only reference.
  public func modify(at index: Int, _ body: (inout Value) throws -> Void) rethrows {
    defer { raiseDepth(over: items[index]) }
    try body(&items[index])
  }

  /// Raises the depth so that `item` may become an element.
  public func makeRoom(for item: Value) throws {
    guard case .heap(let object) = item, object.depth >= depth else { return }
    guard object.depth < UInt16(ValueLimits.depth) else { throw ValueError.tooDeep }
    depth = object.depth + 1
  }
}

extension HeapObject {
  /// Raises the depth of a container after one of its parts has changed.
  func raiseDepth(over part: Value) {
    if case .heap(let object) = part, object.depth >= depth { depth = object.depth + 1 }
  }
}
