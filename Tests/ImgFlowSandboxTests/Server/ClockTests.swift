import Foundation
import Testing

@testable import ImgFlowSandbox

@Suite struct ClockTests {
  private let start = Date(timeIntervalSince1970: 1_000_000)

  @Test func aHeldClockMovesByStepsOnly() async throws {
    let clock = SandboxClock(start: start, rate: 0)
    #expect(clock.now == start)
    clock.step(by: 5)
    #expect(clock.now == start + 5)
    clock.step(by: -5)
    clock.advance(to: start)
    #expect(clock.now == start + 5)
    clock.advance(to: start + 9)
    #expect(clock.now == start + 9)
  }

  @Test func sleepersWakeAtTheirTime() async throws {
    let clock = SandboxClock(start: start, rate: 0)
    let deadline = start + 10
    let sleeper = Task {
      try await clock.sleep(until: deadline)
      return clock.now
    }
    clock.step(by: 4)
    clock.step(by: 4)
    clock.step(by: 4)
    #expect(try await sleeper.value >= deadline)
  }

  @Test func aChangeOfScaleReachesSleepers() async throws {
    let clock = SandboxClock(start: start, rate: 0)
    let deadline = start + 1000
    let sleeper = Task { try await clock.sleep(until: deadline) }
    clock.setRate(1_000_000)
    try await sleeper.value
    #expect(clock.now >= deadline)
  }

  @Test func sleepersCanBeCancelled() async throws {
    let clock = SandboxClock(start: start, rate: 0)
    let deadline = start + 10
    let sleeper = Task { try await clock.sleep(until: deadline) }
    sleeper.cancel()
    await #expect(throws: CancellationError.self) { try await sleeper.value }
  }
}
