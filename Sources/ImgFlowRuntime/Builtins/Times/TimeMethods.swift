import ImgFlowValues

/// The methods of times. They look at the clocks of the time's zone.
enum TimeMethods {
  static let all: [Builtin] = parts + zones + calendar

  private static let parts: [Builtin] = [
    Builtin(
      "format",
      [
        .receiver(.time), Builtin.Parameter("pattern", .string),
        Builtin.Parameter("zone", .string, .optional),
      ], returns: .string,
      """
      Formats the time by a pattern, in English and in its zone or in `zone`: `yyyy yy` year, `MM M` month, \
      `MMM MMMM` its name, `dd d` day, `EEE EEEE` day of the week, `HH H` hour, `hh h` hour of twelve with \
      `a`, `mm m` minute, `ss s` second, `SSS` milliseconds, `Z` offset, `z` its abbreviation, `VV` the \
      zone; put other letters in single quotes.
      """,
      examples: [
        (#"time("2026-11-23T09:05:00Z").format("dd.MM.yyyy HH:mm")"#, "23.11.2026 09:05"),
        (#"time("2026-11-23").format("EEEE, d MMM yyyy")"#, "Monday, 23 Nov 2026"),
        (
          #"time("2026-11-23T09:05:00Z").format("HH:mm z", zone: "Europe/Berlin")"#, "10:05 CET"
        ),
      ]
    ) { call in
      let pattern = try TimePattern.cached(call.stringObject(1))
      let time = try call.time(0)
      guard call.isGiven(2) else { return .string(pattern.format(time)) }
      return .string(pattern.format(try time.shown(in: call.zone(2, of: time))))
    },
    Builtin(
      "unix", [.receiver(.time)], returns: .float,
      "Returns the seconds since 1970-01-01T00:00:00Z.",
      examples: [(#"time("1970-01-02").unix()"#, "86400.0")]
    ) { call in .float(Double(call.milliseconds(0)) / 1000) },
    part("year", "the year", "2026") { $0.date.year },
    part("month", "the month, from 1 to 12", "11") { $0.date.month },
    part("day", "the day of the month, from 1 to 31", "23") { $0.date.day },
    part("hour", "the hour, from 0 to 23", "9") { $0.hour },
    part("minute", "the minute, from 0 to 59", "5") { $0.minute },
    part("second", "the second, from 0 to 59", "7") { $0.second },
    part("millisecond", "the millisecond, from 0 to 999", "250") { $0.millisecond },
    part("weekday", "the day of the week, from 1 for Monday to 7 for Sunday", "1") {
      $0.weekday
    },
    part("week", "the week of ISO 8601, from 1 to 53: week 1 has the first Thursday", "48") {
      $0.date.week.number
    },
    part("weekYear", "the year that the week of ISO 8601 belongs to", "2026") {
      $0.date.week.year
    },
  ]

  private static func part(
    _ name: String, _ what: String, _ example: String, _ part: @escaping @Sendable (Clock) -> Int
  ) -> Builtin {
    Builtin(
      name, [.receiver(.time)], returns: .int, "Returns \(what).",
      examples: [(#"time("2026-11-23T09:05:07.250Z").\#(name)()"#, example)]
    ) { call in .int(part(Clock(call.localMilliseconds(0)))) }
  }
}
