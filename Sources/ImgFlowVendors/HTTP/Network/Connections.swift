import AsyncHTTPClient
import ImgFlowNetwork
import ImgFlowRuntime
import ImgFlowValues
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// The connections to servers: what exists of a transport from the first request on.
final class Connections: Sendable {
  /// One loop carries all connections: it only moves bytes, and uploads can wait for it.
  let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let limits: HTTPTransport.Limits
  private let authorities: Authorities
  private let waiting = WaitingConnections()
  private let clients = Mutex<[Link: HTTPClient]>([:])

  init(_ limits: HTTPTransport.Limits, _ settings: NetworkSettings) {
    self.limits = limits
    authorities = Authorities(settings)
  }

  /// What keeps the connections of one kind.
  ///
  /// - Throws: `ValueError` if a certificate or an authority for it cannot be read.
  func client(for link: Link) throws -> HTTPClient {
    try clients.withLock { clients in
      if let known = clients[link] { return known }
      let client = HTTPClient(
        eventLoopGroupProvider: .shared(group), configuration: try configuration(for: link))
      clients[link] = client
      return client
    }
  }

  /// Closes all connections; requests that are under way fail.
  func shutdown() {
    let open = clients.withLock { clients in
      defer { clients = [:] }
      return Array(clients.values)
    }
    // These fail only when it has been done already.
    for client in open { try? client.syncShutdown() }
    try? group.syncShutdownGracefully()
  }

  /// Connects to a server to see its certificate, and sends it nothing; nil if it shows none.
  func certificate(
    of url: URLParts, by link: Link, cancellation: Cancellation
  ) -> NIOSSLCertificate? {
    guard var configuration = try? configuration(for: link),
      let request = try? HTTPClient.Request(url: url.origin)
    else { return nil }
    let latch = Latch<NIOSSLCertificate?>()
    configuration.tlsConfiguration?.certificateVerification = .none
    configuration.http1_1ConnectionDebugInitializer = { channel in
      channel.nioSSL_peerCertificate().flatMapThrowing { certificate in
        latch.fulfil(certificate)
        throw ChannelError.alreadyClosed
      }
    }
    let client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
    defer { try? client.syncShutdown() }
    client.execute(request: request).whenComplete { _ in latch.fulfil(nil) }
    return latch.wait(milliseconds: limits.connect, cancellation: cancellation) ?? nil
  }

  // MARK: - Settings

  private func configuration(for link: Link) throws -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: link.isSecure ? try tls(for: link) : nil,
      redirectConfiguration: .disallow,
      timeout: .init(
        connect: .milliseconds(Int64(limits.connect)), read: .milliseconds(Int64(limits.idleRead)),
        write: .milliseconds(Int64(limits.idleWrite))),
      // Bodies are unpacked by `AnswerBody`: the library takes a missing one for a broken one.
      proxy: link.tunnel?.tunnel, decompression: .disabled)
    // A refused connection is reported at once; whether to try again is decided elsewhere.
    configuration.connectionPool.retryConnectionEstablishment = false
    // `parallel` sets its own limits; what waits for a connection here would time out.
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1 << 20
    // Below the idle time after which common servers close a connection themselves, 2 to 5 seconds; and
    // as long as that a server with few workers may be kept from our other connections.
    configuration.connectionPool.idleTimeout = .seconds(1)
    // No one follows the traces that the library would make of each request.
    configuration.tracing.tracer = nil
    // HTTP/2 has no request line to own.
    configuration.httpVersion = .http1Only
    configuration.http1_1ConnectionDebugInitializer = { [waiting] channel in
      RequestLine.prepare(channel).flatMap {
        ConnectionTurns.prepare(channel, waiting)
      }.flatMapThrowing { try link.checkAddress(of: channel) }.flatMap {
        guard let address = link.verifiedAddress else {
          return channel.eventLoop.makeSucceededVoidFuture()
        }
        return PeerCertificate.check(channel, isFor: address)
      }
    }
    return configuration
  }

  private func tls(for link: Link) throws -> TLSConfiguration {
    var tls = TLSConfiguration.makeClientConfiguration()
    // The library's own default still allows TLS 1.0.
    tls.minimumTLSVersion = .tlsv12
    if link.verifiedAddress != nil { tls.certificateVerification = .noHostnameVerification }
    try authorities.apply(to: &tls)
    try link.certificate?.apply(to: &tls, by: link.confinement?.permissions)
    return tls
  }
}
