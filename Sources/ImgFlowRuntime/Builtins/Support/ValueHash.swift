import ImgFlowValues

/// Hashes of values. They differ in every process, so that values which collide in one do not in the next.
enum ValueHash {
  /// How many containers a hash looks into: values that share parts could have endlessly many.
  private static let containers = 1 << 16

  /// Returns a hash that is the same for equal values: `1` and `1.0`, objects in any order of keys.
  static func of(_ value: Value) -> UInt64 { hash(of: value, room: containers) }

  /// - Parameter room: how many containers it may look into, shared out evenly among the parts, so
  ///   that their order does not count.
  private static func hash(of value: Value, room: Int) -> UInt64 {
    switch value {
    case .null: TextHash.mixed(0)
    case .bool(let flag): TextHash.mixed(flag ? 1 : 2)
    case .int(let number): hash(of: Double(number))
    case .float(let number): hash(of: number)
    case .heap(let object): hash(of: object, value, room: room)
    }
  }

  private static func hash(of number: Double) -> UInt64 {
    // Adding 0 makes one zero of the two.
    TextHash.mixed((number + 0).bitPattern)
  }

  private static func hash(of milliseconds: Int) -> UInt64 {
    TextHash.mixed(UInt64(bitPattern: Int64(milliseconds)))
  }

  private static func hash(of object: HeapObject, _ value: Value, room: Int) -> UInt64 {
    if let string = value.asStringObject {
      // It has fewer than 32 bits, which are to make a difference in both halves.
      let hash = UInt64(truncatingIfNeeded: string.hash)
      return hash << 32 | hash
    }
    if let list = value.asList {
      let share = room / max(list.count, 1)
      guard room > 0 else { return UInt64(list.count) }
      return list.items.reduce(17) { TextHash.mixed($0 ^ hash(of: $1, room: share)) }
    }
    if let record = value.asRecord {
      return room > 0 ? hash(of: record, room: room) : UInt64(record.count)
    }
    if value.isNumber { return hash(of: value.asDouble ?? 0) }
    if let bytes = value.asBytes {
      return bytes.bytes.withUnsafeBufferPointer {
        UInt64(truncatingIfNeeded: TextHash.hash(of: $0))
      }
    }
    if let time = value.asTime { return hash(of: time.milliseconds) }
    if let duration = value.asDuration { return ~hash(of: duration.milliseconds) }
    if let period = value.asPeriod { return hash(of: period.months) &+ 1 }
    if let range = value.asRange {
      return hash(of: range.lower) ^ UInt64(bitPattern: Int64(range.upper))
    }
    if let secret = value.asSecret {
      return UInt64(truncatingIfNeeded: TextHash.hash(of: secret.text))
    }
    if let error = value.asError {
      return UInt64(truncatingIfNeeded: TextHash.hash(of: error.message))
    }
    return TextHash.mixed(UInt64(UInt(bitPattern: ObjectIdentifier(object))))
  }

  private static func hash(of record: RecordObject, room: Int) -> UInt64 {
    let share = room / max(record.count, 1)
    // Added, because the order of keys does not count.
    return zip(record.keys, record.values).reduce(into: 0) { sum, entry in
      let key = UInt64(truncatingIfNeeded: entry.0.hash)
      sum &+= TextHash.mixed(key &* 31 ^ hash(of: entry.1, room: share))
    }
  }
}
