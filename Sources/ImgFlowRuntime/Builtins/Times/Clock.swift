import ImgFlowValues

/// The parts of a time, as a calendar and a clock on the wall show them.
struct Clock {
  /// Since 1970.
  private let days: Int
  /// The milliseconds of the day.
  private let rest: Int

  /// - Parameter local: what the clock shows, in milliseconds since 1970-01-01T00:00:00.
  init(_ local: Int) {
    days = local.floored(by: 86_400_000)
    // Wraps around for the first day of all, whose start is before the smallest int.
    rest = local &- days &* 86_400_000
  }

  var date: CivilDate { CivilDate(daysSince1970: days) }
  /// 1 for Monday to 7 for Sunday.
  var weekday: Int { CivilDate.weekday(daysSince1970: days) }

  var hour: Int { rest / 3_600_000 }
  var minute: Int { rest / 60_000 % 60 }
  var second: Int { rest / 1000 % 60 }
  var millisecond: Int { rest % 1000 }
}
