/// Periods of months and years as text.
package enum PeriodText {
  /// Returns a period as scripts write it: `1y6mo`, `0mo`, `-1mo`.
  package static func short(_ months: Int) -> String { text(months, "", "y", "mo") }

  /// Returns a period in ISO 8601: `P1Y6M`, `P0M`, `-P1M`.
  package static func iso(_ months: Int) -> String { text(months, "P", "Y", "M") }

  private static func text(
    _ months: Int, _ start: String, _ year: String, _ month: String
  ) -> String {
    let (years, rest) = months.magnitude.quotientAndRemainder(dividingBy: 12)
    return (months < 0 ? "-" : "") + start + (years > 0 ? "\(years)\(year)" : "")
      + (rest > 0 || years == 0 ? "\(rest)\(month)" : "")
  }

  /// Returns the months of a period as scripts write it or in ISO 8601, or nil.
  package static func parse(_ text: String) -> Int? {
    let isNegative = text.hasPrefix("-")
    var rest = text.dropFirst(isNegative ? 1 : 0)
    let isISO = rest.first == "P"
    if isISO { rest.removeFirst() }
    guard !rest.isEmpty else { return nil }
    var total = 0
    for (unit, months) in [(isISO ? "Y" : "y", 12), (isISO ? "M" : "mo", 1)] {
      let digits = rest.prefix { ("0"..."9").contains($0) }
      guard rest.dropFirst(digits.count).hasPrefix(unit) else { continue }
      guard let count = Int(digits) else { return nil }
      let (part, overflow) = count.multipliedReportingOverflow(by: months)
      let (sum, overflowed) = total.addingReportingOverflow(part)
      if overflow || overflowed { return nil }
      total = sum
      rest = rest.dropFirst(digits.count + unit.count)
    }
    guard rest.isEmpty else { return nil }
    return isNegative ? -total : total
  }
}
