/// The lowest and the highest value, or length; either may be open.
package struct Bounds: Sendable {
  package let lower: Value?
  package let upper: Value?
  /// Whether `upper` itself is allowed.
  package let isClosed: Bool

  /// The ints within bounds that are ints.
  let ofInts: ClosedRange<Int>?

  package init(lower: Value?, upper: Value?, isClosed: Bool) {
    self.lower = lower
    self.upper = upper
    self.isClosed = isClosed
    ofInts = Self.range(from: lower, to: upper, isClosed: isClosed)
  }

  private static func range(from lower: Value?, to upper: Value?, isClosed: Bool) -> ClosedRange<
    Int
  >? {
    guard let first = lower == nil ? Int.min : lower?.asInt,
      let last = upper == nil ? Int.max : upper?.asInt
    else { return nil }
    let (end, overflows) = last.subtractingReportingOverflow(isClosed || upper == nil ? 0 : 1)
    return overflows || first > end ? nil : first...end
  }

  /// Whether a value is within the bounds; false for one that cannot be compared with them.
  package func contains(_ value: Value) -> Bool {
    if case .int(let number) = value, let range = ofInts { return range.contains(number) }
    if let lower, (try? Value.compare(value, lower)).map({ $0 < 0 }) ?? true { return false }
    guard let upper else { return true }
    guard let order = try? Value.compare(value, upper) else { return false }
    return isClosed ? order <= 0 : order < 0
  }

  /// What is held against bounds, with its unit: the length of a string or list, a value itself.
  static func measure(_ value: Value) -> (value: Value, unit: String) {
    switch value {
    case .heap(let string as StringObject): (.int(string.length), " characters long")
    case .heap(let list as ListObject): (.int(list.count), " items long")
    case .heap(let secret as SecretObject): (.int(secret.text.count), " characters long")
    default: (value, "")
    }
  }

  /// The bounds in words: `from 0 to 1`, `at least 1`.
  package var phrase: String {
    let top = upper.map { (isClosed ? "" : "less than ") + $0.shortDescription() }
    return switch (lower?.shortDescription(), top) {
    case (let lower?, let top?): "from \(lower) to \(top)"
    case (let lower?, nil): "at least \(lower)"
    case (nil, let top?): isClosed ? "at most \(top)" : top
    case (nil, nil): "anything"
    }
  }
}

extension Bounds: CustomStringConvertible {
  /// `0...1`, `1...`.
  package var description: String {
    (lower?.shortDescription() ?? "") + (isClosed ? "..." : "..<")
      + (upper?.shortDescription() ?? "")
  }
}
