import Synchronization
import Testing

@testable import ImgFlowSandbox

@Suite struct LaneTests {
  private final class Counts: Sendable {
    let inside = Atomic(0)
    let passed = Atomic(0)
  }

  @Test func onePassesAtATime() async throws {
    let lane = Lane()
    let counts = Counts()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask {
          try await lane.pass {
            #expect(counts.inside.add(1, ordering: .relaxed).newValue == 1)
            await Task.yield()
            counts.inside.subtract(1, ordering: .relaxed)
            counts.passed.add(1, ordering: .relaxed)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(counts.passed.load(ordering: .relaxed) == 50)
  }

  @Test func whatFailsOrIsCancelledLetsTheNextThrough() async throws {
    struct Failure: Error {}
    let lane = Lane()
    await #expect(throws: Failure.self) { try await lane.pass { throw Failure() } }
    let cancelled = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await lane.pass { 1 }
    }
    await #expect(throws: CancellationError.self) { try await cancelled.value }
    #expect(try await lane.pass { 2 } == 2)
  }
}
