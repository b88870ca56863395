import AsyncHTTPClient
import ImgFlowRuntime
import ImgFlowValues
import NIOCore
import NIOHTTP1
import NIOPosix

// The errors of the libraries that speak HTTP.
extension NetworkFailure {
  func describe(_ error: HTTPClientError) -> DetailedError {
    switch error {
    case .connectTimeout, .getConnectionFromPoolTimeout:
      timeout("no connection to \(peer) within \(text(limits.connect))", in: .connecting)
    case .tlsHandshakeTimeout:
      timeout("the TLS handshake took longer than \(text(limits.connect))", in: .connecting)
    case .httpProxyHandshakeTimeout, .socksHandshakeTimeout:
      timeout("\(peer) did not connect within \(text(limits.connect))", in: .connecting)
    case .readTimeout: timeout("nothing arrived for \(text(limits.idleRead))")
    case .writeTimeout: timeout("nothing could be sent for \(text(limits.idleWrite))", in: .sending)
    case .deadlineExceeded: timeout("the request took too long")
    case .remoteConnectionClosed, .uncleanShutdown:
      closed("the connection was closed before the response was complete")
    case .requestStreamCancelled:
      closed("the server responded before the request was complete, and accepted no more of it")
    case .proxyAuthenticationRequired: proxyRefusedUser
    case .invalidProxyResponse:
      failure(
        "\(peer) did not connect to \(host)", in: .connecting,
        help: "check which hosts the proxy allows, or add the host to `NO_PROXY`")
    case .alreadyShutdown, .cancelled: failure("the program is ending", isRetryable: false)
    case .bodyLengthMismatch, .writeAfterRequestSent:
      failure("the body is not as long as announced", isRetryable: false)
    default:
      failure(
        "the request cannot be sent: \(Self.words(error.shortDescription))", isRetryable: false)
    }
  }

  func describe(_ error: NIOConnectionError) -> DetailedError {
    if let attempt = error.connectionErrors.last { return cause(attempt.error) }
    guard error.dnsAError != nil || error.dnsAAAAError != nil else {
      return failure("cannot connect to \(peer)", in: .connecting)
    }
    let role = link.proxy.map { " (the proxy that `\($0.variable)` names)" } ?? ""
    switch inspection.lookUp(error.host) {
    case .unknown:
      return failure(
        "no host `\(error.host)` was found\(role)", in: .connecting, isRetryable: false,
        help: "check the spelling of the address, and the network")
    case .unavailable(let reason):
      return failure(
        "no host `\(error.host)` was found\(role): \(reason)", in: .connecting,
        help: "check the network and its name server")
    }
  }

  func describe(_ error: HTTPParserError) -> DetailedError {
    switch error {
    case .closedConnection, .invalidEOFState:
      closed("the connection was closed before the response was complete")
    case .headerOverflow:
      failure("the headers of the response are larger than 80 KB", isRetryable: false)
    default: failure("the response is not HTTP: \(Self.words("\(error)"))", isRetryable: false)
    }
  }

  func describe(_ error: ChannelError) -> DetailedError {
    switch error {
    case .connectTimeout:
      timeout("no connection to \(peer) within \(text(limits.connect))", in: .connecting)
    case .ioOnClosedChannel, .alreadyClosed, .outputClosed, .inputClosed, .eof:
      closed("the connection was closed before the response was complete")
    default: failure("the connection failed: \(Self.words("\(error)"))")
    }
  }

  /// An error that none of the libraries' documents promises.
  func other(_ error: any Error) -> DetailedError {
    let text = String(reflecting: error)
    if progress.phase == .connecting, link.proxy?.kind == .socks {
      return failure("\(peer) did not connect to \(host)", note: text)
    }
    return failure("the connection failed: \(Self.words("\(error)"))", note: text)
  }

  var proxyRefusedUser: DetailedError {
    let variable = link.proxy?.variable ?? "https_proxy"
    return failure(
      link.proxy?.user == nil
        ? "\(peer) requires a user and a password"
        : "\(peer) does not accept the user and password",
      in: .connecting, isRetryable: false,
      help: "set `\(variable)` to `http://USER:PASSWORD@HOST:PORT`")
  }

  private func cause(_ error: any Error) -> DetailedError {
    describe(error) as? DetailedError ?? other(error)
  }

  private func text(_ milliseconds: Int) -> String { DurationText.short(milliseconds) }

  /// A library's name for an error as words: `invalidEOFState` as "invalid EOF state".
  static func words(_ name: String) -> String {
    let letters = Array(name.prefix(200))
    var words: [String] = [""]
    for (index, letter) in letters.enumerated() {
      let before = index > 0 ? letters[index - 1] : " "
      let after = index + 1 < letters.count ? letters[index + 1] : " "
      let begins =
        letter.isUppercase && (before.isLowercase || before.isUppercase && after.isLowercase)
      if letter == " " || begins { words.append("") }
      if letter != " " { words[words.count - 1].append(letter) }
    }
    return words.map { $0.contains { $0.isLowercase } ? $0.lowercased() : $0 }
      .joined(separator: " ")
  }
}
