import TestSupport
import Testing

@testable import ImgFlowJournal

@Suite struct RunIDTests {
  /// 2026-01-01T00:00:00Z, in milliseconds.
  private let epoch = 1_767_225_600_000

  @Test func identifiersSortByTime() {
    var random = TestSeed.numbers(for: "run identifiers")
    for _ in 0..<1_000 {
      let (a, b) = (
        Int.random(in: 0..<1_000_000_000, using: &random),
        Int.random(in: 0..<1_000_000_000, using: &random)
      )
      let ids = [a, b].map { RunID(time: epoch + $0 * 1_000, random: random.next()) }
      if a != b { #expect((ids[0] < ids[1]) == (a < b), "\(a) \(b) \(ids)") }
    }
  }

  @Test func aTextIsAnIdentifierOrNot() {
    let id = RunID(time: epoch + 123_456_789, random: 77)
    #expect(RunID(id.description) == id)
    for text in [
      "", "last", "03k7ap", "03k7ap-x", "03k7ap-x45", "03k7al-x4", "03K7AP-X4", "-", "../../a",
    ] {
      #expect(RunID(text) == nil, "\(text)")
    }
  }

  @Test func aTimeBeforeTheFirstIsTheFirst() {
    #expect(RunID(time: 0, random: 0).description == "000000-00")
  }
}
