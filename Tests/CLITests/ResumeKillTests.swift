import Foundation
import TestSupport
import Testing

/// A run that is killed before or after any write to its journal is finished by resuming it: with the output and
/// the files of one that was left alone, and nothing done twice.
@Suite struct ResumeKillTests {
  private let folder: TemporaryFolder
  private let server: PythonServer

  init() throws {
    folder = try TemporaryFolder()
    server = try PythonServer("ledger.py")
  }

  private func imgflow(_ words: [String], killAt point: Int? = nil) throws -> ProgramRun {
    var environment = ProcessInfo.processInfo.environment
    environment["XDG_STATE_HOME"] = folder.path + "/state"
    environment["IMGFLOW_TEST_KILL_AT"] = point.map(String.init)
    return try ProgramRun(
      BuiltPrograms.imgflow, words, in: folder.url, environment: environment)
  }

  private func start(killAt point: Int?) throws -> ProgramRun {
    let script = Repository.fixture("journal/night.imgflow").path
    return try imgflow([script, "--base", "http://\(server.place)"], killAt: point)
  }

  /// What was created, in order.
  private func ledger() throws -> [Int] {
    let text = try Python.output(
      "import urllib.request; print(urllib.request.urlopen('http://\(server.place)/ledger').read().decode())"
    )
    let bodies = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
    return bodies?.compactMap { $0["n"] as? Int } ?? []
  }

  private static let expected = """
    [101, 102] [101, 102] network
    created 101
    created 102
     ["copy.txt", "done.txt"]

    """

  @Test func aRunThatIsLeftAloneIsNotResumable() throws {
    let run = try start(killAt: nil)
    #expect(run.output == Self.expected, "\(run.errors)")
    #expect(run.status == 0)
    #expect(try ledger() == [1, 2])
  }

  @Test func everyKillIsSurvived() throws {
    var point = 1
    var unknown = 0
    while try start(killAt: point).status == 128 + 9 {
      let before = try ledger().count
      _ = before
      unknown += try finish(after: point)
      point += 1
      try? FileManager.default.removeItem(at: folder.url.appending(path: "state"))
      try? FileManager.default.removeItem(at: folder.url.appending(path: "out"))
    }
    #expect(point > 40, "only \(point) places to kill it were passed")
    #expect(unknown > 0, "no kill fell between an intent and its outcome")
  }

  /// Resumes the run until it is done; returns how often a person had to say what became of a step.
  private func finish(after point: Int) throws -> Int {
    let had = try ledger()
    var settled = 0
    var words: [String] = []
    for _ in 0..<10 {
      let run = try imgflow(["resume", "last"] + words)
      if run.status == 0 {
        #expect(run.output == Self.expected, "killed at \(point): \(run.errors)")
        return settled
      }
      if run.errors.contains("no run has been recorded") { return try startAgain(had, point) }
      let found = try #require(
        run.errors.firstMatch(of: /step (\d+) was done: .*n: (\d)/),
        "killed at \(point): \(run.status) \(run.errors)")
      #expect(run.status == 7)
      guard let n = Int(found.2) else { break }
      let count = try ledger().count { $0 == n }
      #expect(count <= 2 * point)
      settled += 1
      words = try ["--assume", "\(found.1)=" + outcome(of: n, point)]
    }
    Issue.record("killed at \(point): it does not come to an end")
    return settled
  }

  private func startAgain(_ had: [Int], _ point: Int) throws -> Int {
    let run = try start(killAt: nil)
    #expect(run.output == Self.expected, "killed at \(point), before anything was recorded")
    return 0
  }

  private func outcome(of n: Int, _ point: Int) throws -> String { "not-done" }
}
