/// Instants as ISO 8601 text.
package enum TimeText {
  static let millisecondsPerDay = 86_400_000

  /// Returns an instant in UTC, such as `2026-11-23T10:00:00Z`; milliseconds only when there are
  /// any. Years beyond 0000...9999 have a sign and at least six digits.
  package static func iso(_ milliseconds: Int) -> String { withoutOffset(milliseconds) + "Z" }

  /// Returns a time as the clocks of its zone show it, with their offset: `2026-11-23T11:00:00+01:00`.
  package static func iso(_ time: TimeObject) -> String {
    guard let zone = time.zone else { return iso(time.milliseconds) }
    let seconds = zone.offset(at: time.milliseconds).seconds
    return withoutOffset(time.milliseconds + seconds * 1000) + offset(seconds)
  }

  /// Returns an offset from UTC in seconds: `+02:00`, or `+00:53:28` if it is not of whole minutes.
  package static func offset(_ seconds: Int) -> String {
    let parts = [abs(seconds) / 3600, abs(seconds) / 60 % 60, abs(seconds) % 60]
    let shown = parts.prefix(parts[2] == 0 ? 2 : 3).map { padded($0, 2) }
    return (seconds < 0 ? "-" : "+") + shown.joined(separator: ":")
  }

  private static func withoutOffset(_ milliseconds: Int) -> String {
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
    return "\(day)T\(clock)\(fraction == 0 ? "" : "." + padded(fraction, 3))"
  }

  /// Returns the instant that `text` names in milliseconds since 1970, or nil if it is not a time.
  ///
  /// Reads RFC 3339 and the common rest of ISO 8601's extended format: a date alone is its first
  /// instant, seconds may be missing, a fraction has any number of digits (those beyond
  /// milliseconds are dropped), an offset is `Z`, `+02:00`, `+0200`, `+02` or `+00:53:28`, and without
  /// one the time is in UTC.
  package static func parse(_ text: String) -> Int? { read(text)?.instant }

  /// A time as a text says it.
  package struct Reading {
    /// What clocks show, in milliseconds since 1970-01-01T00:00:00.
    package let local: Int
    /// How far these clocks are ahead of UTC, in seconds; nil if the text does not say.
    package let offset: Int?

    /// In UTC, if the text does not say otherwise; nil if it is out of range.
    package var instant: Int? {
      let (instant, overflow) = local.subtractingReportingOverflow((offset ?? 0) * 1000)
      return overflow ? nil : instant
    }
  }

  /// As `parse`, with what the text says of the offset.
  package static func read(_ text: String) -> Reading? {
    var text = text
    return text.withUTF8 { read(utf8: $0) }
  }

  /// As `read`, of UTF-8.
  package static func read(utf8 bytes: UnsafeBufferPointer<UInt8>) -> Reading? {
    var scanner = DigitScanner(bytes)
    guard let date = parseDate(&scanner) else { return nil }
    var (clock, offset): (Int, Int?) = (0, nil)
    if scanner.skip("T") || scanner.skip("t") || scanner.skip(" ") {
      guard let time = parseClock(&scanner) else { return nil }
      clock = time
      if !scanner.isAtEnd {
        offset = parseOffset(&scanner)
        if offset == nil { return nil }
      }
    }
    guard scanner.isAtEnd else { return nil }
    let (day, overflow) = date.daysSince1970.multipliedReportingOverflow(by: millisecondsPerDay)
    let (local, isFar) = day.addingReportingOverflow(clock)
    return overflow || isFar ? nil : Reading(local: local, offset: offset)
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

  /// Returns the seconds of an offset such as `+02:00`, or nil.
  package static func parseOffset(_ text: String) -> Int? {
    var text = text
    return text.withUTF8 { bytes in
      var scanner = DigitScanner(bytes)
      let offset = parseOffset(&scanner)
      return scanner.isAtEnd ? offset : nil
    }
  }

  /// Parses an offset from UTC in seconds.
  private static func parseOffset(_ scanner: inout DigitScanner) -> Int? {
    if scanner.skip("Z") || scanner.skip("z") { return 0 }
    let isNegative = scanner.skip("-")
    guard isNegative || scanner.skip("+"), let hours = scanner.digits(2), hours < 24
    else { return nil }
    var seconds = hours * 3600
    let hasColons = scanner.isAt(":")
    for unit in [60, 1] where !scanner.isAtEnd {
      guard !hasColons || scanner.skip(":"), let number = scanner.digits(2), number < 60 else {
        return nil
      }
      seconds += number * unit
    }
    return isNegative ? -seconds : seconds
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
