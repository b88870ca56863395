import Foundation
import TestSupport
import Testing

/// Figures of the sandbox that are given back, instead of asked for, are marked as those that were just received.
@Suite(.blocking) struct GivenBackSourceTests {
  private static let upload = #"expoze.upload("a.jpg").mediaId"#

  /// Ways in which a result comes back, and what the second process is told.
  private static let ways = [
    (upload, "resume"),
    ("(parallel for n in [1] { \(upload) })[0]", "resume"),
    ("once(\"a\") { \(upload) }", "start"),
    ("(parallel for n in [1] { once(n) { \(upload) } })[0]", "start"),
    ("waitFor(expoze.createJob(\(upload)), timeout: 5m, every: 20ms).media.id", "resume"),
  ]

  @Test(arguments: ways) func theyAreMarked(_ work: String, _ second: String) throws {
    let sandbox = try RunningSandbox(["--time-scale", "1000"])
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      at: Repository.fixture("images/banner.jpg"), to: folder.url.appending(path: "a.jpg"))
    let script = """
      let media = \(work)
      table([{media: media > 0}])
      file.write("out.csv", "media\\n1\\n")
      file.text("go.txt")
      """
    try folder.write(script, to: "a.imgflow")
    func imgflow(_ words: [String]) throws -> ProgramRun {
      let environment = ProcessInfo.processInfo.environment.merging([
        "XDG_STATE_HOME": folder.path + "/state"
      ]) { $1 }
      return try ProgramRun(
        BuiltPrograms.imgflow, words, in: folder.url, environment: environment)
    }
    let start = ["a.imgflow", "--sandbox-url", sandbox.url]
    let first = try imgflow(start)
    #expect(first.status == 7, "\(first.errors)")
    #expect(first.output.hasSuffix("source: sandbox\n"), "\(first.output)")
    try folder.write("", to: "go.txt")
    let run = try imgflow(second == "resume" ? ["resume", "last"] : start)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == first.output)
    #expect(try folder.text("out.csv") == "media,source\n1,sandbox\n")
  }
}
