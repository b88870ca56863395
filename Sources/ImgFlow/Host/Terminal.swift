#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The terminal that a person types into.
package enum Terminal {
  /// Whether there is one.
  package static var isThere: Bool { isatty(STDIN_FILENO) == 1 }

  /// Calls `body` while typed characters are not shown.
  package static func withoutEcho<Result>(_ body: () throws -> Result) rethrows -> Result {
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { return try body() }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSADRAIN, &silent)
    defer { tcsetattr(STDIN_FILENO, TCSADRAIN, &before) }
    return try body()
  }
}
