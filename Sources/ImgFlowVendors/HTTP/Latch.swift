import Dispatch
import ImgFlowRuntime
import Synchronization

/// A value that threads wait for, and that another thread brings once.
final class Latch<Content: Sendable>: Sendable {
  private struct State {
    var content: Content?
    var waiters: [Int: Signal] = [:]
    var nextWaiter = 0
  }

  private let state = Mutex(State())
  /// Who lets the threads go on; nil where that is the system.
  private let scheduler: (any Scheduler)?

  init(_ scheduler: (any Scheduler)? = nil) { self.scheduler = scheduler }

  /// Brings the value; only the first one counts.
  func fulfil(_ content: Content) {
    let waiters = state.withLock { state -> [Signal] in
      guard state.content == nil else { return [] }
      state.content = content
      defer { state.waiters = [:] }
      return Array(state.waiters.values)
    }
    for waiter in waiters { wake(waiter) }
  }

  /// Blocks the thread until the value is available; nil if the time is up or the work is cancelled.
  func wait(milliseconds: Int? = nil, cancellation: Cancellation) -> Content? {
    let signal = Signal()
    let waiter = state.withLock { state -> Int? in
      guard state.content == nil else { return nil }
      state.nextWaiter += 1
      state.waiters[state.nextWaiter] = signal
      return state.nextWaiter
    }
    if let waiter {
      let handler = cancellation.onCancel { [self] in wake(signal) }
      if let scheduler {
        scheduler.wait(for: signal)
      } else {
        let deadline = milliseconds.map { DispatchTime.now() + .milliseconds($0) }
        _ = signal.semaphore.wait(timeout: deadline ?? .distantFuture)
      }
      cancellation.remove(handler: handler)
      state.withLock { $0.waiters[waiter] = nil }
    }
    return state.withLock { $0.content }
  }

  private func wake(_ signal: Signal) {
    if let scheduler { scheduler.give(signal) } else { signal.semaphore.signal() }
  }
}
