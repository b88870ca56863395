import Foundation
import TestSupport
import Testing

/// A run that an error ends, and that is killed anywhere on its way there, can be resumed until it is done: the error
/// is tried anew, one that leaves it unknown whether something was done asks a person, and nothing is done twice.
@Suite(.blocking, .timeLimit(.minutes(20))) struct FailedRunKillTests {
  /// What fails as long as `later.txt` is missing.
  static let works = [
    "read": "file.text('later.txt')",
    "get": "http.get(base + '/get').body.text",
    "change": "file.copy('later.txt', 'copy.txt')\n  file.text('copy.txt')",
    "put": "http.put(base + '/refuse', json: {n: 1}).body.text",
    "refused": "http.post(base + '/refuse', json: {n: 1}).body.text",
    "lost": "http.post(base + '/lose', json: {n: 1}).body.text",
    "done and lost": "http.post(base + '/keep', json: {n: 1}).body.text",
    "stopped":
      "timeout(300ms) { while !file.exists('later.txt') { sleep(20ms) }\n    file.text('later.txt') }",
  ]

  /// Where it fails, and what the script does before the error ends the run.
  static let places = [
    "at the end": "file.append('alerts.txt', 'alert')\nprint(work())",
    "deferred": "defer { file.append('alerts.txt', 'alert') }\nprint(work())",
    "raised again": "try { print(work()) } catch e { file.append('alerts.txt', 'alert')\nthrow e }",
    "raised later":
      "let failed = try { work() } catch e { e }\nfile.append('alerts.txt', 'alert')\nif failed is error { throw failed }\nprint(failed)",
    "in a parallel":
      "try { print((parallel for x in [1] { work() })[0]) } catch e { file.append('alerts.txt', 'alert')\nthrow e }",
    "in a parallel that goes on":
      "let all = parallel(onError: \"collect\") for x in [1, 2] { if x == 1 { work() } else { file.append('alerts.txt', 'alert') } }\nif \"ok\" in all[0] { print(all[0].ok) } else { throw all[0].error }",
    "in a once":
      "try { print(once('key') { work() }) } catch e { file.append('alerts.txt', 'alert')\nthrow e }",
    "in a retry":
      "try { print(retry(times: 2, every: 1ms, on: e => true) { work() }) } catch e { file.append('alerts.txt', 'alert')\nthrow e }",
  ]

  @Test(arguments: works.keys.sorted(), places.keys.sorted())
  func isFinished(_ work: String, _ place: String) throws {
    var chance = TestSeed.numbers(for: "\(work), \(place)")
    let interval = TestSeed.isThorough ? 1 : 10
    for point in stride(from: Int.random(in: 1...interval, using: &chance), to: .max, by: interval)
    {
      let night = try FailingNight(
        "fn work() {\n  \(try #require(Self.works[work]))\n}\n"
          + "file.write('begin.txt', 'begin')\n\(try #require(Self.places[place]))\n"
          + "file.write('end.txt', 'end')\n")
      let killed = try night.start(killAt: point)
      guard killed.status == 128 + SIGKILL else {
        #expect(point > 4, "the run is never killed: \(killed.errors)")
        #expect(killed.status == 7, "\(killed.errors)")
        return
      }
      try night.finish(
        "\(work), \(place), killed at \(point); \(TestSeed.advice)",
        requests: ["put", "refused", "lost", "done and lost"].contains(work) ? 1 : 0)
    }
  }
}

/// A script in a folder, and a service that fails until `later.txt` is there.
private struct FailingNight {
  private let folder: TemporaryFolder
  private let server: PythonServer

  init(_ script: String) throws {
    folder = try TemporaryFolder()
    server = try PythonServer("failing.py", [folder.path + "/later.txt"])
    try folder.write("param base: string\n" + script, to: "night.imgflow")
  }

  func start(killAt point: Int? = nil) throws -> ProgramRun {
    try imgflow(["night.imgflow", "--base", "http://\(server.place)"], killAt: point)
  }

  /// Resumes the run once while the service fails, and then until it is done.
  ///
  /// - Parameter requests: how many the service then has done.
  func finish(_ event: String, requests: Int) throws {
    var run = try resume()
    #expect(run.status == 7, "\(event): \(run.errors)")
    try folder.write("it is there", to: "later.txt")
    for _ in 1...5 where run.status != 0 {
      run = try resume(try assumptions(run))
      #expect([0, 7].contains(run.status), "\(event): \(run.errors)")
    }
    #expect(run.status == 0, "\(event): \(run.errors)")
    #expect(run.output == "it is there\n", "\(event): \(run.errors)")
    // Nothing is raised where a person has said what became of the step.
    #expect((try? folder.text("alerts.txt")) ?? "alert" == "alert", "\(event)")
    #expect(try folder.text("end.txt") == "end", "\(event)")
    #expect(try Ledger.created(at: server).count == requests, "\(event)")
  }

  private func resume(_ words: [String] = []) throws -> ProgramRun {
    let run = try imgflow(["resume", "last"] + words)
    return run.errors.contains("no run has been recorded") ? try start() : run
  }

  /// What a person says about the step that is unknown.
  private func assumptions(_ run: ProgramRun) throws -> [String] {
    guard let step = run.errors.firstMatch(of: /step ([0-9]+) was done/)?.1 else { return [] }
    let response =
      #"{"status": 200, "headers": {}, "headerLists": {}, "body": {"text": "it is there"}}"#
    let isDone = try !Ledger.created(at: server).isEmpty
    return ["--assume", "\(step)=\(isDone ? "done:" + response : "not-done")"]
  }

  private func imgflow(_ words: [String], killAt point: Int? = nil) throws -> ProgramRun {
    var environment = ProcessInfo.processInfo.environment
    environment["XDG_STATE_HOME"] = folder.path + "/state"
    environment["IMGFLOW_TEST_KILL_AT"] = point.map(String.init)
    return try ProgramRun(BuiltPrograms.imgflow, words, in: folder.url, environment: environment)
  }
}
