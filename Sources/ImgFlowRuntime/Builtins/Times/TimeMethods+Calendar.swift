import ImgFlowValues

// Days, weeks, months and years, by the clocks of a zone.
extension TimeMethods {
  private static let zone = Builtin.Parameter("zone", .string, .optional)

  private static func unit(_ units: [CalendarUnit]) -> Builtin.Parameter {
    .word("unit", units.map(\.rawValue))
  }

  static let calendar: [Builtin] = [
    Builtin(
      "startOf", [.receiver(.time), unit(CalendarUnit.allCases), zone], returns: .time,
      """
      Returns the first instant of the minute, hour, day, week (from Monday), month, quarter or year that the \
      time is in, by the clocks of its zone or of `zone`; the result is in that zone.
      """,
      examples: [
        (#"time("2026-11-26T09:05:00Z").startOf("week")"#, "2026-11-23T00:00:00Z"),
        (
          #"time("2026-07-01T23:30:00Z").startOf("day", zone: "Europe/Berlin")"#,
          "2026-07-02T00:00:00+02:00"
        ),
      ]
    ) { call in
      let time = try call.time(0).shown(in: call.zone(2, of: call.time(0)))
      return try .time(
        milliseconds: try unit(call).start(of: time.milliseconds, in: time.zone), in: time.zone)
    },
    Builtin(
      listing: "every",
      [
        .receiver(.time), unit(CalendarUnit.allCases.filter(\.isOfDays)),
        Builtin.Parameter("until", .time), zone,
      ], returns: .list(of: .time),
      """
      Returns the start of every day, week, month, quarter or year from the one that the time is in, as long \
      as it is before `until`.
      """,
      examples: [
        (
          #"time("2026-11-23").every("day", until: time("2026-11-26")).map(t => t.day())"#,
          "[23, 24, 25]"
        ),
        (
          #"time("2026-03-28", zone: "Europe/Berlin").every("month", until: time("2026-04-30"))"#,
          #"["2026-03-01T00:00:00+01:00", "2026-04-01T00:00:00+02:00"]"#
        ),
      ],
      items: { call, take in
        let time = try call.time(0).shown(in: call.zone(3, of: call.time(0)))
        let end = try call.time(2).shown(in: time.zone)
        var pace = Pace()
        try unit(call).forEachStart(
          from: time.milliseconds, until: end.milliseconds, in: time.zone
        ) { start in
          try pace.step()
          return try take(.time(milliseconds: start, in: time.zone))
        }
      }),
    Builtin(
      "addDays", [.receiver(.time), Builtin.Parameter("count", .int)], returns: .time,
      """
      Returns the same time of day so many days later by the calendar, or earlier if `count` is negative. \
      `+ 1d` is always 24 hours later, which differs on days when clocks change.
      """,
      examples: [
        (
          #"time("2026-03-28T12:00", zone: "Europe/Berlin").addDays(1)"#,
          "2026-03-29T12:00:00+02:00"
        )
      ]
    ) { call in try CalendarStep.adding(days: call.int(1), to: call.time(0)) },
  ]

  private static func unit(_ call: NativeCall) throws -> CalendarUnit {
    CalendarUnit(rawValue: try call.string(1)) ?? .day
  }
}
