import ImgFlowValues
import Synchronization

/// Where a key is in objects of the shape that was met last: objects of a list mostly have the same.
struct FieldCache: ~Copyable {
  /// The id of a shape in the upper half, the index of the key in the lower; one word, so that threads that
  /// share the node cannot see a torn pair.
  private let last = Atomic<UInt64>(0)
  /// The index of a key that the shape lacks.
  private static let missing: UInt32 = .max

  /// The value under a key; nil if the object does not have it.
  @inline(__always)
  func value(of key: StringObject, in record: RecordObject) -> Value? {
    // Reading one value need not close the holes of an object.
    place(of: key, in: record)?.copy() ?? (record.hasSharedShape ? nil : record[key])
  }

  /// Where the value under a key is stored, until the object changes; nil if the object does not have it, or
  /// has holes.
  @inline(__always)
  func place(of key: StringObject, in record: RecordObject) -> UnsafePointer<Value>? {
    let known = last.load(ordering: .relaxed)
    let index = UInt32(truncatingIfNeeded: known)
    if known != 0, index != Self.missing,
      let found = record.place(at: Int(index), inShape: UInt32(known >> 32))
    {
      return found
    }
    return findPlace(of: key, in: record)
  }

  /// Where the value under a key is stored; nil if the object does not have it.
  ///
  /// - Precondition: the caller holds the only reference to the object.
  @inline(__always)
  func uniqueField(
    of key: StringObject, in record: RecordObject
  ) -> UnsafeMutablePointer<Value>? {
    let known = last.load(ordering: .relaxed)
    let index = UInt32(truncatingIfNeeded: known)
    if known != 0, index != Self.missing, record.hasShape(UInt32(known >> 32)) {
      return record.uniqueField(at: Int(index))
    }
    return findField(of: key, in: record)
  }

  @inline(never)
  private func findPlace(
    of key: StringObject, in record: RecordObject
  ) -> UnsafePointer<Value>? {
    guard record.hasSharedShape else { return record.place(of: key) }
    if isMissing(from: record) { return nil }
    return find(key, in: record).flatMap { UnsafePointer(record.uniqueField(at: $0)) }
  }

  @inline(never)
  private func findField(
    of key: StringObject, in record: RecordObject
  ) -> UnsafeMutablePointer<Value>? {
    guard record.hasSharedShape else { return record.uniqueField(of: key) }
    if isMissing(from: record) { return nil }
    return find(key, in: record).flatMap { record.uniqueField(at: $0) }
  }

  /// Whether objects of the shape of this one are known not to have the key.
  @inline(__always)
  private func isMissing(from record: RecordObject) -> Bool {
    let known = last.load(ordering: .relaxed)
    return UInt32(truncatingIfNeeded: known) == Self.missing && record.hasShape(UInt32(known >> 32))
  }

  /// Looks for a key in an object with a shared shape, and remembers where it is.
  private func find(_ key: StringObject, in record: RecordObject) -> Int? {
    let shape = record.shape
    let index = shape.index(of: key)
    let found = index.map(UInt32.init) ?? Self.missing
    last.store(UInt64(shape.id) << 32 | UInt64(found), ordering: .relaxed)
    return index
  }
}

extension RecordObject {
  /// Whether there may be a value under a key, as a quick look shows.
  @inline(__always)
  func mayHave(_ key: StringObject, _ cache: borrowing FieldCache) -> Bool {
    hasSharedShape ? cache.place(of: key, in: self) != nil : contains(key)
  }
}
