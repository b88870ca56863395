import Synchronization

/// The one flag that stops work: checked at loop heads, calls and waits.
///
/// Cancelling reaches everything started inside: child scopes, and whatever asked to be told.
public final class Cancellation: @unchecked Sendable {
  /// Why work is to stop.
  public enum Reason: Sendable {
    /// A `timeout(…)` block ran out, or `--timeout`.
    case deadline
    /// Another body of the same `parallel` failed.
    case sibling
    /// The process holds more memory than it may.
    case memory
    /// The script has taken more steps than it may.
    case steps
    /// The person pressed Ctrl-C.
    case interrupt
  }

  private struct State {
    var reason: Reason?
    var handlers: [Int: @Sendable () -> Void] = [:]
    var nextHandler = 0
  }

  /// Lives as long as the scope; a pointer, so that an evaluator's check is one load.
  let flag: UnsafeMutablePointer<Atomic<Bool>>
  private let state = Mutex(State())
  private let detach: (@Sendable () -> Void)?

  /// Creates a scope; it is cancelled with `parent`.
  public init(parent: Cancellation? = nil) {
    flag = .allocate(capacity: 1)
    flag.initialize(to: Atomic(false))
    guard let parent else {
      detach = nil
      return
    }
    let link = WeakScope()
    let handler = parent.onCancel { link.scope?.cancel(parent.reason ?? .interrupt) }
    detach = { parent.remove(handler: handler) }
    link.scope = self
    // The parent may have been cancelled before the link was set.
    if let reason = parent.reason { cancel(reason) }
  }

  deinit {
    detach?()
    flag.deinitialize(count: 1)
    flag.deallocate()
  }

  /// Whether work is to stop. Costs one relaxed load.
  @inline(__always)
  public var isCancelled: Bool { flag.pointee.load(ordering: .relaxed) }

  public var reason: Reason? { state.withLock { $0.reason } }

  /// Stops the work; only the first reason counts.
  public func cancel(_ reason: Reason) {
    let handlers = state.withLock { state -> [@Sendable () -> Void] in
      guard state.reason == nil else { return [] }
      state.reason = reason
      defer { state.handlers = [:] }
      return Array(state.handlers.values)
    }
    flag.pointee.store(true, ordering: .relaxed)
    for handler in handlers { handler() }
  }

  /// Calls `handler` once when the scope is cancelled, at once if it is already; returns a handle
  /// for `remove(handler:)`.
  public func onCancel(_ handler: @escaping @Sendable () -> Void) -> Int {
    let registered = state.withLock { state -> Int? in
      guard state.reason == nil else { return nil }
      state.nextHandler += 1
      state.handlers[state.nextHandler] = handler
      return state.nextHandler
    }
    if registered == nil { handler() }
    return registered ?? 0
  }

  public func remove(handler: Int) {
    state.withLock { $0.handlers[handler] = nil }
  }

  private final class WeakScope: @unchecked Sendable {
    weak var scope: Cancellation?
  }
}
