import ImgFlowValues

// Where a time is looked at.
extension TimeMethods {
  static let zones: [Builtin] = [
    Builtin(
      "in", [.receiver(.time), Builtin.Parameter("zone", .string)], returns: .time,
      """
      Returns the same instant in a time zone: its parts, its text and its days are those of the clocks \
      there. The zone is a name such as `Europe/Berlin`, `UTC`, or an offset such as `+02:00`.
      """,
      examples: [
        (#"time("2026-07-01T12:00:00Z").in("Europe/Berlin")"#, "2026-07-01T14:00:00+02:00"),
        (#"time("2026-07-01T12:00:00Z").in("America/New_York").hour()"#, "8"),
      ]
    ) { call in
      let time = try call.time(0)
      return .heap(try time.shown(in: call.zone(1, of: time)))
    },
    Builtin(
      "local", [.receiver(.time)], returns: .time,
      """
      Returns the same instant in the time zone of the machine, which the variable `TZ` may name; in UTC where \
      the machine has none.
      """,
      examples: [(#"time("2026-07-01T12:00:00Z").local() == time("2026-07-01T12:00:00Z")"#, "true")]
    ) { call in .heap(try call.time(0).shown(in: call.evaluator.host.localZone())) },
    Builtin(
      "zone", [.receiver(.time)], returns: .string,
      "Returns the name of the zone that the time is in.",
      examples: [
        (#"time("2026-11-23").zone()"#, "UTC"),
        (#"time("2026-11-23", zone: "Asia/Tokyo").zone()"#, "Asia/Tokyo"),
      ]
    ) { call in .string((try call.time(0).zone ?? .utc).name) },
    Builtin(
      "offset", [.receiver(.time)], returns: .duration,
      "Returns how far the clocks of the time's zone are ahead of UTC then.",
      examples: [(#"time("2026-07-01").in("Europe/Berlin").offset()"#, "2h")]
    ) { call in
      let time = try call.time(0)
      return .duration(milliseconds: time.local - time.milliseconds)
    },
  ]
}

extension TimeObject {
  /// The same instant in another zone.
  ///
  /// - Throws: an `arithmetic` error for an instant that is too far away for zones.
  func shown(in zone: Zone?) throws -> TimeObject {
    try Value.time(milliseconds: milliseconds, in: zone).asTime ?? self
  }
}
