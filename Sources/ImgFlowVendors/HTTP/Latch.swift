import Dispatch
import ImgFlowRuntime
import Synchronization

/// A value that threads wait for, and that another thread brings once.
final class Latch<Content: Sendable>: Sendable {
  private struct State {
    var content: Content?
    var waiters: [Int: DispatchSemaphore] = [:]
    var nextWaiter = 0
  }

  private let state = Mutex(State())

  /// Brings the value; only the first one counts.
  func fulfil(_ content: Content) {
    let waiters = state.withLock { state -> [DispatchSemaphore] in
      guard state.content == nil else { return [] }
      state.content = content
      defer { state.waiters = [:] }
      return Array(state.waiters.values)
    }
    for waiter in waiters { waiter.signal() }
  }

  /// Blocks the thread until the value is available; nil if the time is up or the work is cancelled.
  func wait(milliseconds: Int? = nil, cancellation: Cancellation) -> Content? {
    let semaphore = DispatchSemaphore(value: 0)
    let waiter = state.withLock { state -> Int? in
      guard state.content == nil else { return nil }
      state.nextWaiter += 1
      state.waiters[state.nextWaiter] = semaphore
      return state.nextWaiter
    }
    if let waiter {
      let handler = cancellation.onCancel { semaphore.signal() }
      let deadline = milliseconds.map { DispatchTime.now() + .milliseconds($0) }
      _ = semaphore.wait(timeout: deadline ?? .distantFuture)
      cancellation.remove(handler: handler)
      state.withLock { $0.waiters[waiter] = nil }
    }
    return state.withLock { $0.content }
  }
}
