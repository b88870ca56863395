import Testing

@testable import ImgFlowValues

@Suite struct ElapsedTextTests {
  @Test(arguments: [
    (-1, "0 ms"), (0, "0 ms"), (999, "999 ms"), (1000, "1.0 s"), (9_999, "9.9 s"), (10_000, "10 s"),
    (59_999, "59 s"), (60_000, "1m"), (95_400, "1m35s"), (3_600_000, "1h"),
  ])
  func `what has passed is said as exactly as one wants to know`(_ time: Int, _ text: String) {
    #expect(DurationText.elapsed(time) == text)
  }
}
