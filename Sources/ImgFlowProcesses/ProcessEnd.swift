#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How a child of this process ended.
public enum ProcessEnd: Sendable, Equatable {
  /// With a status of its own.
  case exit(Int32)
  /// By a signal.
  case signal(Int32)

  /// The status as shells report it: 128 and the number of the signal when one ended it.
  public var status: Int32 {
    switch self {
    case .exit(let status): status
    case .signal(let number): 128 + number
    }
  }

  /// Waits for the end of a child, and takes it: its number may then belong to another process.
  ///
  /// An end that the system does not keep, as where SIGCHLD is ignored, counts as status 0.
  public init?(of process: pid_t) {
    self.init(of: process, options: 0)
  }

  /// Takes the end of a child if it has ended; nil if it runs.
  public init?(ifEnded process: pid_t) {
    self.init(of: process, options: WNOHANG)
  }

  private init?(of process: pid_t, options: Int32) {
    var status: Int32 = 0
    var result = waitpid(process, &status, options)
    while result < 0, errno == EINTR { result = waitpid(process, &status, options) }
    guard result != 0 else { return nil }
    // A child of which nothing is left does not run.
    if result < 0 { status = 0 }
    let signal = status & 0x7F
    self = signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal)
  }
}
