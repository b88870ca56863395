import BigInt

extension Value {
  /// Whether two values are equal: structurally, numbers by their exact value (`1 == 1.0`), objects
  /// whatever the order of their keys, errors whatever their trace; functions and streams equal
  /// only themselves.
  @inlinable
  public static func equals(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let x), .bool(let y)): x == y
    case (.int(let x), .int(let y)): x == y
    case (.float(let x), .float(let y)): x == y
    case (.int(let x), .float(let y)), (.float(let y), .int(let x)): Int(exactly: y) == x
    case (.heap(let x), .heap(let y)): x === y || (x.type == y.type && equals(x, y))
    case (.heap(let x), .float(let y)), (.float(let y), .heap(let x)): equals(x, y)
    default: false
    }
  }

  @usableFromInline
  static func equals(_ a: HeapObject, _ b: Double) -> Bool {
    guard let integer = a as? BigIntegerObject else { return false }
    return BigInt(exactly: b) == integer.value
  }

  /// - Precondition: the objects have the same type.
  @usableFromInline
  static func equals(_ a: HeapObject, _ b: HeapObject) -> Bool {
    switch a.type {
    case .string: areEqual(a, b, as: StringObject.self) { TextHash.areEqual($0.text, $1.text) }
    case .list: areEqual(a, b, as: ListObject.self) { equals($0.items, $1.items) }
    case .object: areEqual(a, b, as: RecordObject.self, by: equals)
    case .int: areEqual(a, b, as: BigIntegerObject.self) { $0.value == $1.value }
    case .bytes: areEqual(a, b, as: BytesObject.self) { $0.bytes == $1.bytes }
    case .duration: areEqual(a, b, as: DurationObject.self) { $0.milliseconds == $1.milliseconds }
    case .time: areEqual(a, b, as: TimeObject.self) { $0.milliseconds == $1.milliseconds }
    case .range:
      areEqual(a, b, as: RangeObject.self) { $0.lower == $1.lower && $0.upper == $1.upper }
    case .secret: areEqual(a, b, as: SecretObject.self) { TextHash.areEqual($0.text, $1.text) }
    case .error:
      areEqual(a, b, as: ErrorObject.self) { equals($0.fieldsWithoutTrace, $1.fieldsWithoutTrace) }
    case .null, .bool, .float, .function, .stream, .module: false
    }
  }

  /// - Precondition: `T` is the class of the type that both objects have.
  @inline(__always)
  private static func areEqual<T: HeapObject>(
    _ a: HeapObject, _ b: HeapObject, as type: T.Type, by equal: (T, T) -> Bool
  ) -> Bool {
    equal(unsafeDowncast(a, to: type), unsafeDowncast(b, to: type))
  }

  private static func equals(_ a: [Value], _ b: [Value]) -> Bool {
    guard a.count == b.count else { return false }
    for index in a.indices where !equals(a[index], b[index]) { return false }
    return true
  }

  private static func equals(_ a: RecordObject, _ b: RecordObject) -> Bool {
    guard a.count == b.count else { return false }
    if a.shape === b.shape { return equals(a.values, b.values) }
    for (key, value) in zip(a.keys, a.values) {
      guard let other = b[key], equals(value, other) else { return false }
    }
    return true
  }
}
