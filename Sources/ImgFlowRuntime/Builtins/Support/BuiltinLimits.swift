import ImgFlowValues

/// How much a call of a built-in may create, checked before it starts.
enum BuiltinLimits {
  static func checkItems(_ count: Int) throws { try ValueLimits.checkList(items: count) }

  static func checkBytes(_ count: Int) throws { try ValueLimits.checkString(bytes: count) }

  /// Checks a product that may not fit in 64 bits.
  static func checkBytes(_ count: Int, times: Int) throws {
    let (product, overflow) = count.multipliedReportingOverflow(by: times)
    try checkBytes(overflow ? .max : product)
  }
}
