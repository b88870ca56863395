import ImgFlowValues
import Testing

@testable import ImgFlowRuntime

@Suite struct TimePatternTests {
  @Test(arguments: [
    ("yyyy-MM-dd HH:mm:ss.SSS", "2026-11-23 09:05:07.250"), ("d.M.yy", "23.11.26"),
    ("EEE EEEE MMM MMMM", "Mon Monday Nov November"), ("hh:mm a", "09:05 AM"),
    ("H'h' ''m", "9h '5"), ("Z", "Z"), ("", ""),
  ])
  func formats(_ pattern: String, _ expected: String) throws {
    let instant = try #require(TimeText.parse("2026-11-23T09:05:07.250Z"))
    #expect(try TimePattern(pattern).format(TimeObject(milliseconds: instant)) == expected)
  }

  /// What is written is read again, also in the years before 1970 and at the ends of months.
  @Test(arguments: [
    "0001-01-01T00:00:00Z", "1969-12-31T23:59:59.999Z", "2000-02-29T12:00:00Z",
    "2026-11-23T00:30:00Z", "9999-12-31T23:59:59Z",
  ])
  func readsWhatItWrites(_ iso: String) throws {
    let instant = try #require(TimeText.parse(iso))
    for form in ["yyyyMMdd HHmmss SSS Z", "EEEE, d MMMM yyyy h:mm:ss a SSS"] {
      let pattern = try TimePattern(form)
      let text = pattern.format(TimeObject(milliseconds: instant))
      #expect(try pattern.parse(text).instant == instant)
    }
  }

  /// In a zone, its clocks count; the offset is read again.
  @Test func formatsInAZone() throws {
    let zone = try ZoneDatabase.system.zone("America/St_Johns")
    let time = try #require(try Value.time(milliseconds: 1_795_428_000_000, in: zone).asTime)
    #expect(
      try TimePattern("yyyy-MM-dd HH:mm Z z VV").format(time)
        == "2026-11-23 06:30 -03:30 NST America/St_Johns")
    let pattern = try TimePattern("yyyy-MM-dd HH:mm Z")
    let reading = try pattern.parse(pattern.format(time))
    #expect(reading.instant == time.milliseconds)
    #expect(reading.offset == -12_600)
  }

  @Test(arguments: [
    ("dd.MM.yyyy", "31.02.2026"), ("dd.MM.yyyy", "1.2.2026"), ("HH:mm", "24:00"),
    ("hh:mm a", "13:00 PM"), ("yyyy", "2026 "), ("MMM", "Foo"), ("Z", "?"), ("z", "CET"),
    ("VV", "UTC"),
  ])
  func refuses(_ pattern: String, _ text: String) throws {
    let pattern = try TimePattern(pattern)
    #expect(throws: ValueError.self) { try pattern.parse(text) }
  }

  @Test(arguments: ["YYYY", "yyy", "'open", "q"])
  func refusesPattern(_ pattern: String) {
    #expect(throws: ValueError.self) { try TimePattern(pattern) }
  }

  /// No instant is too early or too late to be taken apart.
  @Test(arguments: [Int.min, -1, 0, Int.max])
  func clockNeverTraps(_ instant: Int) {
    let clock = Clock(clampedToWritable(instant))
    #expect((1...12).contains(clock.date.month) && (1...7).contains(clock.date.weekday))
  }

  /// Times within a day of the smallest int cannot be written as text.
  private func clampedToWritable(_ instant: Int) -> Int { max(instant, .min + 86_400_000) }
}
