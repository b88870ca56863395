import BigInt

extension Value {
  // MARK: - Creating

  public static func string(_ text: String) -> Value { .heap(StringObject(text)) }

  /// - Throws: `ValueError.tooDeep`.
  public static func list(_ items: [Value]) throws -> Value { .heap(try ListObject(items)) }

  /// - Throws: `ValueError.tooDeep`.
  public static func object(_ entries: KeyValuePairs<String, Value>) throws -> Value {
    .heap(try RecordObject(entries.map { ($0.key, $0.value) }))
  }

  public static func duration(milliseconds: Int) -> Value {
    .heap(DurationObject(milliseconds: milliseconds))
  }

  public static func time(milliseconds: Int) -> Value {
    .heap(TimeObject(milliseconds: milliseconds))
  }

  /// An instant that is shown in a zone; UTC is nil.
  ///
  /// - Throws: an `arithmetic` error for an instant that is too far away for zones.
  package static func time(milliseconds: Int, in zone: Zone?) throws -> Value {
    guard let zone, zone !== Zone.utc else { return .time(milliseconds: milliseconds) }
    guard Zone.instants.contains(milliseconds) else {
      throw ValueError(
        .arithmetic,
        "`\(TimeText.iso(milliseconds))` is too far away for a time zone: the years go to 275,000")
    }
    return .heap(TimeObject(milliseconds: milliseconds, zone: zone))
  }

  public static func period(months: Int) -> Value { .heap(PeriodObject(months: months)) }

  public static func bytes(_ bytes: [UInt8]) -> Value { .heap(BytesObject(bytes)) }

  /// An integer of any size, in place when it fits.
  public static func integer(_ value: BigInt) -> Value {
    if let small = Int(exactly: value) { .int(small) } else { .heap(BigIntegerObject(value)) }
  }

  /// A whole float as an integer; nil if it is not whole.
  package static func integer(exactly number: Double) -> Value? {
    if let small = Int(exactly: number) { return .int(small) }
    return BigInt(exactly: number).map { .integer($0) }
  }

  // MARK: - Reading

  /// The object, when it has exactly this type. `T` must be the one class of `type`.
  @inlinable @inline(__always)
  func object<T: HeapObject>(_ type: ValueType, as: T.Type) -> T? {
    guard case .heap(let object) = self, object.type == type else { return nil }
    return unsafeDowncast(object, to: T.self)
  }

  @inlinable public var asStringObject: StringObject? { object(.string, as: StringObject.self) }
  public var asString: String? { asStringObject?.text }
  @inlinable public var asList: ListObject? { object(.list, as: ListObject.self) }
  /// The items of a list as an array of their own.
  public var asItems: [Value]? { asList.map { Array($0.items) } }
  @inlinable public var asRecord: RecordObject? { object(.object, as: RecordObject.self) }
  @inlinable public var asBytes: BytesObject? { object(.bytes, as: BytesObject.self) }
  @inlinable public var asDuration: DurationObject? { object(.duration, as: DurationObject.self) }
  @inlinable public var asTime: TimeObject? { object(.time, as: TimeObject.self) }
  @inlinable public var asPeriod: PeriodObject? { object(.period, as: PeriodObject.self) }
  @inlinable public var asRange: RangeObject? { object(.range, as: RangeObject.self) }
  @inlinable public var asSecret: SecretObject? { object(.secret, as: SecretObject.self) }
  @inlinable public var asError: ErrorObject? { object(.error, as: ErrorObject.self) }
  @inlinable public var asBigInteger: BigIntegerObject? { object(.int, as: BigIntegerObject.self) }

  @inlinable public var asBool: Bool? { if case .bool(let value) = self { value } else { nil } }
  /// The integer, when it fits in 64 bits.
  @inlinable public var asInt: Int? { if case .int(let value) = self { value } else { nil } }

  /// The integer of any size, or nil if it is not an integer.
  public var asBigInt: BigInt? {
    if case .int(let value) = self { BigInt(value) } else { asBigInteger?.value }
  }

  /// The number as a double, rounded when it is a large integer and infinite when it is beyond the range of
  /// doubles; nil if it is not a number.
  public var asDouble: Double? {
    switch self {
    case .int(let value): Double(value)
    case .float(let value): value
    default: asBigInteger.map { Rounding.double($0.value) }
    }
  }

  @inlinable public var isNull: Bool { if case .null = self { true } else { false } }
  public var isNumber: Bool { type == .int || type == .float }
}

extension UnsafeMutablePointer<Value> {
  /// The heap object of the value, without counting a reference.
  ///
  /// The payload of the only reference-counted case starts the enum's storage, which a test holds.
  @inlinable @inline(__always)
  public var heapObject: Unmanaged<HeapObject>? { UnsafePointer(self).heapObject }

  /// The type of the value, without counting a reference.
  @inlinable @inline(__always)
  public var type: ValueType {
    switch pointee {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .float: .float
    case .heap: heapObject?._withUnsafeGuaranteedRef { $0.type } ?? .null
    }
  }

  /// How many containers deep the value nests, without counting a reference.
  @inlinable @inline(__always)
  public var depth: Int { heapObject?._withUnsafeGuaranteedRef { Int($0.depth) } ?? 0 }

  /// Ends the value's life: one comparison where there is nothing to release.
  @inlinable @inline(__always)
  public func clear() {
    if case .heap = pointee { deinitialize(count: 1) }
  }

  /// Replaces the value. Plain assignment calls a function to determine whether there is something to
  /// release; here that is one comparison.
  @inlinable @inline(__always)
  public func store(_ value: consuming Value) {
    clear()
    initialize(to: value)
  }
}

extension UnsafePointer<Value> {
  /// Returns the value, which takes no call for a number.
  @inlinable @inline(__always)
  public func copy() -> Value {
    if case .int(let number) = pointee { return .int(number) }
    if case .float(let number) = pointee { return .float(number) }
    return pointee
  }

  /// The type of the value, without counting a reference.
  @inlinable @inline(__always)
  public var type: ValueType {
    guard let object = heapObject else { return pointee.type }
    return object._withUnsafeGuaranteedRef { $0.type }
  }

  /// Runs `body` with the list, without counting a reference; nil if the value is not a list.
  @inlinable @inline(__always)
  public func withList<T>(_ body: (ListObject) throws -> T) rethrows -> T? {
    try withObject(.list) { try body(unsafeDowncast($0, to: ListObject.self)) }
  }

  /// Runs `body` with the object, without counting a reference; nil if the value is not an object.
  @inlinable @inline(__always)
  public func withRecord<T>(_ body: (RecordObject) throws -> T) rethrows -> T? {
    try withObject(.object) { try body(unsafeDowncast($0, to: RecordObject.self)) }
  }

  /// Runs `body` with the string, without counting a reference; nil if the value is not a string.
  @inlinable @inline(__always)
  public func withString<T>(_ body: (StringObject) throws -> T) rethrows -> T? {
    try withObject(.string) { try body(unsafeDowncast($0, to: StringObject.self)) }
  }

  @inlinable @inline(__always)
  func withObject<T>(_ type: ValueType, _ body: (HeapObject) throws -> T) rethrows -> T? {
    try heapObject?._withUnsafeGuaranteedRef { $0.type == type ? try body($0) : nil }
  }

  /// The heap object of the value, without counting a reference.
  @inlinable @inline(__always)
  public var heapObject: Unmanaged<HeapObject>? {
    guard case .heap = pointee else { return nil }
    return UnsafeRawPointer(self).load(as: Unmanaged<HeapObject>.self)
  }
}
