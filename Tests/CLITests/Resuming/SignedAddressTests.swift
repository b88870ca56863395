import Foundation
import TestSupport
import Testing

/// Addresses that a service signs are others each time, and are not stored; a resumed run asks for new ones.
@Suite(.blocking) struct SignedAddressTests {
  private static let script = """
    param photo: path
    use hautai
    let subject = createSubject("volunteer")
    let slot = createUploadURL(subject.id, side_id: 1)
    upload(slot.upload_url, photo)
    waitFor(compute(slot.image_batch_id), timeout: 5m, every: 20ms)
    let place = {subject_id: subject.id, batch_id: slot.image_batch_id, image_id: slot.id}
    for aux in listAuxImages(...place) {
      file.write("\\(aux.id).png", http.get(aux.urls.original).body)
    }
    file.write("end.txt", "end")
    print(file.list("."))
    """

  /// A program that was killed at each write, where a person lets it ask for the address again.
  @Test func newOnesAreAskedFor() throws {
    let sandbox = try RunningSandbox(["--time-scale", "1000"])
    let files = try TemporaryFolder()
    try files.write(Self.script, to: "faces.imgflow")
    var asked = 0
    for point in stride(from: 3, through: 31, by: 2) {
      let folder = try TemporaryFolder()
      let state = try TemporaryFolder()
      func imgflow(_ words: [String], killAt point: Int? = nil) throws -> ProgramRun {
        var environment = ProcessInfo.processInfo.environment
        environment["XDG_STATE_HOME"] = state.path
        environment["IMGFLOW_TEST_KILL_AT"] = point.map(String.init)
        return try ProgramRun(
          BuiltPrograms.imgflow, words, in: folder.url, environment: environment)
      }
      let photo = Repository.root.appending(path: "scripts/selfies/good.jpg").path
      _ = try imgflow(
        [files.path + "/faces.imgflow", "--sandbox-url", sandbox.url, "--photo", photo],
        killAt: point)
      var run = try imgflow(["resume", "last"])
      if run.errors.contains("it is unknown") { continue }
      if run.errors.contains("was not stored") {
        #expect(run.status == 7)
        // What came first was the subject, then the address.
        run = try imgflow(["resume", "last", "--assume", "2=not-done"])
        asked += 1
      }
      #expect(run.status == 0, "killed at \(point): \(run.errors)")
      #expect(run.output.contains("end.txt"))
      #expect(try imgflow(["resume", "last"]).output == run.output)
    }
    #expect(asked > 0)
  }
}
