import TestSupport
import Testing

/// `scripts/mutations` swaps steps of the journal in the source, which moves on.
@Suite(.blocking) struct MutationTests {
  @Test func theyFitTheSource() throws {
    let script = Repository.root.appending(path: "scripts/mutations").path
    let run = try ProgramRun(Python.path, [script, "--fit"])
    #expect(run.status == 0, "\(run.errors)")
  }
}
