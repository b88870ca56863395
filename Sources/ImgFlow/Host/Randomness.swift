import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Random numbers of the system, which are requested many at a time: each request costs more than a script does
/// with the number.
final class Randomness: Sendable {
  /// As many as the system gives in one piece.
  private static let count = 256 / MemoryLayout<UInt64>.size

  /// Numbers that have not been used yet.
  private let numbers = Mutex<[UInt64]>([])

  /// Returns 64 random bits.
  func next() -> UInt64 {
    numbers.withLock { numbers in
      if numbers.isEmpty { Self.fill(&numbers) }
      return numbers.popLast() ?? .random(in: .min ... .max)
    }
  }

  /// Leaves it empty if the system has none.
  private static func fill(_ numbers: inout [UInt64]) {
    numbers = Array(repeating: 0, count: count)
    let status = numbers.withUnsafeMutableBytes { getentropy($0.baseAddress, $0.count) }
    if status != 0 { numbers.removeAll() }
  }
}
