import ImgFlowCatalogue
import ImgFlowRuntime
import Synchronization

/// Keeps a process to the limits that a vendor declares, over all threads that send requests to it.
final class Governor: Sendable {
  private struct State {
    var queue: TurnQueue
    /// The places of the limits of operations, by name.
    var places: [String: Int] = [:]
    var waiters: [TurnQueue.Ticket: Waiter] = [:]
  }

  private struct Waiter {
    let signal = Signal()
    var hasBegun = false
    /// How long it has to wait at most; nil while that depends on other requests.
    var wait: Int?
  }

  private let state: Mutex<State>

  init(_ limits: RequestLimits) {
    state = Mutex(State(queue: TurnQueue(limits)))
  }

  /// A request that may be sent. It has to be ended, whatever becomes of it.
  struct Turn {
    fileprivate let governor: Governor
    fileprivate let ticket: TurnQueue.Ticket
    fileprivate let places: [Int]

    func end(_ host: any Host) {
      governor.change(host) { $0.queue.end(at: places) }
    }

    /// Sends less, as a 429 asks, and nothing for `pause` milliseconds.
    func slowDown(pause: Int, _ host: any Host) {
      let now = host.uptime()
      governor.change(host) { $0.queue.slowDown(ticket, at: places, pause: pause, now: now) }
    }
  }

  /// Waits until a request of an operation may be sent; nil if nothing limits it.
  ///
  /// - Parameter onWait: is given the milliseconds that it waits from now on.
  /// - Throws: `CancellationError`.
  func enter(
    _ operation: Operation, _ evaluator: Evaluator, onWait: (Int) -> Void
  ) throws -> Turn? {
    let arrival = state.withLock { state -> (ticket: TurnQueue.Ticket, places: [Int])? in
      let places = Self.places(of: operation, &state)
      guard !places.isEmpty else { return nil }
      let ticket = state.queue.arrive(at: places)
      state.waiters[ticket] = Waiter()
      return (ticket, places)
    }
    guard let (ticket, places) = arrival else { return nil }
    do { try wait(ticket, evaluator, onWait) } catch {
      change(evaluator.host) { state in
        if state.waiters[ticket]?.hasBegun == true { state.queue.end(at: places) }
        state.queue.abandon(ticket)
        state.waiters[ticket] = nil
      }
      throw error
    }
    state.withLock { $0.waiters[ticket] = nil }
    return Turn(governor: self, ticket: ticket, places: places)
  }

  private static func places(of operation: Operation, _ state: inout State) -> [Int] {
    guard !operation.limits.isEmpty else { return state.queue.places(nil) }
    let own = state.places[operation.name] ?? state.queue.add(operation.limits)
    state.places[operation.name] = own
    return state.queue.places(own)
  }

  private func wait(
    _ ticket: TurnQueue.Ticket, _ evaluator: Evaluator, _ onWait: (Int) -> Void
  ) throws {
    while true {
      try evaluator.checkCancellation()
      change(evaluator.host)
      guard let waiter = state.withLock({ $0.waiters[ticket] }), !waiter.hasBegun else { return }
      if let wait = waiter.wait {
        onWait(wait)
        try evaluator.sleep(milliseconds: wait)
      } else {
        let scheduler = evaluator.host.scheduler
        let handler = evaluator.cancellation.onCancel { scheduler.give(waiter.signal) }
        defer { evaluator.cancellation.remove(handler: handler) }
        scheduler.wait(for: waiter.signal)
      }
    }
  }

  /// Changes what is known, lets all requests begin that may, and wakes those that waited for others.
  private func change(_ host: any Host, _ change: (inout State) -> Void = { _ in }) {
    let now = host.uptime()
    let woken = state.withLock { state -> [Signal] in
      change(&state)
      let turns = state.queue.advance(now: now)
      for ticket in turns.begun { state.waiters[ticket]?.hasBegun = true }
      let due = Dictionary(uniqueKeysWithValues: turns.due)
      // Those that know their time wake up by themselves.
      let woken = turns.begun + due.keys.filter { state.waiters[$0]?.wait == nil }
      for ticket in state.waiters.keys { state.waiters[ticket]?.wait = due[ticket] }
      return woken.compactMap { state.waiters[$0]?.signal }
    }
    for signal in woken { host.scheduler.give(signal) }
  }
}

/// The governors of a process, one for each vendor at an address.
final class Governors: Sendable {
  private struct Key: Equatable {
    let vendor: String
    let address: String
    let limits: RequestLimits
  }

  /// Few, so that they are searched in order.
  private let known = Mutex<[(key: Key, governor: Governor)]>([])

  func governor(of vendor: Vendor, at address: String) -> Governor {
    let key = Key(vendor: vendor.name, address: address, limits: vendor.limits)
    return known.withLock { known in
      if let known = known.first(where: { $0.key == key }) { return known.governor }
      let governor = Governor(vendor.limits)
      known.append((key, governor))
      return governor
    }
  }
}
