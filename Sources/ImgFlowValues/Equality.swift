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

  /// Whether two values are equal, for a script that asks.
  ///
  /// - Throws: a `type` error if a secret meets a string, because that would always be false, whatever the
  ///   two strings are.
  @inlinable
  public static func areEqual(_ a: Value, _ b: Value) throws -> Bool {
    guard case .heap(let x) = a, case .heap(let y) = b, x !== y else { return equals(a, b) }
    return try areEqual(x, y)
  }

  /// The same for values that stay where they are, without counting references to them.
  @inlinable @inline(__always)
  public static func areEqual(
    at a: UnsafePointer<Value>, _ b: UnsafePointer<Value>
  ) throws -> Bool {
    if case .int(let x) = a.pointee, case .int(let y) = b.pointee { return x == y }
    guard let x = a.heapObject, let y = b.heapObject else { return equals(a.pointee, b.pointee) }
    return try x._withUnsafeGuaranteedRef { x in
      try y._withUnsafeGuaranteedRef { y in try x === y || areEqual(x, y) }
    }
  }

  @usableFromInline
  static func areEqual(_ a: HeapObject, _ b: HeapObject) throws -> Bool {
    if a.type == .string, b.type == .string {
      return unsafeDowncast(a, to: StringObject.self)
        .hasText(of: unsafeDowncast(b, to: StringObject.self))
    }
    if isSecretWithText(a, b) { throw ValueError.secretComparedWithText }
    guard a.type == b.type else { return equals(.heap(a), .heap(b)) }
    guard a.type == .list || a.type == .object else { return equals(a, b) }
    return try DeepComparison.areEqualWithoutSecrets(a, b)
  }

  fileprivate static func isSecretWithText(_ a: HeapObject, _ b: HeapObject) -> Bool {
    a.type == .secret && b.type == .string || a.type == .string && b.type == .secret
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
    case .string: areEqual(a, b, as: StringObject.self) { $0.hasText(of: $1) }
    case .list, .object:
      DeepComparison.areEqual(a, b)
    case .int:
      areEqual(a, b, as: BigIntegerObject.self) { a, b in
        if let x = a.narrow, let y = b.narrow { x == y } else { a.integer == b.integer }
      }
    case .bytes: areEqual(a, b, as: BytesObject.self) { $0.bytes == $1.bytes }
    case .duration: areEqual(a, b, as: DurationObject.self) { $0.milliseconds == $1.milliseconds }
    case .time: areEqual(a, b, as: TimeObject.self) { $0.milliseconds == $1.milliseconds }
    case .period: areEqual(a, b, as: PeriodObject.self) { $0.months == $1.months }
    case .range:
      areEqual(a, b, as: RangeObject.self) { $0.lower == $1.lower && $0.upper == $1.upper }
    case .secret: areEqual(a, b, as: SecretObject.self) { TextHash.areEqual($0.text, $1.text) }
    case .error:
      areEqual(a, b, as: ErrorObject.self) {
        DeepComparison.areEqual($0.fieldsWithoutTrace, $1.fieldsWithoutTrace)
      }
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
}

/// One comparison of two containers, which pauses now and then: parts that values share are compared
/// wherever they occur.
private struct DeepComparison: ~Copyable {
  /// How many parts may be compared before the next pause; negative when the work is to stop.
  private var left = Checkpoint.parts

  /// Whether a secret was compared with a string.
  private var metSecretWithText = false

  /// As below.
  ///
  /// - Throws: a `type` error if a secret was compared with a string on the way.
  static func areEqualWithoutSecrets(_ a: HeapObject, _ b: HeapObject) throws -> Bool {
    var comparison = DeepComparison()
    let areEqual = comparison.equals(a, b)
    if comparison.metSecretWithText { throw ValueError.secretComparedWithText }
    return areEqual
  }

  /// Whether two lists or two objects are equal; false if the work is to stop.
  ///
  /// - Precondition: the containers have the same type.
  static func areEqual(_ a: HeapObject, _ b: HeapObject) -> Bool {
    var comparison = DeepComparison()
    return comparison.equals(a, b)
  }

  private mutating func equals(_ a: HeapObject, _ b: HeapObject) -> Bool {
    if a.type == .list {
      let (x, y) = (
        unsafeDowncast(a, to: ListObject.self), unsafeDowncast(b, to: ListObject.self)
      )
      return equals(x.items, y.items)
    }
    return equals(
      unsafeDowncast(a, to: RecordObject.self), unsafeDowncast(b, to: RecordObject.self))
  }

  private mutating func equals(_ a: Value, _ b: Value) -> Bool {
    guard case .heap(let x) = a, case .heap(let y) = b else { return Value.equals(a, b) }
    guard x.type == y.type, x.type == .list || x.type == .object else {
      if Value.isSecretWithText(x, y) { metSecretWithText = true }
      return Value.equals(a, b)
    }
    return x === y || (mayGoOn() && equals(x, y))
  }

  private mutating func equals<C: RandomAccessCollection<Value>>(_ a: C, _ b: C) -> Bool
  where C.Index == Int {
    guard a.count == b.count else { return false }
    for index in a.indices where !equals(a[index], b[index]) { return false }
    return true
  }

  private mutating func equals(_ a: RecordObject, _ b: RecordObject) -> Bool {
    guard a.count == b.count else { return false }
    if a.shape === b.shape { return equals(a.values, b.values) }
    for (key, value) in zip(a.keys, a.values) {
      guard let other = b[key], equals(value, other) else { return false }
    }
    return true
  }

  private mutating func mayGoOn() -> Bool {
    left -= 1
    if left == 0 { left = Checkpoint.isStopped ? -1 : Checkpoint.parts }
    return left > 0
  }
}

extension ValueError {
  fileprivate static let secretComparedWithText = ValueError(
    .type, "a secret cannot be compared with a string",
    help: "make the string a secret too: `let expected: secret = …`")
}
