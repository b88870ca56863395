import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Cancels scopes when their time is up, from one thread that starts with the first deadline.
package final class Deadlines: Sendable {
  package static let shared = Deadlines()

  private struct Entry {
    let instant: Int
    weak var scope: Cancellation?
  }

  private struct State {
    var entries: [Entry] = []
    var isRunning = false
  }

  private let state = Mutex(State())
  /// How often the thread looks, in milliseconds: how late a deadline may be noticed.
  private static let tick = 10

  /// Cancels `scope` after a while, unless it has gone by then.
  package func cancel(_ scope: Cancellation, afterMilliseconds milliseconds: Int) {
    let instant = Self.now().addingReportingOverflow(milliseconds)
    guard !instant.overflow else { return }
    let mustStart = state.withLock { state in
      state.entries.append(Entry(instant: instant.partialValue, scope: scope))
      defer { state.isRunning = true }
      return !state.isRunning
    }
    if mustStart { EvaluatorThread.detach(stackSize: 1 << 16) { self.watch() } }
  }

  private func watch() {
    while true {
      usleep(UInt32(Self.tick * 1_000))
      let now = Self.now()
      let (due, isEmpty) = state.withLock { state -> ([Cancellation], Bool) in
        let due = state.entries.filter { $0.instant <= now }.compactMap(\.scope)
        state.entries.removeAll { $0.instant <= now || $0.scope == nil }
        if state.entries.isEmpty { state.isRunning = false }
        return (due, state.entries.isEmpty)
      }
      for scope in due { scope.cancel(.deadline) }
      if isEmpty { return }
    }
  }

  private static func now() -> Int {
    Int(clamping: monotonicNanoseconds() / 1_000_000)
  }

  private static func monotonicNanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
