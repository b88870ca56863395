#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a program makes of the signals that it starts with.
package enum ProgramSignals {
  /// Reports failed writes where they are made, and keeps how children end.
  ///
  /// No signal ends the program because of a write to a closed pipe, or beyond the limit of a file's size
  /// (`ulimit -f`). Programs that it starts do not inherit this, unlike with `SIG_IGN`. A program that was started
  /// with SIGCHLD ignored would not learn the status of its children (POSIX, `waitpid`).
  package static func prepare() {
    for number in [SIGPIPE, SIGXFSZ] { signal(number) { _ in } }
    signal(SIGCHLD, SIG_DFL)
  }
}
