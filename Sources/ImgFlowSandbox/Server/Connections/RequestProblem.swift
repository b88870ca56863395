import NIOHTTP1

/// Why a request is refused before its content is examined.
struct RequestProblem: Error {
  let status: HTTPResponseStatus
  let message: String

  init(_ status: HTTPResponseStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  static let slow = RequestProblem(.requestTimeout, "The request is too slow.")

  /// What a parser says of a request that it cannot read.
  init(_ error: HTTPParserError, isRequestLineTooLong: Bool) {
    let limit = "At most \(ConnectionLimits.head >> 10) KB are accepted."
    self =
      switch error {
      case .headerOverflow where isRequestLineTooLong:
        RequestProblem(.uriTooLong, "The address is too long. \(limit)")
      case .headerOverflow:
        RequestProblem(.requestHeaderFieldsTooLarge, "The header is too large. \(limit)")
      case .invalidURL:
        RequestProblem(
          .badRequest, "The address has characters that must be percent-encoded, as in %C3%A4.")
      case .invalidMethod: RequestProblem(.badRequest, "The method is unknown.")
      case .invalidVersion:
        RequestProblem(.httpVersionNotSupported, "The sandbox only supports HTTP/1.1.")
      case .invalidContentLength, .unexpectedContentLength:
        RequestProblem(
          .badRequest, "Content-Length is not a number, or contradicts another header.")
      case .invalidChunkSize: RequestProblem(.badRequest, "A chunk of the body has no valid size.")
      case .invalidEOFState, .closedConnection:
        RequestProblem(.badRequest, "The request is incomplete.")
      case .invalidHeaderToken, .invalidCharactersUsed, .lfExpected:
        RequestProblem(.badRequest, "A line of the header cannot be read.")
      default: RequestProblem(.badRequest, "This is not an HTTP/1.1 request.")
      }
  }

  /// Checks the head of a request, and puts it in the form that the rest works with: the target is a
  /// path, `Host` the authority that was meant, `Connection` says `close` when the connection ends.
  static func settle(_ head: inout HTTPRequestHead) throws(RequestProblem) {
    try settleTarget(&head)
    let hosts = head.headers["Host"].count
    guard hosts == 1 || hosts == 0 && head.version == .http1_0 else {
      throw RequestProblem(
        .badRequest, hosts == 0 ? "The header `Host` is missing." : "`Host` is given twice.")
    }
    guard head.headers["Expect"].allSatisfy({ $0.lowercased() == "100-continue" }) else {
      throw RequestProblem(.expectationFailed, "`Expect` can only be 100-continue.")
    }
    if !head.isKeepAlive { head.headers.replaceOrAdd(name: "Connection", value: "close") }
  }

  /// An address as proxies are sent it counts more than `Host` (RFC 9112 section 3.2.2).
  private static func settleTarget(_ head: inout HTTPRequestHead) throws(RequestProblem) {
    if head.uri.hasPrefix("/") || head.uri == "*" && head.method == .OPTIONS { return }
    for scheme in ["http://", "https://"] where head.uri.lowercased().hasPrefix(scheme) {
      let rest = head.uri.dropFirst(scheme.count)
      let authority = rest.prefix { !"/?#".contains($0) }
      let path = rest.dropFirst(authority.count)
      head.headers.replaceOrAdd(name: "Host", value: String(authority))
      head.uri = path.hasPrefix("/") ? String(path) : "/\(path)"
      return
    }
    throw RequestProblem(.badRequest, "The target of a request must be a path, such as /expoze.")
  }
}
