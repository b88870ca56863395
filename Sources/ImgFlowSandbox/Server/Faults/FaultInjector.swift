import Foundation
import Synchronization

/// Decides what goes wrong with each request: by the rules that were set, and by chance.
final class FaultInjector: Sendable {
  private struct State {
    var chaos: Chaos?
    var rules: [FaultRule] = []
    /// How many requests there were, by operation.
    var counts: [String: UInt64] = [:]
    /// Requests that may pass now, as `throttle` has it, and when that was so.
    var allowance = 0.0
    var measured = ContinuousClock.now
    /// When the sessions of each vendor ended last.
    var expired: [String: ContinuousClock.Instant] = [:]
  }

  private let initial: Chaos?
  private let state: Mutex<State>

  init(_ chaos: Chaos?) {
    initial = chaos
    state = Mutex(State(chaos: chaos, allowance: Self.burst(chaos)))
  }

  /// Makes this go wrong at random from now on; nothing if nil.
  func set(_ chaos: Chaos?) {
    state.withLock { state in
      state.chaos = chaos
      state.counts = [:]
      state.allowance = Self.burst(chaos)
      state.expired = [:]
    }
  }

  func add(_ rule: FaultRule) { state.withLock { $0.rules.append(rule) } }

  /// Forgets what was set since the start.
  func reset() {
    state.withLock { $0.rules = [] }
    set(initial)
  }

  var chaos: Chaos? { state.withLock { $0.chaos } }
  var rules: [FaultRule] { state.withLock { $0.rules } }

  /// What goes wrong with the next request for an operation, `expoze.createJob`.
  func next(for operation: String) -> Trouble {
    state.withLock { state in
      if let trouble = Self.ordered(operation, &state) { return trouble }
      guard let chaos = state.chaos else { return Trouble() }
      if let refusal = Self.throttled(by: chaos, &state) { return Trouble(refusal: refusal) }
      let count = state.counts[operation, default: 0]
      state.counts[operation] = count + 1
      var trouble = Self.fate(of: operation, count, chaos)
      if trouble.fault == nil, Self.sessionsEnd(at: operation, chaos, &state) {
        trouble.fault = .expireToken
      }
      return trouble
    }
  }

  /// How many requests may come at a time.
  private static func burst(_ chaos: Chaos?) -> Double { max(1, chaos?.throttle ?? 0) }

  /// What the first rule says that is for the operation.
  private static func ordered(_ operation: String, _ state: inout State) -> Trouble? {
    var found: Trouble?
    for index in state.rules.indices where state.rules[index].applies(to: operation) {
      if state.rules[index].after > 0 {
        state.rules[index].after -= 1
      } else if found == nil {
        found = state.rules[index].trouble
        state.rules[index].times = state.rules[index].times.map { $0 - 1 }
      }
    }
    state.rules.removeAll { $0.times == 0 }
    return found
  }

  /// What happens to one call by chance. It does not depend on what other operations were called.
  private static func fate(of operation: String, _ count: UInt64, _ chaos: Chaos) -> Trouble {
    let name = operation.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    var random = SeededGenerator(seed: chaos.seed &* 0x9E37_79B9 ^ name &+ count)
    var trouble = Trouble(
      delay: chaos.latency.map { Double.random(in: $0, using: &random) } ?? 0)
    for fault in Fault.shared where random.chance(chaos.shares[fault] ?? 0) {
      trouble.fault = fault
      switch fault {
      case .error:
        let status = [500, 502, 503].randomElement(using: &random) ?? 500
        trouble.refusal = Refusal(status: status, message: "It failed as requested.")
      case .slow: trouble.stall = Double.random(in: 1...3, using: &random)
      default: break
      }
      break
    }
    return trouble
  }

  private static func throttled(by chaos: Chaos, _ state: inout State) -> Refusal? {
    guard let rate = chaos.throttle else { return nil }
    let now = ContinuousClock.now
    state.allowance = min(burst(chaos), state.allowance + (now - state.measured).seconds * rate)
    state.measured = now
    guard state.allowance < 1 else {
      state.allowance -= 1
      return nil
    }
    var refusal = Refusal(status: 429, message: "Too many requests.")
    refusal.headers[.retryAfter] = "1"
    return refusal
  }

  private static func sessionsEnd(
    at operation: String, _ chaos: Chaos, _ state: inout State
  ) -> Bool {
    guard let life = chaos.sessionLife else { return false }
    let vendor = String(operation.prefix { $0 != "." })
    let now = ContinuousClock.now
    guard let last = state.expired[vendor] else {
      state.expired[vendor] = now
      return false
    }
    guard (now - last).seconds >= life else { return false }
    state.expired[vendor] = now
    return true
  }
}
