import ImgFlowValues

/// A value as a key of sets and dictionaries, equal as the language has it.
struct HashedValue: Hashable {
  let value: Value

  init(_ value: Value) { self.value = value }

  static func == (a: HashedValue, b: HashedValue) -> Bool { Value.equals(a.value, b.value) }

  func hash(into hasher: inout Hasher) { hasher.combine(Self.hash(of: value)) }

  /// Returns a hash that is the same for equal values: `1` and `1.0`, objects in any order of keys.
  private static func hash(of value: Value) -> Int {
    switch value {
    case .null: 0
    case .bool(let flag): flag ? 1 : 2
    case .int, .float: ((value.asDouble ?? 0) + 0.0).hashValue
    case .heap(let object): hash(of: object, value)
    }
  }

  private static func hash(of object: HeapObject, _ value: Value) -> Int {
    if let string = value.asStringObject { return string.hash }
    if let list = value.asList {
      return list.items.reduce(into: 17) { $0 = ($0 &* 31) ^ hash(of: $1) }
    }
    if let record = value.asRecord { return hash(of: record) }
    if value.isNumber { return ((value.asDouble ?? 0) + 0.0).hashValue }
    if let bytes = value.asBytes { return bytes.bytes.hashValue }
    if let time = value.asTime { return time.milliseconds.hashValue }
    if let duration = value.asDuration { return ~duration.milliseconds.hashValue }
    if let range = value.asRange { return range.lower.hashValue ^ range.upper }
    if let secret = value.asSecret { return TextHash.hash(of: secret.text) }
    if let error = value.asError { return TextHash.hash(of: error.message) }
    return ObjectIdentifier(object).hashValue
  }

  private static func hash(of record: RecordObject) -> Int {
    // Added, because the order of keys does not count.
    zip(record.keys, record.values).reduce(into: 0) { sum, entry in
      sum &+= (entry.0.hash &* 31 ^ hash(of: entry.1)).hashValue
    }
  }
}
