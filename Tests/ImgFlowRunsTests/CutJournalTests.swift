import Foundation
import TestSupport
import Testing

@testable import ImgFlowJournal
@testable import ImgFlowRuns

/// A journal whose last writes were lost or torn, as when the machine loses its power: what is left is what was
/// committed before, in order, and the run goes on from there.
@Suite struct CutJournalTests {
  /// The header of a write-ahead log and those of its frames, in bytes (sqlite.org/fileformat2.html#walformat).
  private static let (header, frameHeader) = (32, 24)

  private let folder: TemporaryFolder
  private let store: SQLiteRunStore
  private let database: Data
  private let log: Data

  /// Makes a journal of which all commits are in the log.
  init() throws {
    folder = try TemporaryFolder()
    let path = folder.url.appending(path: "run.sqlite").path
    store = try SQLiteRunStore.create(
      RunID(time: 1_800_000_000_000, random: 5), at: path, Samples.origin, owner: Samples.owner)
    for number in 1...6 {
      let step = try store.begin(Samples.effect(number))
      try store.end(step, .value("\(number)"), at: number)
    }
    database = try Data(contentsOf: URL(filePath: path))
    log = try Data(contentsOf: URL(filePath: path + "-wal"))
  }

  private var frames: StrideTo<Int> {
    stride(from: Self.header, to: log.count, by: Self.frameHeader + 4096)
  }

  @Test func theLogHasAFrameForEachCommit() { #expect(Array(frames).count > 14) }

  @Test func aLogCutAtOrInsideAnyFrameLeavesABeginning() throws {
    var counts: Set<Int> = []
    for frame in frames {
      for cut in [frame, frame + 1, frame + Self.frameHeader, frame + 2000] {
        if let count = try stepsAfterOpening(log.prefix(cut), "cut at \(cut)") {
          counts.insert(count)
        }
      }
    }
    #expect(counts.isSuperset(of: 0...5))
  }

  @Test func aByteThatHasFlippedEndsWhatIsLeft() throws {
    for frame in frames {
      for offset in [0, 9, Self.frameHeader + 7, Self.frameHeader + 4000] {
        var torn = log
        torn[torn.startIndex + frame + offset] ^= 0x10
        _ = try stepsAfterOpening(torn, "flipped at \(frame + offset)")
      }
    }
  }

  /// Opens the journal with another log, takes it and writes to it; returns how many steps it still has, or nil
  /// if nothing of the run was stored.
  private func stepsAfterOpening(_ log: Data, _ what: String) throws -> Int? {
    let other = try TemporaryFolder()
    let path = other.url.appending(path: "run.sqlite").path
    try database.write(to: URL(filePath: path))
    try log.write(to: URL(filePath: path + "-wal"))
    let left: SQLiteRunStore
    do { left = try SQLiteRunStore(at: path) } catch is UnbegunJournal { return nil }
    defer { left.close() }
    let steps = try left.effects()
    #expect(
      steps.map(\.effect.key.site) == (1...6).map { "main/\($0)" }.prefix(steps.count).map(\.self),
      "\(what)")
    for (index, step) in steps.enumerated() {
      let isLast = index == steps.count - 1
      #expect(step.outcome == .value("\(index + 1)") || isLast && step.outcome == nil, "\(what)")
    }
    try left.take(Samples.other)
    #expect(try left.begin(Samples.effect(9)) == steps.count + 1, "\(what)")
    return steps.count
  }
}
