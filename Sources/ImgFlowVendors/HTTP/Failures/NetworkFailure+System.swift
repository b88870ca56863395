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
      return timeout("\(peer) did not respond", in: .connecting)
    case ETIMEDOUT: return timeout("the other side no longer responds")
    case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EHOSTDOWN, EADDRNOTAVAIL:
      return failure(
        "\(peer) cannot be reached: \(Self.text(of: code))", in: .connecting,
        help: "check the network, and the address")
    case EMFILE, ENFILE:
      return failure(
        "too many files and connections are open", in: .connecting,
        help: "do less at once, with `parallel(limit: …)`, or raise `ulimit -n`")
    case EACCES, EPERM:
      return failure(
        "the system does not allow the connection to \(peer)", in: .connecting, isRetryable: false,
        help: "check whether a firewall or sandbox forbids it")
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
