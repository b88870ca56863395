import Foundation
import TestSupport
import Testing

/// A run that is killed before or after any write to its journal is finished by resuming it: with the output and
/// the files of one that was left alone, and nothing is done twice.
@Suite struct ResumeKillTests {
  private static let expected = """
    [101, 102] [101, 102] network
    created 101
    created 102
     ["copy.txt", "done.txt"]

    """

  /// There are more than 50 places, and a few more when reads have waited long enough to be stored by themselves.
  @Test(arguments: 1...60) func aKillIsSurvived(_ point: Int) throws {
    let night = try Night()
    let run = try night.start(killAt: point)
    if run.status == 0, point > 50 { return #expect(run.output == Self.expected) }
    #expect(run.status == 128 + SIGKILL, "\(run.errors)")
    try finish(night, after: point)
    #expect(try night.created() == [1, 2])
  }

  @Test func aRunThatIsLeftAloneCanBeRepeatedForItsOutput() throws {
    let night = try Night()
    let run = try night.start()
    #expect(run.status == 0)
    #expect(run.output == Self.expected)
    #expect(run.errors.isEmpty)
    let again = try night.imgflow(["resume", "last"])
    #expect(again.output == Self.expected)
    #expect(try night.created() == [1, 2])
  }

  /// Resumes the run until it is done; where it stops, a person says what became of a step.
  private func finish(_ night: Night, after point: Int) throws {
    var words = ["resume", "last"]
    for _ in 0..<5 {
      let run = try night.imgflow(words)
      if run.errors.contains("no run has been recorded") {
        #expect(try night.start().output == Self.expected, "killed at \(point)")
        return
      }
      guard let found = run.errors.firstMatch(of: /step ([0-9]+) was done: .*"n": ([0-9])/) else {
        #expect(run.status == 0, "killed at \(point): \(run.errors)")
        #expect(run.output == Self.expected, "killed at \(point)")
        return
      }
      #expect(run.status == 7)
      let n = try #require(Int(found.2))
      let outcome = try night.created().contains(n) ? "done:\(Night.response(n))" : "not-done"
      words = ["resume", "last", "--assume", "\(found.1)=\(outcome)"]
    }
    Issue.record("killed at \(point): it does not come to an end")
  }
}

/// A folder, a service, and the script of a night that works with both.
private struct Night {
  private let folder: TemporaryFolder
  private let server: PythonServer

  init() throws {
    folder = try TemporaryFolder()
    server = try PythonServer("ledger.py")
  }

  func start(killAt point: Int? = nil) throws -> ProgramRun {
    let script = Repository.fixture("journal/night.imgflow").path
    return try imgflow([script, "--base", "http://\(server.place)"], killAt: point)
  }

  func imgflow(_ words: [String], killAt point: Int? = nil) throws -> ProgramRun {
    var environment = ProcessInfo.processInfo.environment
    environment["XDG_STATE_HOME"] = folder.path + "/state"
    environment["IMGFLOW_TEST_KILL_AT"] = point.map(String.init)
    return try ProgramRun(
      BuiltPrograms.imgflow, words, in: folder.url, environment: environment)
  }

  /// What the service was asked to create, in order.
  func created() throws -> [Int] { try Ledger.created(at: server) }

  /// What the service answers when it has created something.
  static func response(_ n: Int) -> String {
    #"{"status": 200, "headers": {}, "headerLists": {}, "body": {"id": \#(100 + n)}}"#
  }
}
