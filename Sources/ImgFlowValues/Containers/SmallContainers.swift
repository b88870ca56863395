extension RecordObject {
  /// Returns an object under the keys of `shape` that `fill` gives the values, one after the other.
  ///
  /// - Parameter room: for how many values there is to be memory at least, as there will be more keys.
  /// - Precondition: all keys have their values, and the depth is high enough, before anyone else sees the
  ///   object.
  package static func make(
    shape: Shape, room: Int = 0, depth: Int = 1, resource: ResourceType? = nil
  ) -> RecordObject {
    let count = max(shape.keyCount, room)
    return switch count {
    case 0...2: RecordOfTwo(shape, depth, resource)
    case 3...4: RecordOfFour(shape, depth, resource)
    case 5...6: RecordOfSix(shape, depth, resource)
    case 7...8: RecordOfEight(shape, depth, resource)
    default: RecordObject(shape: shape, capacity: count, depth: depth, resource: resource)
    }
  }

  /// Replaces the value at `index`, or appends it if there is none yet.
  ///
  /// - Precondition: the caller holds the only reference, and the depth is high enough.
  package func put(_ value: consuming Value, at index: Int) {
    if let known = uniqueField(at: index) { known.store(value) } else { fill(value) }
  }
}

extension ListObject {
  /// Returns an empty list with memory for `count` items.
  ///
  /// - Precondition: `count` is at most `ValueLimits.listItems`; when a script chose it,
  ///   `ValueLimits.claimList` has been asked.
  package static func make(count: Int, depth: Int = 1) -> ListObject {
    switch count {
    case 1...2: ListOfTwo(depth)
    case 3...4: ListOfFour(depth)
    default: ListObject(capacity: count, depth: depth)
    }
  }
}

// Containers with a place for their values next to their own fields: most have few values, and so need no
// second block of memory. The sizes are those that fill the blocks of usual allocators.

private typealias Two = (UInt64, UInt64, UInt64, UInt64)
private let two: Two = (0, 0, 0, 0)

/// Sendable: `place` is memory of the container, which guards it as its other memory.
private final class RecordOfTwo: RecordObject, @unchecked Sendable {
  private var place = two

  init(_ shape: Shape, _ depth: Int, _ resource: ResourceType?) {
    super.init(shape: shape, capacity: 0, depth: depth, resource: resource)
    withUnsafeMutableBytes(of: &place) { useInPlace($0) }
  }
}

/// Sendable: `place` is memory of the container, which guards it as its other memory.
private final class RecordOfFour: RecordObject, @unchecked Sendable {
  private var place = (two, two)

  init(_ shape: Shape, _ depth: Int, _ resource: ResourceType?) {
    super.init(shape: shape, capacity: 0, depth: depth, resource: resource)
    withUnsafeMutableBytes(of: &place) { useInPlace($0) }
  }
}

/// Sendable: `place` is memory of the container, which guards it as its other memory.
private final class RecordOfSix: RecordObject, @unchecked Sendable {
  private var place = (two, two, two)

  init(_ shape: Shape, _ depth: Int, _ resource: ResourceType?) {
    super.init(shape: shape, capacity: 0, depth: depth, resource: resource)
    withUnsafeMutableBytes(of: &place) { useInPlace($0) }
  }
}

/// Sendable: `place` is memory of the container, which guards it as its other memory.
private final class RecordOfEight: RecordObject, @unchecked Sendable {
  private var place = (two, two, two, two)

  init(_ shape: Shape, _ depth: Int, _ resource: ResourceType?) {
    super.init(shape: shape, capacity: 0, depth: depth, resource: resource)
    withUnsafeMutableBytes(of: &place) { useInPlace($0) }
  }
}

/// Sendable: `place` is memory of the container, which guards it as its other memory.
private final class ListOfTwo: ListObject, @unchecked Sendable {
  private var place = two

  init(_ depth: Int) {
    super.init(capacity: 0, depth: depth)
    withUnsafeMutableBytes(of: &place) { useInPlace($0) }
  }
}

/// Sendable: `place` is memory of the container, which guards it as its other memory.
private final class ListOfFour: ListObject, @unchecked Sendable {
  private var place = (two, two)

  init(_ depth: Int) {
    super.init(capacity: 0, depth: depth)
    withUnsafeMutableBytes(of: &place) { useInPlace($0) }
  }
}
