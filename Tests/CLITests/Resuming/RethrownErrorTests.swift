import Foundation
import TestSupport
import Testing

/// An error that ends a run is tried anew by a resumed one, whatever the script has done between catching and
/// raising it: also when that one is killed anywhere, and resumed again.
@Suite(.blocking) struct RethrownErrorTests {
  /// Scripts that read `later.txt`, which is missing at first, and do something else before they end.
  static let scripts = [
    "try { print(file.text('later.txt')) } catch e { file.append('alerts.txt', 'alert')\nthrow e }",
    "defer { file.append('alerts.txt', 'alert') }\nprint(file.text('later.txt'))",
    "fn read() { try { file.text('later.txt') } catch e { file.append('alerts.txt', 'alert')\nthrow e } }\nprint(read())",
    "try { print((parallel for x in ['later.txt'] { file.text(x) })[0]) } catch e { file.append('alerts.txt', 'alert')\nthrow e }",
    "print((parallel for x in ['later.txt'] { try { file.text(x) } catch e { file.append('alerts.txt', 'alert')\nthrow e } })[0])",
    "try { print(retry(times: 2, on: e => true) { file.text('later.txt') }) } catch e { file.append('alerts.txt', 'alert')\nthrow e }",
    "let failed = try { file.text('later.txt') } catch e { e }\nfile.append('alerts.txt', 'alert')\nif failed is error { throw failed }\nprint(failed)",
  ]

  @Test(arguments: scripts) func itIsTriedAnew(_ script: String) throws {
    for point in stride(from: 1, through: 13, by: 3) {
      let folder = try TemporaryFolder()
      let name = "night.imgflow"
      try folder.write(
        "file.write('begin.txt', 'begin')\n\(script)\nfile.write('end.txt', 'end')\n", to: name)
      #expect(try imgflow([name], in: folder).status == 7)
      #expect(try imgflow(["resume", "last"], in: folder).status == 7)
      #expect(try folder.text("alerts.txt") == "alert")
      try folder.write("it is there", to: "later.txt")
      let killed = try imgflow(["resume", "last"], in: folder, killAt: point)
      #expect([0, 128 + SIGKILL].contains(killed.status), "\(killed.errors)")
      for _ in 1...2 {
        let run = try imgflow(["resume", "last"], in: folder)
        #expect(run.status == 0, "killed at \(point): \(run.errors)")
        #expect(run.output == "it is there\n", "killed at \(point)")
      }
      #expect(try folder.text("end.txt") == "end")
    }
  }

  private func imgflow(
    _ words: [String], in folder: TemporaryFolder, killAt point: Int? = nil
  ) throws -> ProgramRun {
    var environment = ProcessInfo.processInfo.environment
    environment["XDG_STATE_HOME"] = folder.path + "/state"
    environment["IMGFLOW_TEST_KILL_AT"] = point.map(String.init)
    return try ProgramRun(BuiltPrograms.imgflow, words, in: folder.url, environment: environment)
  }
}
