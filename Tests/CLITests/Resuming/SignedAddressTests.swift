import Foundation
import TestSupport
import Testing

/// Addresses that a service signs are others each time, and are not stored; a resumed run asks for new ones.
@Suite struct SignedAddressTests {
  private static let script = """
    param picture: path
    use hautai
    let subject = createSubject("volunteer")
    let slot = createUploadURL(subject.id, side_id: 1)
    upload(slot.upload_url, picture)
    waitFor(compute(slot.image_batch_id), timeout: 5m, every: 20ms)
    let place = {subject_id: subject.id, batch_id: slot.image_batch_id, image_id: slot.id}
    for aux in listAuxImages(...place) {
      file.write("\\(aux.id).png", http.get(aux.urls.original).body)
    }
    file.write("end.txt", "end")
    print(file.list("."))
    """

  @Test func theyCountAsTheSame() throws {
    let folder = try TemporaryFolder()
    let sandbox = try RunningSandbox(["--time-scale", "1000"])
    let state = try TemporaryFolder()
    try state.write(Self.script, to: "faces.imgflow")
    let picture = Repository.root.appending(path: "scripts/selfies/good.jpg").path
    func imgflow(_ words: [String], killAt point: Int? = nil) throws -> ProgramRun {
      var environment = ProcessInfo.processInfo.environment
      environment["XDG_STATE_HOME"] = state.path
      environment["IMGFLOW_TEST_KILL_AT"] = point.map(String.init)
      return try ProgramRun(
        BuiltPrograms.imgflow, words, in: folder.url, environment: environment)
    }
    let run = try imgflow([
      state.path + "/faces.imgflow", "--sandbox-url", sandbox.url, "--picture", picture,
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("end.txt"))
    for point in [nil, 1, 2, nil] {
      let again = try imgflow(["resume", "last"], killAt: point)
      if point == nil || again.status == 0 {
        #expect(again.output == run.output, "\(again.errors)")
      }
    }
  }
}
