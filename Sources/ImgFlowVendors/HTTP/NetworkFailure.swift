import AsyncHTTPClient
import ImgFlowRuntime
import ImgFlowValues
import NIOCore
import NIOPosix
import NIOSSL

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Says in words why an exchange failed: with whom, in which phase, and what helps.
///
/// The errors have a field `phase`: until `sending` nothing of the request has reached the server.
struct NetworkFailure {
  /// `https://api.example.com`.
  let server: String
  let phase: Exchange.Phase
  let limits: HTTPTransport.Limits
  let elapsed: Int

  func describe(_ error: any Error) -> any Error {
    switch error {
    case is ImgFlowRuntime.CancellationError: return error
    case let error as ValueError:
      return DetailedError(
        error.kind, error.message, details: details(phase), isRetryable: false, help: error.help)
    case let error as DetailedError:
      return DetailedError(
        error.kind, error.message, details: error.details + details(phase),
        isRetryable: error.isRetryable, notes: error.notes, help: error.help)
    case let error as HTTPClientError: return describe(error)
    case let error as NIOConnectionError: return describe(error)
    case let error as IOError: return network(error.errnoCode)
    case let error as NIOSSLError: return describe(error)
    case is BoringSSLError, is NIOSSLExtraError: return secureConnection("\(error)")
    default: return described(String(reflecting: error))
    }
  }

  func timeout(_ message: String, in place: Exchange.Phase? = nil) -> DetailedError {
    let phase = place ?? phase
    return DetailedError(
      .timeout, "\(server): \(message) (while \(phase.rawValue))",
      details: details(phase) + [("after", .duration(milliseconds: elapsed))])
  }

  // MARK: - The library's errors

  private func describe(_ error: HTTPClientError) -> DetailedError {
    switch error {
    case .connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout:
      timeout("no connection within \(text(limits.connect))", in: .connecting)
    case .readTimeout: timeout("nothing came for \(text(limits.idleRead))")
    case .writeTimeout: timeout("nothing was accepted for \(text(limits.idleWrite))", in: .sending)
    case .deadlineExceeded: timeout("the request took too long")
    case .remoteConnectionClosed: closed("the connection was closed before the answer was complete")
    case .bodyLengthMismatch:
      failure("the body is not as long as was said", isRetryable: false)
    default: failure(error.description)
    }
  }

  private func describe(_ error: NIOConnectionError) -> DetailedError {
    for attempt in error.connectionErrors {
      if let error = attempt.error as? IOError { return network(error.errnoCode) }
    }
    guard error.connectionErrors.isEmpty else { return failure("no connection could be made") }
    return DetailedError(
      .network, "there is no host `\(error.host)`", details: details(.connecting),
      isRetryable: false,
      help: "check the spelling of the address, and the network")
  }

  private func describe(_ error: NIOSSLError) -> DetailedError {
    if case .uncleanShutdown = error {
      return closed("the connection was cut off before the answer was complete")
    }
    if case .handshakeFailed(let reason) = error { return secureConnection("\(reason)") }
    return secureConnection("\(error)")
  }

  /// A failed handshake: the other side is not who it should be, or speaks no TLS that is still safe.
  private func secureConnection(_ reason: String) -> DetailedError {
    let isCertificate = reason.contains("CERTIFICATE_VERIFY_FAILED")
    let cause = isCertificate ? "its certificate is not trusted" : "the TLS handshake failed"
    return DetailedError(
      .network, "no secure connection to \(server): \(cause)", details: details(.connecting),
      isRetryable: false, notes: [Self.name(of: reason)],
      help: isCertificate
        ? "check the address and the clock, or have the certificate's issuer added to the system's"
        : "check that the service speaks TLS 1.2 or later at this address")
  }

  /// The library's name for what went wrong, such as `WRONG_VERSION_NUMBER`, out of its long text.
  private static func name(of reason: String) -> String {
    let words = reason.split { !($0.isUppercase || $0.isNumber || $0 == "_") }
    return words.max { $0.count < $1.count }.map(String.init) ?? reason
  }

  private func described(_ text: String) -> DetailedError {
    if text.contains("DecompressionError") {
      return DetailedError(
        .limit, "\(server): the answer cannot be unpacked, or is larger than allowed",
        details: details(phase), isRetryable: false, notes: [text])
    }
    if text.contains("HTTPParserError") || text.contains("invalidConstant") {
      return failure("the answer is not HTTP", isRetryable: false, note: text)
    }
    return failure("the exchange failed", note: text)
  }

  // MARK: - The system's errors

  private func network(_ code: CInt) -> DetailedError {
    switch code {
    case ECONNREFUSED:
      DetailedError(
        .network, "\(server) refused the connection", details: details(.connecting),
        help: "check that the service is running, and its address and port")
    case ECONNRESET, EPIPE: closed("the connection was reset")
    case ETIMEDOUT: timeout("no connection", in: .connecting)
    case ENETUNREACH, EHOSTUNREACH:
      DetailedError(
        .network, "\(server) cannot be reached", details: details(.connecting),
        help: "check the network")
    default: failure(String(cString: strerror(code)))
    }
  }

  private func closed(_ message: String) -> DetailedError {
    failure(
      "\(message) (while \(phase.rawValue))",
      help: "check the network, and whether the service is still running")
  }

  private func failure(
    _ message: String, isRetryable: Bool = true, note: String? = nil, help: String? = nil
  ) -> DetailedError {
    DetailedError(
      .network, "\(server): \(message)", details: details(phase), isRetryable: isRetryable,
      notes: note.map { [$0] } ?? [], help: help)
  }

  private func details(_ phase: Exchange.Phase) -> [(String, Value)] {
    [("phase", .string(phase.rawValue))]
  }

  private func text(_ milliseconds: Int) -> String { DurationText.short(milliseconds) }
}
