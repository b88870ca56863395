import Foundation
import TestSupport
import Testing

/// A run that is killed before or after any write to its journal is finished by resuming it: with the output and
/// the files of one that was left alone, and nothing is done twice.
@Suite(.blocking) struct ResumeKillTests {
  /// There are more than 50 places, and a few more when reads have waited long enough to be stored by themselves.
  @Test(arguments: 1...60) func aKillIsSurvived(_ point: Int) throws {
    let night = try Night()
    let run = try night.start(killAt: point)
    if run.status == 0, point > 50 { return #expect(run.output == Night.expected) }
    #expect(run.status == 128 + SIGKILL, "\(run.errors)")
    #expect(try night.stepsInFlight() <= 1)
    try night.finish("killed at \(point)")
    #expect(try night.created() == [1, 2])
  }

  @Test func aRunThatIsLeftAloneCanBeRepeatedForItsOutput() throws {
    let night = try Night()
    let run = try night.start()
    #expect(run.status == 0)
    #expect(run.output == Night.expected)
    #expect(run.errors.isEmpty)
    let again = try night.imgflow(["resume", "last"])
    #expect(again.output == Night.expected)
    #expect(try night.created() == [1, 2])
  }
}
