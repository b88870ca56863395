import Dispatch

/// The right to have a large image in memory, which one image has at a time: two of the greatest would take
/// more than the 300 MB that the sandbox may.
final class LargeImagePermit: Sendable {
  /// An image whose decoding takes more than this many bytes is large.
  static let least = 30_000_000

  private static let turns = DispatchSemaphore(value: 1)

  /// Blocks the thread until no other large image is in memory.
  init() { Self.turns.wait() }

  deinit { Self.turns.signal() }
}
