/// Durations as text.
package enum DurationText {
  private static let units: [(milliseconds: UInt, short: String, iso: String)] = [
    (86_400_000, "d", "D"), (3_600_000, "h", "H"), (60_000, "m", "M"), (1000, "s", "S"),
  ]

  /// Returns a duration as scripts write it, in the largest units: `1h30m`, `1s500ms`, `0s`.
  package static func short(_ milliseconds: Int) -> String {
    guard milliseconds != 0 else { return "0s" }
    var text = milliseconds < 0 ? "-" : ""
    var rest = milliseconds.magnitude
    for unit in units {
      let (count, remainder) = rest.quotientAndRemainder(dividingBy: unit.milliseconds)
      if count > 0 { text += "\(count)\(unit.short)" }
      rest = remainder
    }
    return rest > 0 ? text + "\(rest)ms" : text
  }

  /// Returns how long something took, as exactly as a person wants to know it: `250 ms`, `1.2 s`, `30 s`,
  /// `1m30s`.
  package static func elapsed(_ milliseconds: Int) -> String {
    switch milliseconds {
    case ..<1000: return "\(max(0, milliseconds)) ms"
    case ..<10_000:
      let tenths = milliseconds / 100
      return "\(tenths / 10).\(tenths % 10) s"
    case ..<60_000: return "\(milliseconds / 1000) s"
    default: return short(milliseconds / 1000 * 1000)
    }
  }

  /// Returns a duration in ISO 8601: `PT1H30M`, `PT1.5S`, `PT0S`, `-P1DT2H`.
  package static func iso(_ milliseconds: Int) -> String {
    guard milliseconds != 0 else { return "PT0S" }
    var text = milliseconds < 0 ? "-P" : "P"
    var rest = milliseconds.magnitude
    for unit in units {
      let (count, remainder) = rest.quotientAndRemainder(dividingBy: unit.milliseconds)
      if unit.iso == "H", rest > 0 { text += "T" }
      rest = remainder
      if unit.iso == "S", rest > 0 {
        text += "\(count)\(fraction(rest))S"
      } else if count > 0 {
        text += "\(count)\(unit.iso)"
      }
    }
    return text
  }

  /// Returns the milliseconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds,
  /// or nil. Years and months are refused, since they have no fixed length; only seconds may have a
  /// fraction, of which digits beyond milliseconds are dropped.
  package static func parse(_ text: String) -> Int? {
    var text = text
    return text.withUTF8 { parseUTF8($0) }
  }

  private static func parseUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var scanner = DigitScanner(bytes)
    let isNegative = scanner.skip("-")
    guard scanner.skip("P") else { return nil }
    var total = 0
    var hasParts = false
    if let part = parsePart(&scanner, [("W", 604_800_000), ("D", 86_400_000)], &hasParts) {
      total = part
    } else {
      return nil
    }
    if scanner.skip("T") {
      hasParts = false
      let units: [(UnicodeScalar, Int)] = [("H", 3_600_000), ("M", 60_000), ("S", 1000)]
      guard let part = parsePart(&scanner, units, &hasParts) else { return nil }
      let (sum, overflow) = total.addingReportingOverflow(part)
      guard !overflow else { return nil }
      total = sum
    }
    guard hasParts, scanner.isAtEnd else { return nil }
    return isNegative ? -total : total
  }

  /// Parses numbers with `units`, in their order, each at most once.
  private static func parsePart(
    _ scanner: inout DigitScanner, _ units: [(UnicodeScalar, Int)], _ hasParts: inout Bool
  ) -> Int? {
    var total = 0
    var units = units[...]
    while !scanner.isAtEnd, !scanner.isAt("T") {
      guard let count = scanner.number(digits: 1...18) else { return nil }
      let thousandths: Int? = scanner.skip(".") || scanner.skip(",") ? scanner.fraction() : 0
      guard let thousandths else { return nil }
      while let unit = units.first, !scanner.isAt(unit.0) { units.removeFirst() }
      guard let unit = units.popFirst(), scanner.skip(unit.0), thousandths == 0 || unit.1 == 1000
      else { return nil }
      let (milliseconds, overflow) = count.multipliedReportingOverflow(by: unit.1)
      let (sum, sumOverflow) = total.addingReportingOverflow(milliseconds)
      let (result, resultOverflow) = sum.addingReportingOverflow(thousandths)
      guard !overflow, !sumOverflow, !resultOverflow else { return nil }
      total = result
      hasParts = true
    }
    return total
  }

  private static func fraction(_ milliseconds: UInt) -> String {
    var digits = String(milliseconds + 1000).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "." + digits
  }
}
