import Synchronization

/// A JSON object: values beside the shape that holds their keys, in insertion order.
public final class RecordObject: HeapObject, @unchecked Sendable {
  /// How many removed keys have left a hole. The first field: it fits beside the depth.
  let holes = Atomic<UInt32>(0)
  /// Shared shapes live for ever, so only an own one is counted.
  @exclusivity(unchecked)
  private var shapeReference: Unmanaged<Shape>
  /// The values beside the keys of the shape, null in holes.
  @exclusivity(unchecked)
  var slots: [Value]
  /// The vendor's resource that this object is a copy of, if it came from one.
  @exclusivity(unchecked)
  public var resource: ResourceType?

  /// Creates `{}`.
  public convenience init() { self.init(shape: .empty, values: [], depth: 1) }

  /// Creates an object of `values` under the keys of `shape`, of a depth that the caller knows.
  ///
  /// - Precondition: there are as many values as keys.
  public init(shape: Shape, values: [Value], depth: Int, resource: ResourceType? = nil) {
    self.shapeReference = Self.reference(to: shape)
    self.slots = values
    self.resource = resource
    super.init(type: .object, depth: UInt16(clamping: depth))
  }

  deinit {
    if !hasSharedShape { shapeReference.release() }
  }

  public internal(set) var shape: Shape {
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

  private var hasSharedShape: Bool { shapeReference._withUnsafeGuaranteedRef { $0.isShared } }

  private static func reference(to shape: Shape) -> Unmanaged<Shape> {
    shape.isShared ? .passUnretained(shape) : .passRetained(shape)
  }

  var shapeWithHoles: Shape { shapeReference.takeUnretainedValue() }

  /// The values, in the order of the keys.
  public var values: [Value] {
    get {
      if hasHoles { closeHoles() }
      return slots
    }
    _modify {
      if hasHoles { closeHoles() }
      yield &slots
    }
  }

  /// The shape, when this object alone has it and may change it.
  var uniqueShape: Shape? {
    if hasSharedShape { return nil }
    return withUnsafeMutablePointer(to: &shapeReference) { pointer in
      pointer.withMemoryRebound(to: Shape.self, capacity: 1) {
        isKnownUniquelyReferenced(&$0.pointee) ? $0.pointee : nil
      }
    }
  }

  /// Creates an object from keys and values; of a key given twice the last value stays, in the
  /// place of the first.
  ///
  /// - Throws: `ValueError.tooDeep` when it would nest too deep.
  public convenience init(_ entries: some Sequence<(String, Value)>) throws {
    self.init()
    for (key, value) in entries { try set(StringObject(key), value) }
  }

  /// Returns an object with the same entries, for a caller that wants to change it.
  public func copy() -> RecordObject {
    RecordObject(shape: shape, values: values, depth: Int(depth), resource: resource)
  }

  public var count: Int {
    hasHoles ? withHoles { slots.count - $0 } : slots.count
  }
  public var keys: [StringObject] { shape.keys }

  /// The value under `key`, or nil when there is none.
  public subscript(key: StringObject) -> Value? {
    hasHoles ? withHoles { _ in slot(of: key) } : slot(of: key)
  }

  private func slot(of key: StringObject) -> Value? {
    shapeReference._withUnsafeGuaranteedRef { $0.index(of: key) }.map { slots[$0] }
  }

  /// The value under `key`, or nil when there is none.
  public subscript(key: String) -> Value? { self[StringObject(key)] }

  /// Stores a value under a key in place; a new key goes to the end.
  ///
  /// - Precondition: the caller holds the only reference.
  /// - Throws: `ValueError.tooDeep` when the object would nest too deep.
  public func set(_ key: StringObject, _ value: Value) throws {
    try makeRoom(for: value)
    if let index = shapeReference._withUnsafeGuaranteedRef({ $0.index(of: key) }) {
      slots[index] = value
    } else {
      if let own = uniqueShape {
        own.appended(key)
      } else {
        shape = shape.adding(key)
      }
      slots.append(value)
    }
  }

  /// Stores a value under a key in place.
  ///
  /// - Precondition: the caller holds the only reference.
  public func set(_ key: String, _ value: Value) throws { try set(StringObject(key), value) }

  /// The value at `index`, when the keys are those of the shared shape `id`.
  ///
  /// Not inlinable on purpose: see `ListObject.item(at:)`.
  public func value(at index: Int, inShape id: UInt32) -> Value? {
    hasShape(id) ? slots[index] : nil
  }

  /// Whether the keys are those of the shared shape `id`.
  public func hasShape(_ id: UInt32) -> Bool {
    shapeReference._withUnsafeGuaranteedRef { $0.id } == id
  }

  /// The object that the value at `index` is, without counting a reference to it, when the keys are those
  /// of the shared shape `id`. It is good until the object changes.
  public func borrowedValue(at index: Int, inShape id: UInt32) -> Unmanaged<HeapObject>? {
    guard hasShape(id) else { return nil }
    return slots.withUnsafeBufferPointer { $0.baseAddress.flatMap { ($0 + index).heapObject } }
  }

  /// Where the value at `index` is stored, for a change in place that does not make it nest; nil when
  /// there is none. It is good until the object changes.
  ///
  /// - Precondition: the caller holds the only reference.
  public func uniqueField(at index: Int) -> UnsafeMutablePointer<Value>? {
    guard index >= 0 && index < slots.count else { return nil }
    return slots.withUnsafeMutableBufferPointer { $0.baseAddress.map { $0 + index } }
  }

  /// Changes the value at `index`, which exists, in place, and raises the depth as it needs.
  ///
  /// - Precondition: the caller holds the only reference.
  public func modify(at index: Int, _ body: (inout Value) throws -> Void) rethrows {
    defer { raiseDepth(over: slots[index]) }
    try body(&slots[index])
  }

  /// Raises the depth so that `item` may become a field.
  public func makeRoom(for item: Value) throws {
    guard case .heap(let object) = item, object.depth >= depth else { return }
    guard object.depth < UInt16(ValueLimits.depth) else { throw ValueError.tooDeep }
    depth = object.depth + 1
  }
}

/// What an object remembers about the vendor's resource it came from (design section 3).
///
/// A vendor's declarations subclass it; equality of values ignores it.
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
