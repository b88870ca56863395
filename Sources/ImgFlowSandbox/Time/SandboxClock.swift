import Foundation
import Synchronization

/// The sandbox's own time, which all jobs, sessions and timestamps go by.
///
/// It runs `rate` seconds for each real one: 1 is real time, 100 makes a three-second job last 30 ms,
/// and 0 holds the clock still until it is stepped. It never goes back.
///
/// It ticks in 1/1024 of a second: a store keeps such instants exactly, where others come back rounded,
/// perhaps to a moment in the future.
final class SandboxClock: Sendable {
  /// The resolution in seconds.
  static let tick = 1.0 / 1024

  private struct State {
    /// The sandbox's time at `anchor`.
    var base: Date
    var anchor: ContinuousClock.Instant
    var rate: Double
    /// Counts changes, so that a sleeper cannot miss one between looking and waiting.
    var generation = 0
    var waiters: [UUID: CheckedContinuation<Void, Never>] = [:]

    var now: Date {
      let elapsed = (ContinuousClock.now - anchor).seconds * rate
      let exact = base.timeIntervalSinceReferenceDate + elapsed
      return Date(
        timeIntervalSinceReferenceDate: (exact / SandboxClock.tick).rounded(.down)
          * SandboxClock.tick)
    }

    mutating func reanchor() {
      base = now
      anchor = .now
    }
  }

  private let state: Mutex<State>

  init(start: Date = Date(), rate: Double = 1) {
    state = Mutex(State(base: start, anchor: .now, rate: rate))
  }

  var now: Date { state.withLock { $0.now } }

  /// How fast it runs; 0 when it is stepped.
  var rate: Double { state.withLock { $0.rate } }

  /// Runs at `rate` from now on.
  func setRate(_ rate: Double) { change { $0.rate = rate } }

  /// Jumps ahead. A running clock keeps running.
  func step(by seconds: Double) { change { $0.base += max(0, seconds) } }

  /// Jumps to an instant, unless that is over.
  func advance(to instant: Date) { change { $0.base = max($0.base, instant) } }

  /// Returns once the sandbox's time has reached `deadline`, whatever is done to the clock meanwhile.
  ///
  /// - Throws: `CancellationError`.
  func sleep(until deadline: Date) async throws {
    while let wait = wait(until: deadline) {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await self.nextChange(after: wait.generation) }
        if let seconds = wait.seconds {
          group.addTask { try? await Task.sleep(for: .seconds(seconds)) }
        }
        await group.next()
        group.cancelAll()
      }
      try Task.checkCancellation()
    }
  }

  /// What is left until `deadline` in real seconds, nil while the clock is held; nil if it is over.
  private func wait(until deadline: Date) -> (seconds: Double?, generation: Int)? {
    state.withLock { state in
      let left = deadline.timeIntervalSince(state.now)
      guard left > 0 else { return nil }
      // Very far deadlines are looked at again each hour rather than overflow a duration.
      let seconds = state.rate > 0 ? min(left / state.rate, 3600) : nil
      return (seconds, state.generation)
    }
  }

  private func change(_ edit: (inout State) -> Void) {
    let waiters = state.withLock { state in
      state.reanchor()
      edit(&state)
      state.generation += 1
      defer { state.waiters = [:] }
      return Array(state.waiters.values)
    }
    for waiter in waiters { waiter.resume() }
  }

  private func nextChange(after generation: Int) async {
    let id = UUID()
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          // An earlier cancellation found nothing to wake.
          guard state.generation == generation, !Task.isCancelled else { return true }
          state.waiters[id] = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
    }
  }
}

extension Duration {
  /// The same as a number of seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
