import ImgFlowValues

/// How much a call of a built-in may create, asked before it is made.
enum BuiltinLimits {
  /// Checks a list that grows item by item.
  static func checkItems(_ count: Int) throws { try ValueLimits.checkList(items: count) }

  /// Checks a string that grows piece by piece.
  static func checkBytes(_ count: Int) throws { try ValueLimits.checkString(bytes: count) }

  /// Claims a list of `count` items.
  static func claimItems(_ count: Int) throws { try ValueLimits.claimList(items: count) }

  /// Claims memory for a string of `count` bytes.
  ///
  /// - Parameter copies: how many of it there are while it is made.
  static func claimBytes(_ count: Int, copies: Int = 1) throws {
    try checkBytes(count)
    try Memory.claim(bytes: count * copies)
  }

  /// Claims memory for a string whose length is a product that may not fit in 64 bits.
  static func claimBytes(_ count: Int, times: Int) throws {
    let (product, overflow) = count.multipliedReportingOverflow(by: times)
    try claimBytes(overflow ? .max : product)
  }
}
