import ImgFlowValues

/// How much a single call of a built-in may create, so that a typing error in a count cannot exhaust
/// the machine before anything else notices.
enum BuiltinLimits {
  /// 100 million items are 1.6 GB of values.
  static let items = 100_000_000
  static let bytes = 1 << 30

  static func checkItems(_ count: Int) throws {
    guard count <= items else { throw tooLarge("a list", "100 million items") }
  }

  static func checkBytes(_ count: Int) throws {
    guard count <= bytes else { throw tooLarge("a string", "1 GiB") }
  }

  /// Checks a product that may not fit in 64 bits.
  static func checkBytes(_ count: Int, times: Int) throws {
    let (product, overflow) = count.multipliedReportingOverflow(by: times)
    try checkBytes(overflow ? .max : product)
  }

  static func tooLarge(_ what: String, _ limit: String) -> ValueError {
    ValueError(
      .limit, "\(what) made by one call can have at most \(limit)",
      help: "work on it in parts")
  }
}
