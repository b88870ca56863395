import ImgFlowValues

/// A value as a key of sets and dictionaries, equal as the language has it.
struct HashedValue: Hashable {
  let value: Value

  init(_ value: Value) { self.value = value }

  static func == (a: HashedValue, b: HashedValue) -> Bool { Value.equals(a.value, b.value) }

  func hash(into hasher: inout Hasher) { hasher.combine(Self.hash(of: value)) }

  /// How many containers a hash looks into: values that share parts could have endlessly many.
  private static let containers = 1 << 16

  /// Returns a hash that is the same for equal values: `1` and `1.0`, objects in any order of keys.
  ///
  /// - Parameter room: how many containers it may look into, shared out evenly among the parts, so
  ///   that their order does not count.
  private static func hash(of value: Value, room: Int = containers) -> Int {
    switch value {
    case .null: 0
    case .bool(let flag): flag ? 1 : 2
    case .int, .float: ((value.asDouble ?? 0) + 0.0).hashValue
    case .heap(let object): hash(of: object, value, room: room)
    }
  }

  private static func hash(of object: HeapObject, _ value: Value, room: Int) -> Int {
    if let string = value.asStringObject { return string.hash }
    if let list = value.asList {
      guard room > 0 else { return list.items.count }
      let share = room / max(list.items.count, 1)
      return list.items.reduce(17) { ($0 &* 31) ^ hash(of: $1, room: share) }
    }
    if let record = value.asRecord {
      return room > 0 ? hash(of: record, room: room) : record.count
    }
    if value.isNumber { return ((value.asDouble ?? 0) + 0.0).hashValue }
    if let bytes = value.asBytes { return bytes.bytes.hashValue }
    if let time = value.asTime { return time.milliseconds.hashValue }
    if let duration = value.asDuration { return ~duration.milliseconds.hashValue }
    if let range = value.asRange { return range.lower.hashValue ^ range.upper }
    if let secret = value.asSecret { return TextHash.hash(of: secret.text) }
    if let error = value.asError { return TextHash.hash(of: error.message) }
    return ObjectIdentifier(object).hashValue
  }

  private static func hash(of record: RecordObject, room: Int) -> Int {
    let share = room / max(record.count, 1)
    // Added, because the order of keys does not count.
    return zip(record.keys, record.values).reduce(into: 0) { sum, entry in
      sum &+= (entry.0.hash &* 31 ^ hash(of: entry.1, room: share)).hashValue
    }
  }
}
