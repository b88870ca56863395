import BigInt

/// An integer outside the range of `Int`. Smaller ones are always `Value.int`.
public final class BigIntegerObject: HeapObject, @unchecked Sendable {
  /// The value, if it fits in 128 bits; otherwise it is in `large`.
  let narrow: Int128?
  private let large: LargeInteger

  public convenience init(_ value: BigInt) { self.init(LargeInteger(value)) }

  init(_ value: LargeInteger) {
    narrow = value.narrow
    large = value
    super.init(type: .int)
  }

  init(_ value: Int128) {
    (narrow, large) = (value, LargeInteger(isNegative: false, []))
    super.init(type: .int)
  }

  var integer: LargeInteger { narrow.map { LargeInteger($0) } ?? large }

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

/// An instant, as milliseconds since 1970-01-01T00:00:00Z.
public final class TimeObject: HeapObject, @unchecked Sendable {
  public let milliseconds: Int

  public init(milliseconds: Int) {
    self.milliseconds = milliseconds
    super.init(type: .time)
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

  public static let mask = "«secret»"

  public init(_ text: String, display: String = SecretObject.mask) {
    self.text = text
    self.display = display
    super.init(type: .secret)
  }

  public override var displayText: String { display }
}
