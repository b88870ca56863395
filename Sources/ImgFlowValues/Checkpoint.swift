/// Where long work on values asks whether it is to stop.
///
/// Values that share parts can be small in memory and endless to go through (`x = [x, x]`, thirty
/// times), so whatever visits all of a value pauses now and then. Whoever runs a script sets `check`
/// around it; work outside of scripts is never stopped.
public enum Checkpoint {
  /// Throws when the work of this thread is to stop.
  @TaskLocal public static var check: (@Sendable () throws -> Void)?

  /// How many bytes are read or written between two pauses.
  static let bytes = 1 << 20
  /// How many parts of values are compared between two pauses.
  static let parts = 1 << 14

  static func pass() throws { try check?() }

  /// Whether the work is to stop; for work that cannot throw. It then ends with any result, and its
  /// caller must ask again.
  static var isStopped: Bool {
    do { try pass() } catch { return true }
    return false
  }
}
