import Synchronization

/// How many attempts may still be repeated for one vendor: when most of them fail, repeating the rest
/// only adds to what is wrong there (reliability design 4.1).
final class RetryBudget: Sendable {
  static let capacity = 500
  /// What a repeated attempt takes, and what one takes that the service has only put off.
  static let cost = 14
  static let throttledCost = 5

  private let tokens = Mutex(capacity)

  /// Takes `cost`; false when there is not enough left.
  func take(_ cost: Int) -> Bool {
    tokens.withLock { tokens in
      guard tokens >= cost else { return false }
      tokens -= cost
      return true
    }
  }

  /// Gives back what a request took that came through in the end, and a little for one that did at once.
  func succeed(after taken: Int) {
    tokens.withLock { $0 = min($0 + max(taken, 1), Self.capacity) }
  }
}
