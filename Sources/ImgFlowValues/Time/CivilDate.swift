/// A day of the proleptic Gregorian calendar.
package struct CivilDate: Equatable {
  package var year: Int
  /// 1 to 12.
  package var month: Int
  /// 1 to 31.
  package var day: Int

  init(year: Int, month: Int, day: Int) { (self.year, self.month, self.day) = (year, month, day) }

  /// Creates the date `days` after 1970-01-01: Howard Hinnant's `civil_from_days`
  /// (https://howardhinnant.github.io/date_algorithms.html). Years begin in March, so that the leap
  /// day is the last; an era is 400 years.
  package init(daysSince1970 days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// The days from 1970-01-01 to this date: Hinnant's `days_from_civil`.
  var daysSince1970: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// 1 for Monday to 7 for Sunday.
  package var weekday: Int { Self.weekday(daysSince1970: daysSince1970) }

  /// The weekday of the date `days` after 1970-01-01, which was a Thursday: 1 for Monday to 7 for Sunday.
  package static func weekday(daysSince1970 days: Int) -> Int { (days + 3).modulo(7) + 1 }

  /// The week of ISO 8601 and the year that it belongs to. Week 1 has the first Thursday of the year.
  package var week: (year: Int, number: Int) {
    let thursday = CivilDate(daysSince1970: daysSince1970 - (weekday - 4))
    let first = CivilDate(year: thursday.year, month: 1, day: 1)
    return (thursday.year, (thursday.daysSince1970 - first.daysSince1970) / 7 + 1)
  }

  /// How many days its month has.
  var daysInMonth: Int {
    switch month {
    case 2: CivilDate(year: year, month: 2, day: 29).isValid ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Moves it by months; a day that the month does not have becomes its last one.
  mutating func add(months: Int) {
    let count = year * 12 + month - 1 + months
    (year, month) = (count.floored(by: 12), count.modulo(12) + 1)
    day = min(day, daysInMonth)
  }

  /// Whether the month has such a day.
  var isValid: Bool {
    (1...12).contains(month) && day >= 1 && CivilDate(daysSince1970: daysSince1970) == self
  }
}
