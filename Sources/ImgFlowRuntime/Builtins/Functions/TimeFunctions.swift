import ImgFlowValues

/// Functions about time.
enum TimeFunctions {
  /// The shortest wait that is not begun anew when a run is resumed, in milliseconds: to note that one has begun
  /// takes a commit.
  private static let shortestNoted = 1000

  private static var sleeping: EffectRule {
    var rule = EffectRule("sleep", .safe)
    rule.isLong = { $0.milliseconds(0) >= shortestNoted }
    return rule
  }

  /// How long a call has waited already, in an earlier process of the run or between the two.
  private static func waited(_ call: NativeCall) -> Int {
    guard let earlier = call.evaluator.task?.inFlight, earlier.outcome == nil else { return 0 }
    // The clock may have been set back meanwhile.
    return max(0, call.evaluator.host.now() - earlier.effect.began)
  }

  static let all: [Builtin] = [
    Builtin(
      "sleep", [Builtin.Parameter("duration", .duration)], returns: .null,
      "Waits; a `timeout` or Ctrl-C ends the wait.", examples: [("sleep(1ms)", "null")]
    ) { call in
      let milliseconds = call.milliseconds(0) - waited(call)
      if milliseconds > 0 { try call.evaluator.sleep(milliseconds: milliseconds) }
      return .null
    }.effect(sleeping),
    Builtin(
      "now", [], returns: .time, "Returns the current time.",
      examples: [("now() - now() < 1m", "true")]
    ) { call in .time(milliseconds: call.evaluator.host.now()) }.effect(EffectRule("now", .safe)),
    Builtin(
      "time",
      [
        Builtin.Parameter("text", .string, .optional),
        Builtin.Parameter("pattern", .string, .optional),
        Builtin.Parameter("unix", .number, .optional),
        Builtin.Parameter("zone", .string, .optional), .flag("keepOffset"),
      ],
      returns: .time,
      """
      Reads a time: from ISO 8601, from a string written by a pattern such as `dd.MM.yyyy HH:mm` (see \
      `format` of times), or from the seconds since 1970 with `unix`. A string without an offset is in UTC, \
      or in `zone`, which the time is then shown in. A string with an offset says which instant it is; \
      `keepOffset: true` shows the time in that offset.
      """,
      examples: [
        (#"time("2026-11-23T12:00:00+02:00")"#, "2026-11-23T10:00:00Z"),
        (#"time("23.11.2026", "dd.MM.yyyy")"#, "2026-11-23T00:00:00Z"),
        ("time(unix: 0)", "1970-01-01T00:00:00Z"),
        (#"time("2026-11-23T12:00", zone: "Europe/Berlin")"#, "2026-11-23T12:00:00+01:00"),
        (
          #"time("2026-11-23T12:00:00+02:00", keepOffset: true)"#, "2026-11-23T12:00:00+02:00"
        ),
      ]
    ) { call in try TimeReader.time(call) },
    Builtin(
      "duration",
      [
        Builtin.Parameter("text", .string, .optional), Builtin.Parameter("ms", .number, .optional),
        Builtin.Parameter("s", .number, .optional), Builtin.Parameter("m", .number, .optional),
        Builtin.Parameter("h", .number, .optional), Builtin.Parameter("d", .number, .optional),
      ],
      returns: .duration,
      """
      Creates a duration from amounts in the units of literals, to the nearest millisecond, or reads one \
      from a string such as `1h30m` or ISO 8601's `PT1H30M`.
      """,
      examples: [
        ("duration(h: 1, m: 30)", "1h30m"), ("duration(s: 0.25)", "250ms"),
        (#"duration("PT1H30M")"#, "1h30m"),
      ]
    ) { call in try duration(call) },
  ]

  private static func duration(_ call: NativeCall) throws -> Value {
    let units = [1, 1000, 60_000, 3_600_000, 86_400_000]
    var amounts: [Value] = []
    for (index, unit) in units.enumerated() {
      guard let amount = call.optional(index + 1) else { continue }
      amounts.append(try Arithmetic.multiply(.duration(milliseconds: unit), amount))
    }
    if call.isGiven(0) {
      guard amounts.isEmpty else {
        throw ValueError(.type, "`duration` takes a string or amounts, not both")
      }
      return try DurationReader.read(call.string(0))
    }
    guard !amounts.isEmpty else {
      throw ValueError(
        .type, "`duration` needs an amount with its unit", help: "write `duration(s: 30)` or `30s`")
    }
    return try Extremes.sum(Items(amounts))
  }
}

/// Reading durations: as scripts write them, and in ISO 8601.
enum DurationReader {
  private static let units: [(name: String, milliseconds: Int)] = [
    ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
  ]

  /// - Throws: a `parse` error.
  static func read(_ text: String) throws -> Value {
    guard let milliseconds = DurationText.parse(text) ?? literal(text) else {
      throw ValueError(
        .parse, "\(Value.string(text).shortDescription()) is not a duration",
        help: #"write such as "1h30m", "250ms" or "PT1H30M""#)
    }
    return .duration(milliseconds: milliseconds)
  }

  /// Reads `1h30m`: amounts with units, which descend.
  private static func literal(_ text: String) -> Int? {
    let isNegative = text.hasPrefix("-")
    var rest = isNegative ? text.dropFirst() : text[...]
    var remainingUnits = units[...]
    var total = 0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      let name = rest[digits.endIndex...].prefix { $0.isASCII && $0.isLetter }
      guard let amount = Int(digits),
        let index = remainingUnits.firstIndex(where: { $0.name == name })
      else { return nil }
      let (part, overflow) = amount.multipliedReportingOverflow(by: units[index].milliseconds)
      let (sum, sumOverflow) = total.addingReportingOverflow(part)
      guard !overflow, !sumOverflow else { return nil }
      total = sum
      remainingUnits = units[(index + 1)...]
      rest = rest[name.endIndex...]
    }
    guard remainingUnits.count < units.count else { return nil }
    return isNegative ? -total : total
  }
}
