import AsyncHTTPClient
import ImgFlowNetwork
import ImgFlowRuntime
import ImgFlowValues
import NIOCore
import NIOHTTP1
import NIOSSL
import Testing

@testable import ImgFlowVendors

/// Every error of the libraries and of the system has its words, wherever in an exchange it happens.
@Suite("Failures of the network")
struct NetworkFailureTests {
  private struct NoInspection: NetworkFailure.Inspection {
    func lookUp(_ host: String) -> NameLookup.Problem { .unknown }
    func certificate() -> NIOSSLCertificate? { nil }
  }

  private struct Unheard: Error {}

  private static let libraryErrors: [HTTPClientError] = [
    .invalidURL, .emptyHost, .missingSocketPath, .alreadyShutdown, .emptyScheme,
    .unsupportedScheme("ftp"), .readTimeout, .writeTimeout, .remoteConnectionClosed, .cancelled,
    .identityCodingIncorrectlyPresent, .invalidProxyResponse, .contentLengthMissing,
    .proxyAuthenticationRequired, .redirectLimitReached, .redirectCycleDetected, .uncleanShutdown,
    .traceRequestWithBody, .invalidHeaderFieldNames(["a b"]), .invalidHeaderFieldValues(["x"]),
    .bodyLengthMismatch, .writeAfterRequestSent, .connectTimeout, .socksHandshakeTimeout,
    .httpProxyHandshakeTimeout, .tlsHandshakeTimeout,
    .serverOfferedUnsupportedApplicationProtocol("h3"), .shutdownUnsupported, .deadlineExceeded,
    .requestStreamCancelled, .getConnectionFromPoolTimeout, .invalidRedirectConfiguration,
    .invalidHTTPVersionConfiguration, .invalidDNSOverridesConfiguration, .invalidLocalAddress,
    .invalidProxyConfiguration, .internalStateFailure(file: "a", line: 1),
  ]
  private static let parserErrors: [HTTPParserError] = [
    .invalidCharactersUsed, .trailingGarbage, .invalidEOFState, .headerOverflow, .closedConnection,
    .invalidVersion, .invalidStatus, .invalidMethod, .invalidURL, .lfExpected, .invalidHeaderToken,
    .invalidContentLength, .unexpectedContentLength, .invalidChunkSize, .invalidConstant,
    .invalidInternalState, .strictModeAssertion, .paused, .unknown,
  ]
  private static let channelErrors: [ChannelError] = [
    .connectPending, .connectTimeout(.seconds(1)), .operationUnsupported, .ioOnClosedChannel,
    .alreadyClosed, .outputClosed, .inputClosed, .eof, .writeMessageTooLarge,
    .writeHostUnreachable, .unknownLocalAddress, .inappropriateOperationForState,
  ]
  private static let tlsErrors: [any Error] = [
    NIOSSLError.writeDuringTLSShutdown, NIOSSLError.noSuchFilesystemObject,
    NIOSSLError.failedToLoadCertificate, NIOSSLError.failedToLoadPrivateKey,
    NIOSSLError.handshakeFailed(.sslError([.eofDuringHandshake])),
    NIOSSLError.shutdownFailed(.zeroReturn), NIOSSLError.cannotMatchULabel,
    NIOSSLError.noCertificateToValidate, NIOSSLError.unableToValidateCertificate,
    NIOSSLError.cannotFindPeerIP, NIOSSLError.readInInvalidTLSState, NIOSSLError.uncleanShutdown,
    BoringSSLError.noError, BoringSSLError.zeroReturn, BoringSSLError.wantRead,
    BoringSSLError.wantWrite, BoringSSLError.syscallError, BoringSSLError.sslError([]),
    BoringSSLError.unknownError([]), BoringSSLError.invalidSNIName([]),
    BoringSSLError.failedToSetALPN([]), NIOSSLExtraError.failedToValidateHostname,
    NIOSSLExtraError.serverHostnameImpossibleToMatch, NIOSSLExtraError.cannotUseIPAddressInSNI,
    NIOSSLExtraError.invalidSNIHostname, NIOSSLExtraError.unknownPrivateKeyFileType,
  ]
  private static var systemErrors: [any Error] {
    (1...133).map { IOError(errnoCode: $0, reason: "read") }
  }
  private static var others: [any Error] {
    [
      Unheard(), ValueError(.io, "`a.jpg` changed"), DetailedError(.limit, "too large"),
      SocketAddressError.unsupported, EventLoopError.shutdown,
    ]
  }

  private static var all: [any Error] {
    libraryErrors as [any Error] + parserErrors + channelErrors + tlsErrors + systemErrors + others
  }

  private static var progress: [Exchange.Progress] {
    var some = Exchange.Progress(phase: .receiving, status: 502, received: 14, expected: 400)
    let phases = Exchange.Phase.allCases.map { Exchange.Progress(phase: $0) } + [some]
    some.expected = nil
    return phases + [some]
  }

  private func describe(_ error: any Error, _ progress: Exchange.Progress) throws -> DetailedError {
    let url = try #require(URLParts("https://api.example/a/b?token=hush-hush"))
    let proxy = try ProxyServer("http://user:hush-hush@proxy:1", variable: "https_proxy")
    let failure = NetworkFailure(
      method: "POST", address: HTTPRequest(method: "POST", url: url.text).shownAddress(url),
      host: url.host, link: Link(to: url, through: proxy, showing: nil), progress: progress,
      limits: .init(), elapsed: 12, inspection: NoInspection())
    return try #require(failure.describe(error) as? DetailedError)
  }

  @Test func everyErrorSaysWhatWasAskedHowFarItCameAndWhy() throws {
    for error in Self.all {
      for progress in Self.progress {
        let described = try describe(error, progress)
        let text = described.message
        #expect(text.hasPrefix("`POST https://api.example/a/b`: "), "\(error): \(text)")
        let cause = try #require(described.detail("cause")?.asString)
        #expect(cause.count > 8 && text.contains(cause), "\(error): \(text)")
        // Words, not a name out of a library.
        #expect(
          cause.firstMatch(of: /[a-z][A-Z]|Error|errno|[A-Z]+_[A-Z]|^[A-Z]/) == nil, "\(cause)")
        #expect(!text.contains("exchange failed"))
        #expect(!"\(described)".contains("hush-hush"))
        #expect(described.detail("method")?.asString == "POST")
        #expect(described.detail("address")?.asString == "https://api.example/a/b")
        #expect(described.detail("received")?.asInt == progress.received)
        #expect(described.detail("status")?.asInt == progress.status)
        let phase = try #require(described.detail("phase")?.asString)
        #expect(Exchange.Phase(rawValue: phase) != nil)
        #expect(described.detail("proxy")?.asString == "proxy:1")
      }
    }
  }

  /// What may have been done must not look as if it had never been sent.
  @Test func noErrorAfterSendingPassesForOneBeforeIt() throws {
    let before: Set<String> = ["refused", "reached", "too many", "allow", "no connection", "proxy"]
    for error in Self.all {
      for progress in Self.progress where progress.phase > .connecting {
        let described = try describe(error, progress)
        guard described.detail("phase")?.asString == "connecting" else { continue }
        let isAboutConnecting =
          described.message.contains("secure connection") || described.message.contains("handshake")
          || before.contains { described.message.contains($0) }
        #expect(isAboutConnecting, "\(error): \(described.message)")
      }
    }
  }

  @Test func saysHowMuchHadCome() throws {
    let progress = Exchange.Progress(phase: .receiving, status: 200, received: 14, expected: 400)
    let error = try describe(HTTPClientError.remoteConnectionClosed, progress)
    #expect(
      error.message
        == "`POST https://api.example/a/b`: the connection was closed before the response "
        + "was complete (while receiving: status 200, 14 of 400 bytes had arrived)")
  }

  @Test(arguments: [
    ("invalidChunkSize", "invalid chunk size"), ("Invalid URL", "invalid URL"),
    ("eof", "eof"), ("HTTP proxy", "HTTP proxy"),
  ])
  func makesWordsOfNames(_ name: String, _ words: String) {
    #expect(NetworkFailure.words(name) == words)
  }
}
