import Foundation
import TestSupport
import Testing

/// A resumed run waits for what is left of a `sleep`, not for all of it again.
@Suite(.blocking) struct InterruptedSleepTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      file.append("log.txt", "a")
      sleep(10h)
      file.append("log.txt", "b")
      print("awake")

      """, to: "s.imgflow")
  }

  @Test(arguments: ["KILL", "HUP", "TERM"])
  func `what has passed is not waited for again`(_ signal: String) throws {
    // It is interrupted twice, and six hours pass each time.
    for command in ["s.imgflow", "resume last"] {
      let asleep = try sleeper(command, signal)
      #expect(asleep.output.contains("10h"), "\(asleep.errors)")
      #expect(try folder.text("log.txt") == "a")
      try pass(hours: 6)
    }
    let last = try shell("exec timeout -s KILL 60 imgflow resume last")
    #expect(last.status == 0, "\(last.errors)")
    #expect(last.output == "awake\n")
    #expect(try folder.text("log.txt") == "ab")
  }

  @Test func `a sleep that a timeout has ended leaves nothing`() throws {
    try folder.write(
      """
      file.append("log.txt", "a")
      let slept = try { timeout(20ms) { sleep(10h) } } catch e { e.kind }
      print(slept)
      file.text("missing.txt")
      print("done")

      """, to: "s.imgflow")
    #expect(try shell("imgflow s.imgflow").status != 0)
    #expect(try !shell("imgflow runs last").output.contains("in flight"))
    try folder.write("", to: "missing.txt")
    let run = try shell("exec timeout -s KILL 60 imgflow resume last")
    #expect(run.output == "timeout\ndone\n", "\(run.errors)")
  }

  /// Runs a command until it sleeps, and sends it a signal; returns what is recorded then.
  private func sleeper(_ command: String, _ signal: String) throws -> Shell.Result {
    try shell(
      """
      rm -f pid
      (until [ -s pid ] && imgflow runs last 2>&1 | grep -q 'sleep.*in flight'; do sleep 0.05; done
        kill -\(signal) $(cat pid)) &
      sh -c 'echo $$ >pid; exec imgflow \(command)'
      imgflow runs last | grep 'sleep.*in flight'
      """)
  }

  private func pass(hours: Int) throws {
    let runs = folder.url.appending(path: "state/imgflow/runs")
    let journal = try #require(
      FileManager.default.contentsOfDirectory(atPath: runs.path).first { $0.hasSuffix(".sqlite") })
    _ = try Python.run(
      fixture: "journal/earlier.py", [runs.appending(path: journal).path, "\(hours)"])
  }

  private func shell(_ script: String) throws -> Shell.Result {
    try Shell.run("export XDG_STATE_HOME=$PWD/state; " + script, in: folder.url)
  }
}
