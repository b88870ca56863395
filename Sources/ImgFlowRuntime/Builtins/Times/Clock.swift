import ImgFlowValues

/// The parts of an instant in UTC, as a calendar and a clock on the wall show them.
struct Clock {
  /// Since 1970.
  private let days: Int
  /// The milliseconds of the day.
  private let rest: Int

  init(_ milliseconds: Int) {
    days = Self.floored(milliseconds, by: 86_400_000)
    // Wraps around for the first day of all, whose start is before the smallest int.
    rest = milliseconds &- days &* 86_400_000
  }

  var date: CivilDate { CivilDate(daysSince1970: days) }

  var hour: Int { rest / 3_600_000 }
  var minute: Int { rest / 60_000 % 60 }
  var second: Int { rest / 1000 % 60 }
  var millisecond: Int { rest % 1000 }

  /// 1 for Monday to 7 for Sunday; 1970-01-01 was a Thursday.
  var weekday: Int { days + 3 - Self.floored(days + 3, by: 7) * 7 + 1 }

  private static func floored(_ number: Int, by divisor: Int) -> Int {
    let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
