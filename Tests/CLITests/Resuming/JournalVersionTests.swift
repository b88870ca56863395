import Foundation
import TestSupport
import Testing

/// A journal that any earlier version has written is read, and its run goes on: `Tests/Fixtures/journal/versionN` has one
/// for each version of the schema (`Tests/Fixtures/journal/record.py` makes it).
@Suite(.blocking) struct JournalVersionTests {
  @Test(arguments: 1...1) func itsRunGoesOn(_ version: Int) throws {
    let files = FileManager.default
    let fixture = Repository.fixture("journal/version\(version)")
    let folder = try TemporaryFolder()
    let runs = folder.url.appending(path: "state/imgflow/runs")
    try files.createDirectory(at: runs, withIntermediateDirectories: true)
    try files.createDirectory(
      at: folder.url.appending(path: "out"), withIntermediateDirectories: true)
    for name in try files.contentsOfDirectory(atPath: fixture.path) {
      let isOfRun = !name.hasSuffix(".imgflow") && !name.hasSuffix(".txt")
      try files.copyItem(
        at: fixture.appending(path: name), to: (isOfRun ? runs : folder.url).appending(path: name))
    }
    let journal = try #require(
      files.contentsOfDirectory(atPath: runs.path).first { $0.hasSuffix(".sqlite") })
    _ = try Python.run(
      fixture: "journal/move.py", [runs.appending(path: journal).path, folder.path])

    func imgflow(_ words: [String]) throws -> ProgramRun {
      let environment = ProcessInfo.processInfo.environment.merging([
        "XDG_STATE_HOME": folder.path + "/state"
      ]) { $1 }
      return try ProgramRun(BuiltPrograms.imgflow, words, in: folder.url, environment: environment)
    }
    let stopped = try imgflow(["resume", "last"])
    #expect(stopped.status == 7)
    let step = try #require(
      stopped.errors.firstMatch(of: /whether step ([0-9]+) was done: `process.run/),
      "\(stopped.errors)")
    let run = try imgflow(["resume", "last", "--assume", "\(step.1)=not-done"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == (try folder.text("output.txt")))
    // What was done before was not done again.
    #expect(try folder.text("out/items.txt") == "hello\n")
  }
}
