import Foundation
import TestSupport
import Testing

/// What a person says became of a step counts as if the service had said it.
@Suite(.blocking) struct AssumedResultTests {
  private static let script = """
    use expoze
    let media = upload("\(Repository.fixture("images/grey.jpg").path)").mediaId
    let job = createJob(media, alpha: 0.5)
    print(waitFor(job, timeout: 5m, every: 20ms).status, job is expoze.Job)
    """

  @Test func aJobIsAJob() throws {
    let night = try NightOfJobs(Self.script)
    // The job that a person then takes it for.
    #expect(try night.start().output == "done true\n")
    let stopped = try night.killedWithAJob()
    let step = try #require(stopped.errors.firstMatch(of: /step ([0-9]+) was done/)?.1)
    for wrong in ["[]", #"{"id": "ten"}"#, "7"] {
      let run = try night.imgflow(["resume", "last", "--assume", "\(step)=done:\(wrong)"])
      #expect(run.status == 7, "\(wrong): \(run.errors)")
      #expect(run.errors.contains("cannot be the result of step \(step)"), "\(run.errors)")
    }
    let run = try night.imgflow([
      "resume", "last", "--assume", #"\#(step)=done:{"id": 10025, "status": "queued"}"#,
    ])
    #expect(run.output == "done true\n", "\(run.errors)")
    #expect(try night.imgflow(["resume", "last"]).output == "done true\n")
  }
}

/// A script in a folder, and a sandbox.
private struct NightOfJobs {
  private let folder: TemporaryFolder
  private let sandbox: RunningSandbox

  init(_ script: String) throws {
    folder = try TemporaryFolder()
    sandbox = try RunningSandbox(["--time-scale", "1000"])
    try folder.write(script, to: "night.imgflow")
  }

  /// Kills the run at later and later writes, until a resume does not know of the job.
  func killedWithAJob() throws -> ProgramRun {
    for point in 3...12 {
      _ = try start(killAt: point)
      let run = try imgflow(["resume", "last"])
      if run.errors.contains("expoze.createJob") { return run }
    }
    throw ProgramRun.Failure("no kill left the job unknown")
  }

  func start(killAt point: Int? = nil) throws -> ProgramRun {
    try imgflow(["night.imgflow", "--sandbox-url", sandbox.url], killAt: point)
  }

  func imgflow(_ words: [String], killAt point: Int? = nil) throws -> ProgramRun {
    var environment = ProcessInfo.processInfo.environment
    environment["XDG_STATE_HOME"] = folder.path + "/state"
    environment["IMGFLOW_TEST_KILL_AT"] = point.map(String.init)
    return try ProgramRun(
      BuiltPrograms.imgflow, words, in: folder.url, environment: environment)
  }
}
