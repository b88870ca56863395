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
  public func copy() -> ListObject { ListObject(items, depth: Int(depth)) }

  /// Appends an item in place.
  ///
  /// - Precondition: the caller holds the only reference.
  @inlinable
  public func append(_ item: Value) throws {
    try makeRoom(for: item)
    items.append(item)
  }

  /// Raises the depth so that `item` may become an element.
  @inlinable
  public func makeRoom(for item: Value) throws {
    guard case .heap(let object) = item, object.depth >= depth else { return }
    guard object.depth < UInt16(ValueLimits.depth) else { throw ValueError.tooDeep }
    depth = object.depth + 1
  }
}
