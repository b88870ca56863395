// Months and years: sums with times, and multiples.
extension Arithmetic {
  /// The sum or difference of a time and a period, or of two periods; nil for anything else.
  static func periodSum(
    _ operation: ArithmeticOperation, _ a: HeapObject, _ b: HeapObject
  ) throws -> Value? {
    if let x = a as? PeriodObject, let y = b as? PeriodObject {
      let (months, overflow) =
        operation == .add
        ? x.months.addingReportingOverflow(y.months)
        : x.months.subtractingReportingOverflow(y.months)
      guard !overflow else { throw outOfRange("a period", operation, .heap(a), .heap(b)) }
      return .period(months: months)
    }
    guard let time = a as? TimeObject ?? b as? TimeObject,
      let period = b as? PeriodObject ?? a as? PeriodObject
    else { return nil }
    guard period.months.magnitude <= CalendarStep.mostMonths,
      Zone.instants.contains(time.milliseconds)
    else { throw outOfRange("a time", operation, .heap(a), .heap(b)) }
    let months = operation == .add ? period.months : -period.months
    return try CalendarStep.adding(months: months, to: time)
  }

  /// A multiple of a period.
  ///
  /// - Parameter value: the period, for messages.
  static func multiplyPeriod(
    _ period: PeriodObject, by factor: Value, _ value: Value
  ) throws -> Value {
    guard factor.type == .int else { throw unsupported(.multiply, value, factor) }
    let (months, overflow) = period.months.multipliedReportingOverflow(by: factor.asInt ?? .max)
    guard factor.asInt != nil, !overflow else {
      throw outOfRange("a period", .multiply, value, factor)
    }
    return .period(months: months)
  }
}
