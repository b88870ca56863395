/// The arithmetic operators on values.
///
/// Integers of the machine's size are handled in place; whatever overflows, mixes types or fails
/// goes to an out-of-line function, so that the operators stay small enough to inline. Public, because other
/// modules do not inline what belongs to a `package` type.
public enum Arithmetic {
  /// `a + b`: adds numbers and durations, joins strings and lists.
  @inlinable
  public static func add(_ a: Value, _ b: Value) throws -> Value {
    if case .int(let x) = a, case .int(let y) = b {
      let (sum, overflow) = x.addingReportingOverflow(y)
      if !overflow { return .int(sum) }
    } else if case .float(let x) = a, case .float(let y) = b {
      let sum = x + y
      if sum.isFinite { return .float(sum) }
    }
    return try addSlowly(a, b)
  }

  /// `a - b`: subtracts numbers, durations and times.
  @inlinable
  public static func subtract(_ a: Value, _ b: Value) throws -> Value {
    if case .int(let x) = a, case .int(let y) = b {
      let (difference, overflow) = x.subtractingReportingOverflow(y)
      if !overflow { return .int(difference) }
    } else if case .float(let x) = a, case .float(let y) = b {
      let difference = x - y
      if difference.isFinite { return .float(difference) }
    }
    return try subtractSlowly(a, b)
  }

  /// `a * b`: multiplies numbers, and a duration by a number.
  @inlinable
  public static func multiply(_ a: Value, _ b: Value) throws -> Value {
    if case .int(let x) = a, case .int(let y) = b {
      let (product, overflow) = x.multipliedReportingOverflow(by: y)
      if !overflow { return .int(product) }
    } else if case .float(let x) = a, case .float(let y) = b {
      let product = x * y
      if product.isFinite { return .float(product) }
    }
    return try multiplySlowly(a, b)
  }

  /// `a / b`: always a float for numbers and for two durations; a duration by a number is a
  /// duration.
  @inlinable
  public static func divide(_ a: Value, _ b: Value) throws -> Value {
    if case .float(let x) = a, case .float(let y) = b {
      let quotient = x / y
      if quotient.isFinite { return .float(quotient) }
    } else if case .int(let x) = a, case .int(let y) = b, y != 0, isExact(x), isExact(y) {
      return .float(Double(x) / Double(y))
    }
    return try divideSlowly(a, b)
  }

  /// Whether a float holds the int exactly for certain: a quotient of two such is rounded once.
  @inlinable @inline(__always)
  static func isExact(_ number: Int) -> Bool { number.magnitude <= 1 << 53 }

  /// `a % b`: the remainder of floored division, which has the sign of `b`.
  @inlinable
  public static func remainder(_ a: Value, _ b: Value) throws -> Value {
    if case .int(let x) = a, case .int(let y) = b, y > 0 {
      let remainder = x % y
      return .int(remainder < 0 ? remainder + y : remainder)
    }
    return try remainderSlowly(a, b)
  }

  /// `div(a, b)`: the quotient rounded down; an int for ints and durations, a float if one is a
  /// float.
  @inlinable
  public static func floorDivide(_ a: Value, _ b: Value) throws -> Value {
    if case .int(let x) = a, case .int(let y) = b, y > 0 {
      let (quotient, remainder) = x.quotientAndRemainder(dividingBy: y)
      return .int(remainder < 0 ? quotient - 1 : quotient)
    }
    return try floorDivideSlowly(a, b)
  }

  /// `-a`: negates a number or a duration.
  @inlinable
  public static func negate(_ a: Value) throws -> Value {
    switch a {
    case .int(let x) where x != .min: .int(-x)
    case .float(let x): .float(-x)
    default: try negateSlowly(a)
    }
  }
}
