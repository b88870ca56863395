/// Instants as ISO 8601 text.
package enum TimeText {
  static let millisecondsPerDay = 86_400_000

  /// Returns an instant in UTC, such as `2026-11-23T10:00:00Z`; milliseconds only when there are
  /// any. Years beyond 0000...9999 have a sign and at least six digits.
  package static func iso(_ milliseconds: Int) -> String {
    var (days, rest) = milliseconds.quotientAndRemainder(dividingBy: millisecondsPerDay)
    if rest < 0 { (days, rest) = (days - 1, rest + millisecondsPerDay) }
    let date = CivilDate(daysSince1970: days)
    let fraction = rest % 1000
    rest /= 1000
    let isPlainYear = (0...9999).contains(date.year)
    let sign = isPlainYear ? "" : date.year < 0 ? "-" : "+"
    let year = sign + padded(abs(date.year), isPlainYear ? 4 : 6)
    let day = "\(year)-\(padded(date.month, 2))-\(padded(date.day, 2))"
    let clock = "\(padded(rest / 3600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))"
    return "\(day)T\(clock)\(fraction == 0 ? "" : "." + padded(fraction, 3))Z"
  }

  /// Returns the instant that `text` names in milliseconds since 1970, or nil if it is not a time.
  ///
  /// Reads RFC 3339 and the common rest of ISO 8601's extended format: a date alone is its first
  /// instant, seconds may be missing, a fraction has any number of digits (those beyond
  /// milliseconds are dropped), an offset is `Z`, `+02:00`, `+0200` or `+02`, and without one the
  /// time is in UTC.
  package static func parse(_ text: String) -> Int? {
    var text = text
    return text.withUTF8 { parseUTF8($0) }
  }

  /// As `parse`, of UTF-8.
  package static func parseUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var scanner = DigitScanner(bytes)
    guard let date = parseDate(&scanner) else { return nil }
    var milliseconds = 0
    if scanner.skip("T") || scanner.skip("t") || scanner.skip(" ") {
      guard let clock = parseClock(&scanner), let offset = parseOffset(&scanner) else { return nil }
      milliseconds = clock - offset
    }
    guard scanner.isAtEnd else { return nil }
    let (day, overflow) = date.daysSince1970.multipliedReportingOverflow(by: millisecondsPerDay)
    let (sum, sumOverflow) = day.addingReportingOverflow(milliseconds)
    return overflow || sumOverflow ? nil : sum
  }

  private static func parseDate(_ scanner: inout DigitScanner) -> CivilDate? {
    let isNegative = scanner.skip("-")
    let isSigned = isNegative || scanner.skip("+")
    guard let year = isSigned ? scanner.number(digits: 6...9) : scanner.digits(4),
      scanner.skip("-"),
      let month = scanner.digits(2), scanner.skip("-"),
      let day = scanner.digits(2)
    else { return nil }
    let date = CivilDate(year: isNegative ? -year : year, month: month, day: day)
    return date.isValid ? date : nil
  }

  /// Parses a time of day in milliseconds; second 60, a leap second, is the next minute's first.
  private static func parseClock(_ scanner: inout DigitScanner) -> Int? {
    guard let hour = scanner.digits(2), hour < 24, scanner.skip(":"),
      let minute = scanner.digits(2), minute < 60
    else { return nil }
    let milliseconds = (hour * 60 + minute) * 60_000
    guard scanner.skip(":") else { return milliseconds }
    guard let second = scanner.digits(2), second <= 60 else { return nil }
    guard scanner.skip(".") || scanner.skip(",") else { return milliseconds + second * 1000 }
    guard let fraction = scanner.fraction() else { return nil }
    return milliseconds + second * 1000 + fraction
  }

  /// Parses an offset from UTC in milliseconds: 0 if there is none.
  private static func parseOffset(_ scanner: inout DigitScanner) -> Int? {
    if scanner.skip("Z") || scanner.skip("z") || scanner.isAtEnd { return 0 }
    let isNegative = scanner.skip("-")
    guard isNegative || scanner.skip("+"), let hours = scanner.digits(2), hours < 24
    else { return nil }
    var minutes = 0
    if scanner.skip(":") || !scanner.isAtEnd {
      guard let number = scanner.digits(2), number < 60 else { return nil }
      minutes = number
    }
    let offset = (hours * 60 + minutes) * 60_000
    return isNegative ? -offset : offset
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
