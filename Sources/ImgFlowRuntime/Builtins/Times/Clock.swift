import ImgFlowValues

/// The parts of an instant in UTC, as a calendar and a clock on the wall show them.
struct Clock {
  let year, month, day: Int
  let hour, minute, second, millisecond: Int
  /// 1 for Monday to 7 for Sunday.
  let weekday: Int

  init(_ milliseconds: Int) {
    let days = Self.floored(milliseconds, by: 86_400_000)
    // Wraps around for the first day of all, whose start is before the smallest int.
    let rest = milliseconds &- days &* 86_400_000
    (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60)
    (second, millisecond) = (rest / 1000 % 60, rest % 1000)
    // 1970-01-01 was a Thursday.
    weekday = days + 3 - Self.floored(days + 3, by: 7) * 7 + 1
    let date = CivilDate(daysSince1970: days)
    (year, month, day) = (date.year, date.month, date.day)
  }

  private static func floored(_ number: Int, by divisor: Int) -> Int {
    let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
