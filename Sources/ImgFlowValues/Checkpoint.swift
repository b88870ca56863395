#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Where long work on values asks whether it is to stop.
///
/// Values that share parts can be small in memory and endless to go through (`x = [x, x]`, thirty times), so
/// code that visits all of a value pauses now and then. The runner of a script sets a guard for its thread;
/// work outside of scripts is never stopped.
package enum Checkpoint {
  /// What watches over the work of a thread.
  package protocol Guard: AnyObject {
    /// - Throws: an error if the work is to stop.
    func check() throws
    /// Is asked before memory is taken for a large value.
    ///
    /// - Throws: an error if the run may not have so much; it is then to stop as well.
    func claim(bytes: Int) throws
  }

  /// How many bytes are read or written between two pauses.
  static let bytes = 1 << 20
  /// How many parts of values are compared between two pauses.
  static var parts: Int { Pace.steps }

  /// Runs `body`; while it runs, `guardian` watches over the work of this thread.
  package static func watched<T>(by guardian: some Guard, _ body: () throws -> T) rethrows -> T {
    let current = Watch(guardian)
    let outer = pthread_getspecific(key)
    pthread_setspecific(key, Unmanaged.passUnretained(current).toOpaque())
    defer { pthread_setspecific(key, outer) }
    return try withExtendedLifetime(current) { try body() }
  }

  private final class Watch {
    unowned let guardian: any Guard
    init(_ guardian: any Guard) { self.guardian = guardian }
  }

  /// The guard of each thread. Scripts run on their own threads, not in tasks, so task-local values do not
  /// apply.
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  private static var guardian: (any Guard)? {
    guard let watch = pthread_getspecific(key) else { return nil }
    return Unmanaged<Watch>.fromOpaque(watch).takeUnretainedValue().guardian
  }

  /// Asks whether the work of this thread is to stop.
  ///
  /// - Throws: what the guard throws.
  package static func pass() throws { try guardian?.check() }

  /// Asks for memory, see `Memory`.
  @inline(never)
  static func claim(bytes: Int) throws { try guardian?.claim(bytes: bytes) }

  /// Whether the work is to stop; for work that cannot throw. It then ends with any result, and its
  /// caller must ask again.
  static var isStopped: Bool {
    do { try pass() } catch { return true }
    return false
  }
}

/// Counts the steps of long work, to pass a checkpoint now and then.
///
/// Public, because other modules do not inline what belongs to a `package` type.
public struct Pace {
  /// How many steps are between two pauses.
  @inlinable @inline(__always)
  static var steps: Int { 1 << 14 }

  @usableFromInline var left: Int

  @inlinable @inline(__always)
  package init() { left = Self.steps }

  /// - Throws: what `Checkpoint.pass` throws.
  @inlinable @inline(__always)
  package mutating func step() throws {
    left &-= 1
    if left == 0 { try pause() }
  }

  @usableFromInline
  mutating func pause() throws {
    left = Self.steps
    try Checkpoint.pass()
  }
}
