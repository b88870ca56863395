#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The three streams that every program starts with, or without.
package enum StandardStreams {
  /// Occupies the descriptors of closed streams, so that no file is ever opened in one of them. For the start
  /// of the program.
  package static func reserve() {
    // The replacement of a stream cannot be used as one: the system keeps saying that it is closed.
    for (stream, flags) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
    ] where fcntl(stream, F_GETFD) < 0 {
      // The system gives out the lowest free number, which is this one.
      _ = open("/dev/null", flags)
    }
  }

  /// Whether nothing can be written to a descriptor.
  static func isClosed(output descriptor: Int32) -> Bool {
    let flags = fcntl(descriptor, F_GETFL)
    return flags < 0 || flags & O_ACCMODE == O_RDONLY
  }

  /// The stream that a path names; nil for paths of files.
  static func descriptor(named path: String) -> Int32? {
    switch path {
    case "-", "/dev/stdin": return STDIN_FILENO
    case "/dev/stdout": return STDOUT_FILENO
    case "/dev/stderr": return STDERR_FILENO
    default:
      let folder = ["/dev/fd/", "/proc/self/fd/"].first(where: path.hasPrefix)
      return folder.flatMap { Int32(path.dropFirst($0.utf8.count)) }
    }
  }
}
