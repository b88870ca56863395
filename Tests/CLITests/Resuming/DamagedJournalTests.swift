import Foundation
import TestSupport
import Testing

/// A journal that is damaged is named, with what is wrong with it; a run of which it is does nothing.
@Suite(.blocking) struct DamagedJournalTests {
  private let night: Night

  init() throws {
    night = try Night()
    #expect(try night.start(killAt: 40).status == 128 + SIGKILL)
  }

  /// Every column of a step and of a run that a resumption relies on.
  @Test(arguments: [
    "step SET outcome = '1'", "step SET digest = 'x'", "step SET task = 'x'",
    "step SET arguments = 'x'", "step SET kind = 'e'", "step SET mark = 0", "step SET site = 1",
    "site SET repetition = 'safe'", "site SET site = site || 'x'", "item SET outcome = '1'",
    "run SET seed = 'x'", "run SET arguments = '[]'", "run SET folder = '/'",
  ])
  func aDamagedRowStopsTheRun(_ change: String) throws {
    let row = change.hasPrefix("step") ? "number = 2" : "true"
    _ = try Python.run(
      "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute(sys.argv[2]); db.commit()",
      [night.journal, "UPDATE \(change) WHERE \(row)"])
    let created = try night.created()
    let run = try night.imgflow(["resume", "last"])
    #expect(run.status == 1)
    #expect(run.errors.hasPrefix("error: the journal of the run is damaged: "), "\(run.errors)")
    #expect(run.errors.contains("imgflow runs rm"))
    #expect(try night.created() == created)
  }

  @Test(arguments: [
    Data("not a database, although its name says so".utf8), Data(repeating: 0xA5, count: 40_000),
  ])
  func aFileThatIsNotAJournalIsListedAndCanBeRemoved(_ content: Data) throws {
    let name = try URL(filePath: night.journal).deletingPathExtension().lastPathComponent
    let journal = try night.journal
    for suffix in ["-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: journal + suffix)
    }
    try content.write(to: URL(filePath: journal))
    for words in [["runs"], ["runs", "--json"]] {
      let listed = try night.imgflow(words).output
      #expect(listed.contains("damaged") && listed.contains(name), "\(listed)")
    }
    for words in [["resume", "last"], ["runs", "last"]] {
      let run = try night.imgflow(words)
      #expect(run.status != 0)
      #expect(run.errors.contains("the journal of run \(name) cannot be read"), "\(run.errors)")
    }
    #expect(try night.imgflow(["runs", "rm", "last"]).status == 0)
    #expect(try night.imgflow(["runs"]).output == "no run has been recorded yet\n")
  }

  @Test func aRunThatHasNotBegunIsPassedOver() throws {
    let before = try night.imgflow(["runs"]).output
    try Data().write(to: night.state.appending(path: "zzzzzz-zz.sqlite"))
    #expect(try night.imgflow(["runs"]).output == before)
    try night.finish("with an empty file")
    let run = try night.imgflow(["resume", "zzz"])
    #expect(run.errors.contains("run zzzzzz-zz was stopped before it did anything"))
  }
}
