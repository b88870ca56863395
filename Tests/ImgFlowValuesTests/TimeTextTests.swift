import ImgFlowValues
import Testing

@Suite("Times and durations as text")
struct TimeTextTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (1, "1970-01-01T00:00:00.001Z"), (-1, "1969-12-31T23:59:59.999Z"),
    (951_782_400_000, "2000-02-29T00:00:00Z"), (1_795_428_000_000, "2026-11-23T10:00:00Z"),
    (-62_167_219_200_000, "0000-01-01T00:00:00Z"),
    (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    (253_402_300_800_000, "+010000-01-01T00:00:00Z"),
    (-62_167_219_200_001, "-000001-12-31T23:59:59.999Z"),
    (4_107_542_399_000, "2100-02-28T23:59:59Z"), (4_107_542_400_000, "2100-03-01T00:00:00Z"),
  ])
  func timesBothWays(_ milliseconds: Int, _ text: String) {
    #expect(TimeText.iso(milliseconds) == text)
    #expect(TimeText.parse(text) == milliseconds)
  }

  @Test(arguments: [
    ("2026-11-23", "2026-11-23T00:00:00Z"), ("2026-11-23T10:00", "2026-11-23T10:00:00Z"),
    ("2026-11-23 10:00:00", "2026-11-23T10:00:00Z"),
    ("2026-11-23t10:00:00z", "2026-11-23T10:00:00Z"),
    ("2026-11-23T10:00:00+02:00", "2026-11-23T08:00:00Z"),
    ("2026-01-01T00:30:00+01", "2025-12-31T23:30:00Z"),
    ("2026-11-23T10:00:00-0530", "2026-11-23T15:30:00Z"),
    ("2026-11-23T10:00:00.5Z", "2026-11-23T10:00:00.500Z"),
    ("2026-11-23T10:00:00.123456789Z", "2026-11-23T10:00:00.123Z"),
    ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
    ("1890-01-01T00:53:28+00:53:28", "1890-01-01T00:00:00Z"),
    ("1890-01-01T00:53:28+005328", "1890-01-01T00:00:00Z"),
  ])
  func otherForms(_ text: String, _ expected: String) {
    #expect(TimeText.parse(text).map { TimeText.iso($0) } == expected)
  }

  @Test(arguments: [
    "", "x", "2026", "2026-11", "2026-13-01", "2026-00-01", "2026-02-29", "2026-11-31",
    "2026-11-00",
    "2026-11-23T", "2026-11-23T24:00:00Z", "2026-11-23T10:60:00Z", "2026-11-23T10:00:61Z",
    "2026-11-23T10:00:00.Z", "2026-11-23T10:00:00+", "2026-11-23T10:00:00+2",
    "2026-11-23T10:00:00+24:00", "2026-11-23T10:00:00+02:0030", "2026-11-23T10:00:00+02:00:",
    "2026-11-23T10:00:00Zx", "2026-11-23T10:00:00 Z", "26-11-23", "+2026-11-23", "20261123T100000Z",
    "2026-11-23T1:00:00Z", " 2026-11-23", "2026-1-2", "١٩٧٠-01-01",
    "999999999-01-01T00:00:00Z", "+999999999-01-01T00:00:00Z",
  ])
  func noTimes(_ text: String) { #expect(TimeText.parse(text) == nil) }

  @Test func extremesDoNotTrap() {
    for milliseconds in [Int.min, Int.max, Int.min + 1, Int.max - 1] {
      let text = TimeText.iso(milliseconds)
      #expect(TimeText.parse(text) == milliseconds || TimeText.parse(text) == nil)
      #expect(DurationText.iso(milliseconds).contains("P"))
      #expect(!DurationText.short(milliseconds).isEmpty)
    }
  }

  @Test func daysOfFiveCenturiesRoundTrip() {
    for day in stride(from: -100_000, through: 100_000, by: 13) {
      let milliseconds = day * 86_400_000
      #expect(TimeText.parse(TimeText.iso(milliseconds)) == milliseconds)
    }
  }

  @Test(arguments: [
    (0, "0s", "PT0S"), (250, "250ms", "PT0.25S"), (1500, "1s500ms", "PT1.5S"),
    (5_400_000, "1h30m", "PT1H30M"), (86_400_000, "1d", "P1D"),
    (93_784_005, "1d2h3m4s5ms", "P1DT2H3M4.005S"),
    (-90_000, "-1m30s", "-PT1M30S"), (60_000, "1m", "PT1M"), (86_400_001, "1d1ms", "P1DT0.001S"),
  ])
  func durations(_ milliseconds: Int, _ short: String, _ iso: String) {
    #expect(DurationText.short(milliseconds) == short)
    #expect(DurationText.iso(milliseconds) == iso)
    #expect(DurationText.parse(iso) == milliseconds)
  }

  @Test func otherDurations() {
    #expect(DurationText.parse("P2W") == 1_209_600_000)
    #expect(DurationText.parse("PT36H") == 129_600_000)
    #expect(DurationText.parse("PT0,5S") == 500)
  }

  @Test(arguments: [
    "", "P", "PT", "P1", "1H", "PT1", "P1Y", "P1M", "PT1M1H", "PT1H1H", "PT1.5H", "P1DT", "PTS",
    "PT.5S",
    "P1H", "PT1D", "PT1Sx", "PT99999999999999999999S", "P999999999999999999D", "--PT1S",
  ])
  func noDurations(_ text: String) { #expect(DurationText.parse(text) == nil) }

  @Test(arguments: [
    (0, "0mo", "P0M"), (1, "1mo", "P1M"), (12, "1y", "P1Y"), (18, "1y6mo", "P1Y6M"),
    (-25, "-2y1mo", "-P2Y1M"),
  ])
  func periods(_ months: Int, _ short: String, _ iso: String) {
    #expect(PeriodText.short(months) == short)
    #expect(PeriodText.iso(months) == iso)
    #expect(PeriodText.parse(short) == months)
    #expect(PeriodText.parse(iso) == months)
  }

  @Test(arguments: [
    "", "P", "-", "mo", "1", "1m", "1mo1y", "P1D", "P1YT1M", "1y1", "PM", "1Y", "P1mo", " 1y",
    "9223372036854775807y", "99999999999999999999mo",
  ])
  func noPeriods(_ text: String) { #expect(PeriodText.parse(text) == nil) }
}
