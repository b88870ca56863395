import ImgFlowRuntime
import ImgFlowValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// The errors of the system.
extension NetworkFailure {
  /// The error for a value of `errno`.
  func failed(_ code: CInt) -> DetailedError {
    switch code {
    case ECONNREFUSED:
      return failure(
        "\(peer) refused the connection", in: .connecting,
        help: "check that the service is running, and its address and port")
    case ECONNRESET, EPIPE, ECONNABORTED, ENOTCONN, ESHUTDOWN, ENETRESET, EBADF:
      return closed("the connection was reset")
    case ETIMEDOUT where progress.phase == .connecting:
      return timeout("\(peer) did not answer", in: .connecting)
    case ETIMEDOUT: return timeout("the other side does not answer any more")
    case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EHOSTDOWN, EADDRNOTAVAIL:
      return failure(
        "\(peer) cannot be reached: \(Self.text(of: code))", in: .connecting,
        help: "check the network, and the address")
    case EMFILE, ENFILE:
      return failure(
        "there are too many open files and connections", in: .connecting,
        help: "do less at a time, with `parallel(limit: …)`, or raise `ulimit -n`")
    case EACCES, EPERM:
      return failure(
        "the system does not allow the connection to \(peer)", in: .connecting, isRetryable: false,
        help: "see whether a firewall or sandbox forbids it")
    default: return failure("the system reports: \(Self.text(of: code))")
    }
  }

  /// What the system calls the error, as a part of a sentence.
  private static func text(of code: CInt) -> String {
    let text = String(cString: strerror(code))
    let isName = text.dropFirst().first?.isUppercase ?? false
    return isName ? text : text.prefix(1).lowercased() + text.dropFirst()
  }
}
