import ImgFlowValues

/// The methods of times; everything is in UTC.
enum TimeMethods {
  static let all: [Builtin] =
    [
      Builtin(
        "format", [.receiver(.time), Builtin.Parameter("pattern", .string)], returns: .string,
        """
        Formats the time by a pattern, in UTC and English: `yyyy yy` year, `MM M` month, `MMM MMMM` its \
        name, `dd d` day, `EEE EEEE` day of the week, `HH H` hour, `hh h` hour of twelve with `a`, \
        `mm m` minute, `ss s` second, `SSS` milliseconds, `Z` offset; put other letters in single \
        quotes.
        """,
        examples: [
          (#"time("2026-11-23T09:05:00Z").format("dd.MM.yyyy HH:mm")"#, "23.11.2026 09:05"),
          (#"time("2026-11-23").format("EEEE, d MMM yyyy")"#, "Monday, 23 Nov 2026"),
        ]
      ) { call in
        let pattern = try TimePattern.cached(call.stringObject(1))
        return .string(pattern.format(call.milliseconds(0)))
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
      part("weekday", "the day of the week, from 1 for Monday to 7 for Sunday", "1") { $0.weekday },
    ]

  private static func part(
    _ name: String, _ what: String, _ example: String, _ part: @escaping @Sendable (Clock) -> Int
  ) -> Builtin {
    Builtin(
      name, [.receiver(.time)], returns: .int, "Returns \(what).",
      examples: [(#"time("2026-11-23T09:05:07.250Z").\#(name)()"#, example)]
    ) { call in .int(part(Clock(call.milliseconds(0)))) }
  }
}
