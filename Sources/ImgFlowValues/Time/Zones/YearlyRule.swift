/// A zone's offsets in every year: the rules of the variable `TZ` in POSIX, as extended by RFC 9636, such as
/// `CET-1CEST,M3.5.0,M10.5.0/3`.
struct YearlyRule: Sendable {
  let standard: ZoneOffset
  /// The other offset, and when it begins and ends; nil if the offset never changes.
  private let summer: Summer?

  private struct Summer: Sendable {
    let offset: ZoneOffset
    let start: YearlyMoment
    let end: YearlyMoment
  }

  init(standard: ZoneOffset) { (self.standard, summer) = (standard, nil) }

  init(
    standard: ZoneOffset, summer: ZoneOffset, from start: YearlyMoment, to end: YearlyMoment
  ) {
    self.standard = standard
    self.summer = Summer(offset: summer, start: start, end: end)
  }

  /// Returns the offset at an instant in seconds since 1970.
  func offset(at instant: Int) -> ZoneOffset {
    guard let summer else { return standard }
    let year = CivilDate(daysSince1970: instant.floored(by: 86_400)).year
    var (latest, offset) = (Int.min, standard)
    for year in year - 1...year + 1 {
      let (start, end) = (self.start(summer, of: year), self.end(summer, of: year))
      if end <= instant, end > latest { (latest, offset) = (end, standard) }
      // Where summer ends as it begins again, it goes on.
      if start <= instant, start >= latest { (latest, offset) = (start, summer.offset) }
    }
    return offset
  }

  /// Returns the changes after `start` up to and including `end`, in the order of time; both are in seconds
  /// since 1970.
  func changes(after start: Int, through end: Int) -> [ZoneChange] {
    guard let summer else { return [] }
    let years = [start, end].map { CivilDate(daysSince1970: $0.floored(by: 86_400)).year }
    let all = (years[0] - 1...years[1] + 1).flatMap { year in
      [
        ZoneChange(at: self.start(summer, of: year), offset: summer.offset),
        ZoneChange(at: self.end(summer, of: year), offset: standard),
      ]
    }
    return all.filter { $0.at > start && $0.at <= end && offset(at: $0.at) == $0.offset }
      .sorted { $0.at < $1.at }
  }

  private func start(_ summer: Summer, of year: Int) -> Int {
    summer.start.second(of: year) - standard.seconds
  }

  private func end(_ summer: Summer, of year: Int) -> Int {
    summer.end.second(of: year) - summer.offset.seconds
  }
}

/// A day of every year and a time of that day, by the clocks before the change.
struct YearlyMoment: Sendable {
  enum Day: Sendable {
    /// `J60`: 1 to 365, without 29 February.
    case ordinary(Int)
    /// `59`: 0 to 365, with 29 February.
    case counted(Int)
    /// `M3.5.0`: a month, a week from 1 to 5, the last, and a day of the week from 0 for Sunday.
    case weekday(month: Int, week: Int, weekday: Int)
  }

  let day: Day
  /// The seconds since midnight; fewer than 0 are on the day before.
  let seconds: Int

  /// The seconds from 1970-01-01T00:00:00 to the moment, both by the clocks.
  func second(of year: Int) -> Int { days(of: year) * 86_400 + seconds }

  private func days(of year: Int) -> Int {
    let newYear = CivilDate(year: year, month: 1, day: 1).daysSince1970
    switch day {
    case .counted(let count): return newYear + count
    case .ordinary(let count):
      let isLeap = CivilDate(year: year, month: 2, day: 29).isValid
      return newYear + count - (isLeap && count >= 60 ? 0 : 1)
    case .weekday(let month, let week, let weekday):
      let first = CivilDate(year: year, month: month, day: 1)
      // 1970-01-01 was a Thursday.
      let ahead = (weekday - 4 - first.daysSince1970).modulo(7)
      let date = first.daysSince1970 + ahead + (week - 1) * 7
      return date < first.daysSince1970 + first.daysInMonth ? date : date - 7
    }
  }
}
