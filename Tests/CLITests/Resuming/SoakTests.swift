import TestSupport
import Testing

/// Scripts that are killed anywhere come to the same end when they are resumed, and nothing is done twice: a sample
/// of what `scripts/soak` tries.
@Suite(.blocking) struct SoakTests {
  @Test(arguments: ["writes", "calls", "own", "late", "night"])
  func nothingIsLostAndNothingDoneTwice(_ part: String) throws {
    let soak = Repository.root.appending(path: "scripts/soak").path
    let run = try ProgramRun(
      Python.path,
      [
        "-B", soak, part, "--short", "--jobs", "1", "--seed", "\(TestSeed.current)", "--build",
        BuiltPrograms.folder.path,
      ])
    #expect(run.status == 0, "\(TestSeed.advice)\n\(run.output)\(run.errors)")
    #expect(run.output.contains("nothing lost, nothing twice"))
  }
}
