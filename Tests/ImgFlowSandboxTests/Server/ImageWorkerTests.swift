import Foundation
import Synchronization
import Testing

@testable import ImgFlowSandbox

@Suite struct ImageWorkerTests {
  @Test func noMoreRunAtATimeThanThereAreThreads() async throws {
    let workers = ImageWorkers(count: 2)
    let gauge = Gauge()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        group.addTask {
          try await workers.run {
            gauge.enter()
            usleep(1000)
            gauge.leave()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect((1...2).contains(gauge.most))
  }

  @Test func whatIsCancelledInTheQueueNeverRuns() async throws {
    let workers = ImageWorkers(count: 1)
    let gate = DispatchSemaphore(value: 0)
    let first = Task { try await workers.run { gate.wait() } }
    let gauge = Gauge()
    let second = Task { try await workers.run { gauge.enter() } }
    second.cancel()
    gate.signal()
    try await first.value
    await #expect(throws: CancellationError.self) { try await second.value }
    #expect(gauge.most == 0)
  }

  @Test func oneLargeImageIsInMemoryAtATime() async throws {
    let size = (width: 4000, height: 3000)
    let samples = [UInt8](repeating: 90, count: size.width * size.height * 3)
    let data = try Vips.image(
      samples: samples, width: size.width, height: size.height, bandCount: 3
    ).jpeg()
    let workers = ImageWorkers(count: 4)
    let gauge = Gauge()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<6 {
        group.addTask {
          try await workers.run {
            let image = try RasterImage.decode(data).image
            gauge.enter()
            #expect(image.width == size.width)
            usleep(1000)
            gauge.leave()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(gauge.most == 1)
  }

  /// Counts how many are inside, and how many were at most.
  private final class Gauge: Sendable {
    private let counts = Mutex((inside: 0, most: 0))

    var most: Int { counts.withLock { $0.most } }

    func enter() {
      counts.withLock { counts in
        counts.inside += 1
        counts.most = max(counts.most, counts.inside)
      }
    }

    func leave() { counts.withLock { $0.inside -= 1 } }
  }
}
