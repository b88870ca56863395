import ImgFlowValues

/// The function `time`.
enum TimeReader {
  private enum Place { static let (text, pattern, unix, zone, keepOffset) = (0, 1, 2, 3, 4) }

  static func time(_ call: NativeCall) throws -> Value {
    let zone =
      call.isGiven(Place.zone) ? try ZoneDatabase.system.zone(call.string(Place.zone)) : nil
    guard call.isGiven(Place.text) else {
      return try .time(milliseconds: unixTime(call), in: zone)
    }
    guard !call.isGiven(Place.unix) else {
      throw ValueError(.type, "`time` takes a string or `unix`, not both")
    }
    let reading = try reading(call)
    guard let offset = reading.offset else {
      return try .time(milliseconds: instant(reading.local, in: zone), in: zone)
    }
    guard let instant = reading.instant else { throw notATime(call) }
    let keepsOffset = try call.bool(Place.keepOffset)
    return try .time(
      milliseconds: instant, in: keepsOffset && offset != 0 ? Zone(offset: offset) : zone)
  }

  private static func reading(_ call: NativeCall) throws -> TimeText.Reading {
    if call.isGiven(Place.pattern) {
      return try TimePattern.cached(call.stringObject(Place.pattern)).parse(call.string(Place.text))
    }
    guard let reading = try call.withBytes(Place.text, TimeText.read(utf8:)) else {
      throw notATime(call)
    }
    return reading
  }

  /// The instant of what the clocks of a zone show.
  private static func instant(_ local: Int, in zone: Zone?) throws -> Int {
    guard let zone else { return local }
    guard Zone.instants.contains(local) else {
      return try Value.time(milliseconds: local, in: zone).asTime?.milliseconds ?? local
    }
    return zone.instant(ofLocal: local)
  }

  private static func notATime(_ call: NativeCall) -> ValueError {
    ValueError(
      .parse, "\(call[Place.text].shortDescription()) is not a time in ISO 8601",
      help: #"for another format, pass a pattern: `time(string, "dd.MM.yyyy HH:mm")`"#)
  }

  private static func unixTime(_ call: NativeCall) throws -> Int {
    guard call.isGiven(Place.unix), !call.isGiven(Place.pattern) else {
      throw ValueError(
        .type, "`time` needs a string",
        help: #"write `time("2026-11-23")` or `time(unix: seconds)`"#)
    }
    let seconds = call[Place.unix]
    let exact = try Arithmetic.multiply(seconds, .int(1000))
    guard let milliseconds = exact.asInt ?? exact.asDouble.flatMap({ Int(exactly: $0.rounded()) }),
      Zone.instants.contains(milliseconds)
    else {
      throw ValueError.argument("unix", mustBe: "in the range of times", not: seconds)
    }
    return milliseconds
  }
}
