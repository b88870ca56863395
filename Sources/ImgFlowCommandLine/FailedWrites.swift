#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes that fail are reported where they are made.
package enum FailedWrites {
  /// Lets no signal end the program because of a write to a closed pipe, or beyond the limit of a file's size
  /// (`ulimit -f`). Programs that it starts do not inherit this, unlike with `SIG_IGN`.
  package static func areReported() {
    for number in [SIGPIPE, SIGXFSZ] { signal(number) { _ in } }
  }
}
