#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Where the memory of values comes from.
///
/// A run may be limited in what it holds (`--max-memory`). That limit holds before memory is taken: code that
/// makes something whose size a script chooses claims the memory first. Small blocks, of which a script makes
/// millions, are not claimed one by one: the run is checked every few milliseconds and at every checkpoint
/// anyway, and until then small blocks cannot add up to much.
///
/// Public, because other modules do not inline what belongs to a `package` type.
public enum Memory {
  /// The size of the smallest block that is asked about.
  @inlinable @inline(__always)
  static var large: Int { 1 << 12 }
  /// The most that is requested when a block only grows: the system takes memory for it as it is filled.
  private static let largestGrowth = 1 << 26

  /// Claims `bytes` bytes that are about to be taken.
  ///
  /// - Throws: the error that stops the run if that is more than it may have.
  @inlinable @inline(__always)
  package static func claim(bytes: Int) throws {
    if bytes >= large { try claimLarge(bytes) }
  }

  /// Claims the room for `count` values.
  @inlinable @inline(__always)
  package static func claim(values count: Int) throws {
    try claim(bytes: count * MemoryLayout<Value>.stride)
  }

  @usableFromInline
  static func claimLarge(_ bytes: Int) throws { try Checkpoint.claim(bytes: bytes) }

  /// Returns a block of `bytes` bytes with what was in `old`, or a new one.
  ///
  /// Growing cannot fail. If the run exceeds its limit, it is signalled to stop, which happens at the next
  /// checkpoint of the work.
  static func reallocated(_ old: UnsafeMutableRawPointer?, bytes: Int) -> UnsafeMutableRawPointer {
    if bytes >= large { try? claimLarge(min(bytes, largestGrowth)) }
    guard let memory = realloc(old, bytes) else { outOfMemory() }
    return memory
  }

  /// Ends the program as a limit does: the system has no memory left, not even for an error.
  private static func outOfMemory() -> Never {
    let message: StaticString = "error[limit]: the system has no memory left\n"
    _ = write(2, message.utf8Start, message.utf8CodeUnitCount)
    _exit(1)
  }
}
