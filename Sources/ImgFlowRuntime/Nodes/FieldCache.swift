import ImgFlowValues
import Synchronization

/// Where a key is in objects of the shape that was met last: objects of a list mostly have the same.
struct FieldCache: ~Copyable {
  /// The id of a shape in the upper half, the index of the key in the lower; one word, so that threads that
  /// share the node cannot see a torn pair.
  private let last = Atomic<UInt64>(0)
  /// The index of a key that the shape lacks.
  private static let missing: UInt32 = .max

  /// The index of a key; nil if the object does not have it.
  @inline(__always)
  func index(of key: StringObject, in record: RecordObject) -> Int? {
    let known = last.load(ordering: .relaxed)
    guard known != 0, record.hasShape(UInt32(known >> 32)) else { return find(key, in: record) }
    let index = UInt32(truncatingIfNeeded: known)
    return index == Self.missing ? nil : Int(index)
  }

  @inline(never)
  private func find(_ key: StringObject, in record: RecordObject) -> Int? {
    let shape = record.shape
    let index = shape.index(of: key)
    if shape.isShared {
      let found = index.map(UInt32.init) ?? Self.missing
      last.store(UInt64(shape.id) << 32 | UInt64(found), ordering: .relaxed)
    }
    return index
  }
}
