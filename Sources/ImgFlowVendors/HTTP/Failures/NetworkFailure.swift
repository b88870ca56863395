import AsyncHTTPClient
import ImgFlowRuntime
import ImgFlowValues
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Describes why an exchange got no response: the request and its server, how far it came, what went wrong,
/// and what helps. The same is in the fields of the error.
///
/// The field `phase` says what can be repeated: before `sending`, no part of the request has reached the
/// server.
struct NetworkFailure {
  let method: String
  /// The address as it may be shown.
  let address: String
  let host: String
  let link: Link
  let progress: Exchange.Progress
  let limits: HTTPTransport.Limits
  /// Milliseconds since the request began.
  let elapsed: Int
  let inspection: any Inspection

  /// Finds out what an error does not say.
  protocol Inspection {
    /// Why the name of a host was not resolved.
    func lookUp(_ host: String) -> NameLookup.Problem
    /// The certificate of the server, whether it is trusted or not; nil if it cannot be had.
    func certificate() -> NIOSSLCertificate?
  }

  /// The error for `error`, which came of an exchange.
  func describe(_ error: any Error) -> any Error {
    switch error {
    case is ImgFlowRuntime.CancellationError: error
    case let error as ValueError:
      located(DetailedError(error.kind, error.message, isRetryable: false, help: error.help))
    case let error as UnpackingError: located(error.detailed(status: progress.status))
    case let error as DetailedError: error.detail("address") == nil ? located(error) : error
    case let error as HTTPClientError: describe(error)
    case let error as NIOConnectionError: describe(error)
    case let error as IOError: failed(error.errnoCode)
    case let error as NIOSSLError: describe(error)
    case let error as BoringSSLError: secureConnection("\(error)")
    case let error as NIOSSLExtraError:
      error == .failedToValidateHostname ? otherHost() : secureConnection("\(error)")
    case let error as HTTPParserError: describe(error)
    case let error as ChannelError: describe(error)
    default: other(error)
    }
  }

  /// Another connection may do what one could not that is gone.
  func closed(_ cause: String) -> DetailedError {
    failure(
      cause, help: "check the network, and whether the service is still running")
  }

  func timeout(_ cause: String, in phase: Exchange.Phase? = nil) -> DetailedError {
    make(
      .timeout, cause, in: phase, isRetryable: true,
      details: [("after", .duration(milliseconds: elapsed))])
  }

  func failure(
    _ cause: String, in phase: Exchange.Phase? = nil, isRetryable: Bool = true,
    details: [(String, Value)] = [], note: String? = nil, help: String? = nil
  ) -> DetailedError {
    make(
      .network, cause, in: phase, isRetryable: isRetryable, details: details, note: note, help: help
    )
  }

  /// Who the other side of the connection is.
  var peer: String { link.proxy.map { "the proxy \($0.description)" } ?? "the server" }

  // MARK: - Making

  private func make(
    _ kind: ErrorKind, _ cause: String, in phase: Exchange.Phase?, isRetryable: Bool,
    details: [(String, Value)], note: String? = nil, help: String? = nil
  ) -> DetailedError {
    var progress = progress
    progress.phase = phase ?? progress.phase
    return DetailedError(
      kind, "`\(method) \(address)`: \(cause) (\(progress.description))",
      details: context(progress, cause) + details, isRetryable: isRetryable,
      notes: note.map { [$0] } ?? [], help: help)
  }

  /// An error in ImgFlow that does not know what it happened to.
  private func located(_ error: DetailedError) -> DetailedError {
    DetailedError(
      error.kind, "`\(method) \(address)`: \(error.message)",
      details: context(progress, error.message) + error.details, isRetryable: error.isRetryable,
      notes: error.notes, help: error.help)
  }

  private func context(_ progress: Exchange.Progress, _ cause: String) -> [(String, Value)] {
    var details: [(String, Value)] = [
      ("method", .string(method)), ("address", .string(address)),
      ("phase", .string(progress.phase.rawValue)), ("cause", .string(cause)),
      ("received", .int(progress.received)),
    ]
    if let status = progress.status { details.append(("status", .int(status))) }
    if let proxy = link.proxy { details.append(("proxy", .string(proxy.place))) }
    return details
  }
}
