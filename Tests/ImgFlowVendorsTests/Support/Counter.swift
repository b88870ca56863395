import Synchronization

/// A count that several threads raise.
final class Counter: Sendable {
  private let count = Mutex(0)

  var value: Int { count.withLock { $0 } }

  /// Raises the count and returns it.
  func next() -> Int {
    count.withLock { count in
      count += 1
      return count
    }
  }
}

/// Counts by name.
final class Counters: Sendable {
  private let counts = Mutex<[String: Int]>([:])

  /// Raises the count of `name` and returns it.
  func next(_ name: String) -> Int {
    counts.withLock { counts in
      counts[name, default: 0] += 1
      return counts[name] ?? 0
    }
  }
}
