import ImgFlowSyntax

/// Steps from one time to another by the calendar and the clocks of a zone.
package enum CalendarStep {
  /// More months than there are in all years that zones know.
  static let mostMonths = 12_000_000

  private static let day = 86_400_000

  /// Returns the time that is so many months later, at the same time of day. A day that the month does not have
  /// becomes its last one: 31 January and one month is 28 February, 29 February and one year is 28 February. The
  /// `plusMonths` of java.time and the `relativedelta` of dateutil do the same.
  ///
  /// - Precondition: the time is one of `Zone.instants`, and there are at most `mostMonths`.
  /// - Throws: an `arithmetic` error for a time that is too far away.
  static func adding(months: Int, to time: TimeObject) throws -> Value {
    if months == 0 { return .heap(time) }
    let local = time.local
    var date = CivilDate(daysSince1970: local.floored(by: day))
    date.add(months: months)
    return try Self.time(date, local.modulo(day), like: time)
  }

  /// Returns the time that is so many days later by the calendar, at the same time of day.
  ///
  /// - Throws: an `arithmetic` error for a time that is too far away.
  package static func adding(days: Int, to time: TimeObject) throws -> Value {
    guard days != 0 else { return .heap(time) }
    let (length, overflow) = days.multipliedReportingOverflow(by: day)
    let (local, isFar) = time.local.addingReportingOverflow(length)
    guard !overflow, !isFar, Zone.instants.contains(local) else { throw tooFar(days, "day") }
    return try .time(
      milliseconds: time.zone?.instant(ofLocal: local) ?? local, in: time.zone)
  }

  private static func time(
    _ date: CivilDate, _ timeOfDay: Int, like time: TimeObject
  ) throws -> Value {
    let local = date.daysSince1970 * day + timeOfDay
    return try .time(milliseconds: time.zone?.instant(ofLocal: local) ?? local, in: time.zone)
  }

  private static func tooFar(_ count: Int, _ unit: String) -> ValueError {
    ValueError(.arithmetic, "a time that is \(Quantity.of(count, unit)) away is out of range")
  }
}

/// What times are grouped by: the calendar and the clocks of a zone say where one begins.
package enum CalendarUnit: String, CaseIterable, Sendable {
  case minute, hour, day, week, month, quarter, year

  /// Whether a whole number of days is one.
  package var isOfDays: Bool { self != .minute && self != .hour }

  /// Returns the first instant of the unit that an instant is in. Weeks begin on Monday. An hour that clocks
  /// show twice is two hours.
  package func start(of instant: Int, in zone: Zone?) -> Int {
    let local = zone?.local(instant) ?? instant
    let length = self == .minute ? 60_000 : 3_600_000
    guard isOfDays else {
      let start = local.floored(by: length) &* length
      return zone?.last(ofLocal: start, until: instant) ?? start
    }
    return Self.start(of: firstDay(of: local.floored(by: 86_400_000)), in: zone)
  }

  /// Calls `body` with the start of each unit from the one that `first` is in, as long as it is before `end`,
  /// until it returns false.
  ///
  /// - Precondition: it is of days, and the instants are among `Zone.instants`.
  package func forEachStart(
    from first: Int, until end: Int, in zone: Zone?, _ body: (Int) throws -> Bool
  ) rethrows {
    var day = firstDay(of: (zone?.local(first) ?? first).floored(by: 86_400_000))
    var previous: Int?
    while case let start = Self.start(of: day, in: zone), start < end {
      // A day that clocks skip is none: Samoa had no 30 December 2011.
      if previous.map({ start > $0 }) ?? true, try !body(start) { return }
      previous = start
      day = next(after: day)
    }
  }

  private static func start(of day: Int, in zone: Zone?) -> Int {
    let local = day &* 86_400_000
    return zone?.start(ofLocal: local) ?? local
  }

  /// The first day of the unit that a day is in; both are counted from 1970-01-01.
  private func firstDay(of day: Int) -> Int {
    var date = CivilDate(daysSince1970: day)
    switch self {
    case .minute, .hour, .day: return day
    case .week: return day - (date.weekday - 1)
    case .month: break
    case .quarter: date.month -= (date.month - 1) % 3
    case .year: date.month = 1
    }
    date.day = 1
    return date.daysSince1970
  }

  /// The first day of the unit after the one that begins on a day.
  private func next(after day: Int) -> Int {
    let months: [CalendarUnit: Int] = [.month: 1, .quarter: 3, .year: 12]
    guard let count = months[self] else { return day + (self == .week ? 7 : 1) }
    var date = CivilDate(daysSince1970: day)
    date.add(months: count)
    return date.daysSince1970
  }
}
