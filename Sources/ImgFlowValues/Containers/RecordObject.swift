import Synchronization

/// A JSON object: values next to the shape that holds their keys, in insertion order.
///
/// Subclasses differ only in where the values are at first; nothing is overridden.
///
/// Sendable: the shape and the resource change only with the object, which one thread alone holds then.
public class RecordObject: ContainerObject, @unchecked Sendable {
  /// How many removed keys have left a hole, whose value is null. The first field: it leaves no gap.
  final let holes = Atomic<UInt32>(0)
  /// Shared shapes live forever, so only an own one is counted.
  @exclusivity(unchecked)
  @usableFromInline final var shapeReference: Unmanaged<Shape>
  /// The vendor's resource that this object is a copy of, if it came from one.
  @exclusivity(unchecked)
  public final var resource: ResourceType?

  /// Creates `{}`.
  public convenience init() { self.init(shape: .empty, capacity: 0, depth: 1) }

  /// Creates an object without values, with memory for `capacity` of them.
  init(shape: Shape, capacity: Int, depth: Int, resource: ResourceType? = nil) {
    self.shapeReference = Self.reference(to: shape)
    self.resource = resource
    super.init(type: .object, capacity: capacity, depth: depth)
  }

  deinit {
    if !hasSharedShape { shapeReference.release() }
  }

  package internal(set) final var shape: Shape {
    get {
      if hasHoles { closeHoles() }
      return shapeWithHoles
    }
    set {
      let old = hasSharedShape ? nil : shapeReference
      shapeReference = Self.reference(to: newValue)
      old?.release()
    }
  }

  /// Whether other objects may have the same shape, so that a cache may remember it. Such an object has no
  /// holes.
  package final var hasSharedShape: Bool { shapeReference._withUnsafeGuaranteedRef { $0.isShared } }

  private static func reference(to shape: Shape) -> Unmanaged<Shape> {
    shape.isShared ? .passUnretained(shape) : .passRetained(shape)
  }

  final var shapeWithHoles: Shape { shapeReference.takeUnretainedValue() }

  /// The values, in the order of the keys.
  public final var values: ContainedValues {
    if hasHoles { closeHoles() }
    return ContainedValues(self)
  }

  /// The shape, when this object alone has it and may change it.
  final var uniqueShape: Shape? {
    if hasSharedShape { return nil }
    return withUnsafeMutablePointer(to: &shapeReference) { pointer in
      pointer.withMemoryRebound(to: Shape.self, capacity: 1) {
        isKnownUniquelyReferenced(&$0.pointee) ? $0.pointee : nil
      }
    }
  }

  /// Creates an object from keys and values; if a key is given twice, the last value is kept in the place of
  /// the first.
  ///
  /// - Throws: `ValueError.tooDeep` if it would nest too deep.
  public convenience init(_ entries: some Sequence<(String, Value)>) throws {
    self.init()
    for (key, value) in entries { try set(StringObject(key), value) }
  }

  /// Returns an object with the same entries, for a caller that wants to change it.
  ///
  /// - Throws: what `Memory.claim` throws.
  public final func copy() throws -> RecordObject {
    try Memory.claim(values: slotCount)
    return copied()
  }

  /// Returns such a copy without claiming memory, for an object whose size no script chose.
  ///
  /// - Parameter extra: how many more values there is to be memory for.
  public final func copied(withRoomFor extra: Int = 0) -> RecordObject {
    let shape = shape
    let copy = RecordObject.make(
      shape: shape, room: slotCount + extra, depth: Int(depth), resource: resource)
    copy.fill(from: self)
    return copy
  }

  public final var count: Int {
    hasHoles ? withHoles { slotCount - $0 } : slotCount
  }
  public final var keys: [StringObject] { shape.keys }

  /// The value under `key`, or nil if there is none.
  public final subscript(key: StringObject) -> Value? {
    hasHoles ? withHoles { _ in value(of: key) } : value(of: key)
  }

  private final func value(of key: StringObject) -> Value? {
    shapeReference._withUnsafeGuaranteedRef { $0.index(of: key) }.map { slot(at: $0).pointee }
  }

  /// The value under `key`, or nil if there is none.
  public final subscript(key: String) -> Value? { self[StringObject(key)] }

  /// Stores a value under a key in place; a new key goes to the end.
  ///
  /// - Precondition: the caller holds the only reference.
  /// - Throws: `ValueError.tooDeep` if the object would nest too deep.
  public final func set(_ key: StringObject, _ value: consuming Value) throws {
    guard let index = uniqueIndex(of: key) else { return try append(key, value) }
    try makeRoom(for: value)
    slot(at: index).store(value)
  }

  /// Stores a value under a key in place, at the end.
  ///
  /// - Precondition: the caller holds the only reference, and the key is new.
  /// - Throws: as `set` does; `ValueError.listTooLong`.
  package final func append(_ key: StringObject, _ value: consuming Value) throws {
    try makeRoom(for: value)
    try ValueLimits.checkList(items: slotCount)
    if let own = uniqueShape {
      own.appended(key)
    } else {
      shape = shape.adding(key)
    }
    fill(value)
  }

  /// Stores the entries of another object in place.
  ///
  /// - Precondition: the caller holds the only reference.
  /// - Throws: `ValueError.tooDeep` if the object would nest too deep; what a checkpoint throws.
  public final func merge(_ other: RecordObject) throws {
    var pace = Pace()
    for (key, value) in zip(other.keys, other.values) {
      try pace.step()
      try set(key, value)
    }
  }

  /// Stores a value under a key in place.
  ///
  /// - Precondition: the caller holds the only reference.
  public final func set(_ key: String, _ value: consuming Value) throws {
    try set(StringObject(key), value)
  }

  /// Where the value at `index` is stored, if the keys are those of the shared shape `id`. It is valid until
  /// the object changes.
  @inlinable @inline(__always)
  public final func place(at index: Int, inShape id: UInt32) -> UnsafePointer<Value>? {
    hasShape(id) ? UnsafePointer(slot(at: index)) : nil
  }

  /// Whether there is a value under `key`.
  package final func contains(_ key: StringObject) -> Bool {
    hasHoles ? withHoles { _ in uniqueIndex(of: key) != nil } : uniqueIndex(of: key) != nil
  }

  /// Where the value under `key` is stored; nil if it is not there, or the object has holes, which anyone may
  /// close. It is valid until the object changes.
  public final func place(of key: StringObject) -> UnsafePointer<Value>? {
    guard !hasHoles, let index = uniqueIndex(of: key) else { return nil }
    return UnsafePointer(slot(at: index))
  }

  /// Whether the keys are those of the shared shape `id`.
  @inlinable @inline(__always)
  public final func hasShape(_ id: UInt32) -> Bool {
    shapeReference._withUnsafeGuaranteedRef { $0.id } == id
  }

  /// Where the value at `index` is stored, for a change in place that does not make it nest; nil if there is
  /// none. It is valid until the object changes.
  ///
  /// - Precondition: the caller holds the only reference.
  @inlinable @inline(__always)
  public final func uniqueField(at index: Int) -> UnsafeMutablePointer<Value>? {
    index >= 0 && index < slotCount ? start + index : nil
  }

  /// Where the value under `key` is stored, as `uniqueField(at:)` says it; holes stay open.
  ///
  /// - Precondition: the caller holds the only reference.
  public final func uniqueField(of key: StringObject) -> UnsafeMutablePointer<Value>? {
    uniqueIndex(of: key).flatMap { uniqueField(at: $0) }
  }

  /// The place of the value under `key`, for `uniqueField(at:)` and `modify(at:)`; nil if it is not there.
  ///
  /// - Precondition: the caller holds the only reference, or the object has no holes.
  package final func uniqueIndex(of key: StringObject) -> Int? {
    shapeReference._withUnsafeGuaranteedRef { $0.index(of: key) }
  }

  /// Changes the value at `index`, which exists, in place, and raises the depth as it needs.
  ///
  /// - Precondition: the caller holds the only reference.
  public final func modify(at index: Int, _ body: (inout Value) throws -> Void) rethrows {
    defer { raiseDepth(over: slot(at: index).pointee) }
    try body(&slot(at: index).pointee)
  }
}

/// What an object remembers about the vendor's resource it came from.
///
/// A vendor's declarations subclass it; equality of values ignores it.
///
/// Sendable: it is immutable, and so must subclasses be.
open class ResourceType: @unchecked Sendable {
  /// The name as scripts write it, such as `expoze.Job`.
  public let name: String
  /// The declared fields that may be absent: reading one gives null.
  public let optionalFields: Set<String>
  /// All declared fields, for near names in messages.
  public let fields: [String]

  public init(name: String, fields: [String], optionalFields: Set<String>) {
    self.name = name
    self.fields = fields
    self.optionalFields = optionalFields
  }
}
