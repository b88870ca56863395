import BigInt

/// An integer outside the range of `Int`. Smaller ones are always `Value.int`.
public final class BigIntegerObject: HeapObject, @unchecked Sendable {
  /// The value, if it does not fit in 128 bits; otherwise it is in the two words.
  private let large: LargeInteger?
  // An Int128 would have the object begin at a multiple of 16, for which the allocator takes longer.
  private let low: UInt64
  private let high: Int64

  public convenience init(_ value: BigInt) { self.init(LargeInteger(value)) }

  convenience init(_ value: LargeInteger) {
    if let narrow = value.narrow { self.init(narrow) } else { self.init(large: value) }
  }

  init(_ value: Int128) {
    large = nil
    (low, high) = (UInt64(truncatingIfNeeded: value), Int64(truncatingIfNeeded: value >> 64))
    super.init(type: .int)
  }

  /// - Precondition: the value does not fit in 128 bits.
  init(large value: LargeInteger) {
    (large, low, high) = (value, 0, 0)
    super.init(type: .int)
  }

  /// The value, if it fits in 128 bits.
  @inline(__always)
  var narrow: Int128? { large == nil ? Int128(high) << 64 | Int128(low) : nil }

  var integer: LargeInteger { large ?? LargeInteger(Int128(high) << 64 | Int128(low)) }

  public var value: BigInt { integer.bigInt }
}

/// A length of time in whole milliseconds.
public final class DurationObject: HeapObject, @unchecked Sendable {
  public let milliseconds: Int

  public init(milliseconds: Int) {
    self.milliseconds = milliseconds
    super.init(type: .duration)
  }
}

/// An instant, as milliseconds since 1970-01-01T00:00:00Z, and the zone in which it is shown. Two times are equal,
/// and ordered, by their instants alone.
public final class TimeObject: HeapObject, @unchecked Sendable {
  public let milliseconds: Int
  /// Where its day and hour are looked at; nil is UTC.
  package let zone: Zone?

  public init(milliseconds: Int) {
    self.milliseconds = milliseconds
    zone = nil
    super.init(type: .time)
  }

  /// - Precondition: the instant is one of `Zone.instants`, unless the zone is nil.
  init(milliseconds: Int, zone: Zone?) {
    self.milliseconds = milliseconds
    self.zone = zone
    super.init(type: .time)
  }

  /// What the clocks of its zone show, in milliseconds since 1970-01-01T00:00:00 by these clocks.
  package var local: Int { zone?.local(milliseconds) ?? milliseconds }
}

/// A step of the calendar in whole months, which differ in length; a year has twelve.
public final class PeriodObject: HeapObject, @unchecked Sendable {
  public let months: Int

  public init(months: Int) {
    self.months = months
    super.init(type: .period)
  }
}

/// Raw bytes.
public final class BytesObject: HeapObject, @unchecked Sendable {
  public let bytes: [UInt8]

  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    super.init(type: .bytes)
  }

  public override var displayText: String { "bytes(\(bytes.count))" }
}

/// The integers from `lower` up to but not including `upper`; empty when `upper <= lower`.
public final class RangeObject: HeapObject, @unchecked Sendable {
  public let lower: Int
  public let upper: Int

  public init(lower: Int, upper: Int) {
    self.lower = lower
    self.upper = max(lower, upper)
    super.init(type: .range)
  }

  /// The number of integers; `Int.max` when there are more.
  public var count: Int {
    let (count, overflows) = upper.subtractingReportingOverflow(lower)
    return overflows ? .max : count
  }

  public override var displayText: String { "\(lower)..<\(upper)" }
}

/// A string that never shows: only vendor operations, `http`, `hash` and `.reveal()` see `text`.
public final class SecretObject: HeapObject, @unchecked Sendable {
  public let text: String
  /// What is shown instead: `«secret»`, alone or between the visible parts it was joined with.
  public let display: String

  /// Whether a service has made it up for a response, as it does with signed addresses: another response has
  /// another one for the same.
  public let isIssued: Bool

  public static let mask = "«secret»"

  public init(_ text: String, display: String = SecretObject.mask, isIssued: Bool = false) {
    self.text = text
    self.display = display
    self.isIssued = isIssued
    super.init(type: .secret)
  }

  public override var displayText: String { display }
}
