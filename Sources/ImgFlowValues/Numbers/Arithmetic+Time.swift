// Durations and times, in whole milliseconds. Fractions are rounded half away from zero, like
// `round`.
extension Arithmetic {

  static func multiplyTimes(_ a: Value, _ b: Value) throws -> Value {
    if let period = a.asPeriod { return try multiplyPeriod(period, by: b, a) }
    if let period = b.asPeriod { return try multiplyPeriod(period, by: a, b) }
    let (time, factor) = a.type == .duration ? (a, b) : (b, a)
    guard let duration = time.asDuration, factor.isNumber else {
      throw unsupported(.multiply, a, b)
    }
    if let whole = factor.asInt {
      let (product, overflow) = duration.milliseconds.multipliedReportingOverflow(by: whole)
      guard !overflow else { throw outOfRange("a duration", .multiply, a, b) }
      return .duration(milliseconds: product)
    }
    let product = Double(duration.milliseconds) * (factor.asDouble ?? .infinity)
    return try rounded(product, .multiply, a, b)
  }

  static func divideTimes(_ a: Value, _ b: Value) throws -> Value {
    guard let dividend = a.asDuration else { throw unsupported(.divide, a, b) }
    if let divisor = b.asDuration {
      guard divisor.milliseconds != 0 else { throw byZero(.divide, a, b) }
      return .float(Double(dividend.milliseconds) / Double(divisor.milliseconds))
    }
    guard b.isNumber, let divisor = b.asDouble else { throw unsupported(.divide, a, b) }
    guard divisor != 0 else { throw byZero(.divide, a, b) }
    return try rounded(Double(dividend.milliseconds) / divisor, .divide, a, b)
  }

  /// `%` and `div` of two durations: a duration and an int.
  static func dividedTimes(
    _ operation: ArithmeticOperation, _ a: Value, _ b: Value
  ) throws -> Value {
    guard let x = a.asDuration, let y = b.asDuration else { throw unsupported(operation, a, b) }
    let (dividend, divisor) = (Value.int(x.milliseconds), Value.int(y.milliseconds))
    guard y.milliseconds != 0 else { throw byZero(operation, a, b) }
    if operation == .floorDivide { return try floorDivide(dividend, divisor) }
    return .duration(milliseconds: try remainder(dividend, divisor).asInt ?? 0)
  }

  private static func rounded(
    _ milliseconds: Double, _ operation: ArithmeticOperation, _ a: Value, _ b: Value
  ) throws -> Value {
    guard let whole = Int(exactly: milliseconds.rounded()) else {
      throw outOfRange("a duration", operation, a, b)
    }
    return .duration(milliseconds: whole)
  }

}
