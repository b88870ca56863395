import Synchronization

/// The one flag that stops work: checked at loop heads, calls and waits.
///
/// Cancelling reaches everything started inside: child scopes, and whatever asked to be told.
///
/// Sendable: `flag` points to an atomic, other state is in a `Mutex`, and `parent` is dropped once, by the
/// thread that ends the scope.
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
    var children: [ObjectIdentifier: WeakScope] = [:]
    var grace: Cancellation?
  }

  /// Lives as long as the scope; a pointer, so that an evaluator's check is one load.
  let flag: UnsafeMutablePointer<Atomic<Bool>>
  private let state = Mutex(State())
  /// Changes only when the scope ends.
  @exclusivity(unchecked) private var parent: Cancellation?
  private let isGrace: Bool

  /// Creates a scope; it is cancelled with `parent`.
  public convenience init(parent: Cancellation? = nil) { self.init(parent, isGrace: false) }

  private init(_ parent: Cancellation?, isGrace: Bool) {
    flag = .allocate(capacity: 1)
    flag.initialize(to: Atomic(false))
    self.parent = parent
    self.isGrace = isGrace
    if let reason = parent?.adopt(self) { cancel(reason) }
  }

  deinit {
    parent?.forget(self)
    flag.deinitialize(count: 1)
    flag.deallocate()
    // Scopes can be nested as deep as calls, and end on a thread with a small stack.
    var ending = parent.take()
    while ending != nil, isKnownUniquelyReferenced(&ending), let scope = ending {
      let next = scope.parent
      next?.forget(scope)
      scope.parent = nil
      ending = next
    }
  }

  /// Whether work is to stop. Costs one relaxed load.
  @inline(__always)
  public var isCancelled: Bool { flag.pointee.load(ordering: .relaxed) }

  public var reason: Reason? { state.withLock { $0.reason } }

  /// Stops the work; only the first reason counts.
  ///
  /// All of it is signalled to stop before any notification runs. Scopes can be nested as deep as calls, and
  /// any thread may cancel, so this does not call itself.
  public func cancel(_ reason: Reason) {
    var handlers: [@Sendable () -> Void] = []
    var scopes = [self]
    while let scope = scopes.popLast() {
      let stopped = scope.stop(reason)
      handlers += stopped.handlers.values
      scopes += stopped.children.values.compactMap(\.scope)
    }
    for handler in handlers { handler() }
  }

  /// Raises the flag, and returns those to notify; empty if the flag was raised before.
  private func stop(_ reason: Reason) -> State {
    let stopped = state.withLock { state -> State in
      guard state.reason == nil else { return State() }
      state.reason = reason
      defer { (state.handlers, state.children) = ([:], [:]) }
      return state
    }
    flag.pointee.store(true, ordering: .relaxed)
    return stopped
  }

  /// Adds a child, unless there is a reason to cancel it.
  private func adopt(_ child: Cancellation) -> Reason? {
    state.withLock { state in
      if state.reason == nil { state.children[ObjectIdentifier(child)] = WeakScope(scope: child) }
      return state.reason
    }
  }

  private func forget(_ child: Cancellation) {
    state.withLock { $0.children[ObjectIdentifier(child)] = nil }
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

  /// The scope of deferred code, which runs on for a while after the work was cancelled: one for everything
  /// that was cancelled together, so that many blocks have no more time than one. If it is cancelled itself,
  /// there is no further one.
  ///
  /// - Precondition: the scope has been cancelled.
  func grace(milliseconds: Int) -> Cancellation {
    var top = self
    while let outer = top.parent, outer.isCancelled { top = outer }
    if top.isGrace { return top }
    let (grace, isNew) = top.state.withLock { state in
      if let grace = state.grace { return (grace, false) }
      let grace = Cancellation(nil, isGrace: true)
      state.grace = grace
      return (grace, true)
    }
    if isNew { Deadlines.shared.cancel(grace, afterMilliseconds: milliseconds) }
    return grace
  }

  /// Ends the time that deferred code of this scope has.
  func endGrace(_ reason: Reason) { state.withLock { $0.grace }?.cancel(reason) }

  private struct WeakScope {
    weak var scope: Cancellation?
  }
}
