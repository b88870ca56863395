import Foundation
import TestSupport
import Testing

/// A folder, a service, and the script of a night that works with both.
struct Night {
  /// What the script prints.
  static let expected = """
    [101, 102] [101, 102] network
    created 101
    created 102
     ["copy.txt", "done.txt"]

    """

  private let folder: TemporaryFolder
  private let server: PythonServer

  init() throws {
    folder = try TemporaryFolder()
    server = try PythonServer("ledger.py")
  }

  /// Starts the run.
  ///
  /// - Parameters:
  ///   - point: the place of a write to the journal where it is killed.
  ///   - size: the size that no file may exceed, in units of 1,024 bytes.
  func start(killAt point: Int? = nil, largestFile size: Int? = nil) throws -> ProgramRun {
    let script = Repository.fixture("journal/night.imgflow").path
    let words = [script, "--base", "http://\(server.place)"]
    guard let size else { return try imgflow(words, killAt: point) }
    let line = "ulimit -f \(size); exec \"$0\" \"$@\""
    return try run("/bin/bash", ["-c", line, BuiltPrograms.imgflow] + words)
  }

  func imgflow(_ words: [String], killAt point: Int? = nil) throws -> ProgramRun {
    try run(BuiltPrograms.imgflow, words, ["IMGFLOW_TEST_KILL_AT": point.map(String.init)])
  }

  private func run(
    _ program: String, _ words: [String], _ variables: [String: String?] = [:]
  ) throws -> ProgramRun {
    var environment = ProcessInfo.processInfo.environment
    environment["XDG_STATE_HOME"] = folder.path + "/state"
    for (name, value) in variables { environment[name] = value }
    return try ProgramRun(program, words, in: folder.url, environment: environment)
  }

  /// The folder of the journals.
  var state: URL { folder.url.appending(path: "state/imgflow/runs") }

  /// The path of the one journal.
  var journal: String {
    get throws {
      let names = try FileManager.default.contentsOfDirectory(atPath: state.path)
      let name = try #require(names.first { $0.hasSuffix(".sqlite") })
      return state.appending(path: name).path
    }
  }

  /// How many steps were begun of which no outcome is known: the script does one after the other.
  func stepsInFlight() throws -> Int {
    try imgflow(["runs", "last"]).output.split(separator: "\n").count { $0.hasSuffix("in flight") }
  }

  /// What the service was asked to create, in order.
  func created() throws -> [Int] { try Ledger.created(at: server) }

  /// What the service answers when it has created something.
  private static func response(_ n: Int) -> String {
    #"{"status": 200, "headers": {}, "headerLists": {}, "body": {"id": \#(100 + n)}}"#
  }

  /// Resumes the run until it is done; where it stops, a person says what became of a step.
  ///
  /// - Parameter event: what has stopped it.
  func finish(_ event: String) throws {
    var words = ["resume", "last"]
    for _ in 0..<5 {
      let run = try imgflow(words)
      if run.errors.contains("no run has been recorded") {
        #expect(try start().output == Self.expected, "\(event)")
        return
      }
      guard let found = run.errors.firstMatch(of: /step ([0-9]+) was done: .*"n": ([0-9])/) else {
        #expect(run.status == 0, "\(event): \(run.errors)")
        #expect(run.output == Self.expected, "\(event)")
        return
      }
      #expect(run.status == 7)
      let n = try #require(Int(found.2))
      let outcome = try created().contains(n) ? "done:\(Self.response(n))" : "not-done"
      words = ["resume", "last", "--assume", "\(found.1)=\(outcome)"]
    }
    Issue.record("\(event): it does not come to an end")
  }
}
