/// A JSON object: values beside the shape that holds their keys, in insertion order.
public final class RecordObject: HeapObject, @unchecked Sendable {
  @exclusivity(unchecked)
  public private(set) var shape: Shape
  @exclusivity(unchecked)
  public var values: [Value]
  /// The vendor's resource that this object is a copy of, if it came from one.
  @exclusivity(unchecked)
  public var resource: ResourceType?

  /// Creates `{}`.
  public convenience init() { self.init(shape: .empty, values: [], depth: 1) }

  /// Creates an object of `values` under the keys of `shape`, of a depth that the caller knows.
  ///
  /// - Precondition: there are as many values as keys.
  public init(shape: Shape, values: [Value], depth: Int, resource: ResourceType? = nil) {
    self.shape = shape
    self.values = values
    self.resource = resource
    super.init(type: .object, depth: UInt16(clamping: depth))
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

  public var count: Int { values.count }
  public var keys: [StringObject] { shape.keys }

  /// The value under `key`, or nil when there is none.
  public subscript(key: StringObject) -> Value? {
    shape.index(of: key).map { values[$0] }
  }

  /// The value under `key`, or nil when there is none.
  public subscript(key: String) -> Value? { self[StringObject(key)] }

  /// Stores a value under a key in place; a new key goes to the end.
  ///
  /// - Precondition: the caller holds the only reference.
  /// - Throws: `ValueError.tooDeep` when the object would nest too deep.
  public func set(_ key: StringObject, _ value: Value) throws {
    try makeRoom(for: value)
    if let index = shape.index(of: key) {
      values[index] = value
    } else {
      if !shape.isShared, isKnownUniquelyReferenced(&shape) {
        shape.appended(key)
      } else {
        shape = shape.adding(key)
      }
      values.append(value)
    }
  }

  /// Stores a value under a key in place.
  ///
  /// - Precondition: the caller holds the only reference.
  public func set(_ key: String, _ value: Value) throws { try set(StringObject(key), value) }

  /// Removes a key in place and returns its value, or nil when there was none.
  ///
  /// - Precondition: the caller holds the only reference.
  @discardableResult
  public func remove(_ key: StringObject) -> Value? {
    guard let index = shape.index(of: key) else { return nil }
    shape = shape.removing(at: index)
    return values.remove(at: index)
  }

  /// The value at `index`, when the keys are those of the shared shape `id`.
  ///
  /// Not inlinable on purpose: see `ListObject.item(at:)`.
  public func value(at index: Int, inShape id: UInt32) -> Value? {
    shape.id == id ? values[index] : nil
  }

  /// Changes the value at `index`, which exists, in place, and raises the depth as it needs.
  ///
  /// - Precondition: the caller holds the only reference.
  public func modify(at index: Int, _ body: (inout Value) throws -> Void) rethrows {
    defer { raiseDepth(over: values[index]) }
    try body(&values[index])
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
