import Foundation
import TestSupport
import Testing

@testable import ImgFlowJournal
@testable import ImgFlowRuns

/// Runs are found by what people write.
@Suite struct RunFolderTests {
  private let folder: TemporaryFolder
  private let runs: RunFolder

  init() throws {
    folder = try TemporaryFolder()
    runs = RunFolder(path: folder.path + "/imgflow/runs")
  }

  /// Records a run that started some milliseconds after a full second.
  private func record(_ script: String, after milliseconds: Int, random: UInt64) throws -> RunID {
    let started = 1_800_000_000_000 + milliseconds
    let run = RunID(time: started, random: random)
    let origin = RunSummary.Origin(
      script: script, tree: "", arguments: [], folder: "/", seed: "", profile: "default",
      isRehearsal: false, started: started)
    try runs.create(run, origin, owner: Samples.owner).close()
    return run
  }

  @Test(arguments: [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
  func theLastRunIsTheOneThatStartedLast(_ randoms: [Int]) throws {
    var last: RunID?
    for (index, random) in randoms.enumerated() {
      last = try record("/night.imgflow", after: index * 100, random: UInt64(random))
      _ = try record("/other.imgflow", after: index * 100 - 50, random: UInt64(random + 10))
    }
    #expect(try runs.run(named: "last") == last)
    #expect(try runs.run(named: "/night.imgflow") == last)
  }

  @Test func anUnknownNameIsAProblem() throws {
    #expect(throws: RunFolder.Problem.self) { try runs.run(named: "last") }
    _ = try record("/night.imgflow", after: 0, random: 1)
    for name in ["", "zzz", "/other.imgflow"] {
      #expect(throws: RunFolder.Problem.self) { try runs.run(named: name) }
    }
  }
}
