import Synchronization

/// How many attempts may still be repeated for one vendor: if most of them fail, repeating the rest only
/// makes matters worse (reliability design 4.1).
final class RetryBudget: Sendable {
  static let capacity = 500
  /// What a repeated attempt takes, and what one takes that the service has only put off.
  static let cost = 14
  static let throttledCost = 5

  private let tokens = Mutex(capacity)

  /// Takes `cost`; false if there is not enough left.
  func take(_ cost: Int) -> Bool {
    tokens.withLock { tokens in
      guard tokens >= cost else { return false }
      tokens -= cost
      return true
    }
  }

  /// Returns the budget of a request that succeeded in the end, and a little for one that succeeded at once.
  func succeed(after taken: Int) {
    tokens.withLock { $0 = min($0 + max(taken, 1), Self.capacity) }
  }
}
