import AsyncHTTPClient
import ImgFlowRuntime
import ImgFlowValues
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// Sends requests over the network: the part of a `Host` that speaks HTTP.
///
/// The calling thread waits while tasks on the event loops do the work. Nothing is created before
/// the first request, so a script that makes none pays nothing.
public final class HTTPTransport: Sendable {
  /// How long things may take and how large they may be (reliability design 4.3 and 4.6).
  public struct Limits: Sendable {
    /// Milliseconds to a connection, TLS included.
    public var connect = 10_000
    /// Milliseconds without a byte from the server, and without one accepted by it.
    public var idleRead = 60_000
    public var idleWrite = 30_000
    /// Milliseconds for a whole exchange, beside the time for an upload.
    public var total = 300_000
    /// Bytes a second that an upload must reach.
    public var uploadRate = 64 * 1024
    /// Bytes of an answer, after decompression.
    public var response = 64 * 1024 * 1024
    public var redirects = 5

    public init() {}
  }

  let limits: Limits
  private let connections = Mutex<Connections?>(nil)

  /// What exists from the first request on.
  struct Connections {
    let client: HTTPClient
    /// One loop carries all connections: it only moves bytes, and uploads can wait for it.
    let group: MultiThreadedEventLoopGroup
  }

  public init(limits: Limits = Limits()) { self.limits = limits }

  /// Sends a request and waits for the whole answer, whatever its status. Redirects are followed for
  /// GET and HEAD only; any other 3xx is an answer like any other.
  ///
  /// - Throws: `DetailedError` of kind `network`, `timeout` or `limit`, `ValueError` of kind
  ///   `validation` or `io`, `CancellationError`.
  public func send(_ request: HTTPRequest, cancellation: Cancellation) throws -> HTTPResponse {
    guard let url = URLParts(request.url) else {
      throw ValueError(
        .validation,
        "\(Value.string(request.url).shortDescription(limit: 80)) is no http or https URL")
    }
    try HeaderRules.check(request.headers)
    let content = try RequestContent(request.body)
    return try Exchange(request, content, open(), limits, cancellation).run(from: url)
  }

  /// Closes all connections; requests that are under way fail.
  public func shutdown() {
    let open = connections.withLock { connections in
      defer { connections = nil }
      return connections
    }
    // These fail only when it has been done already.
    try? open?.client.syncShutdown()
    try? open?.group.syncShutdownGracefully()
  }

  private func open() -> Connections {
    connections.withLock { connections in
      if let connections { return connections }
      let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
      let opened = Connections(
        client: HTTPClient(eventLoopGroup: group, configuration: configuration), group: group)
      connections = opened
      return opened
    }
  }

  private var configuration: HTTPClient.Configuration {
    // The library's own default still allows TLS 1.0.
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: tls, redirectConfiguration: .disallow,
      timeout: .init(
        connect: .milliseconds(Int64(limits.connect)), read: .milliseconds(Int64(limits.idleRead)),
        write: .milliseconds(Int64(limits.idleWrite))),
      decompression: .enabled(limit: .size(limits.response)))
    // A refused connection is reported at once; whether to try again is decided elsewhere.
    configuration.connectionPool.retryConnectionEstablishment = false
    // `parallel` sets its own limits.
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1024
    // Below the idle time after which common servers close a connection themselves.
    configuration.connectionPool.idleTimeout = .seconds(30)
    return configuration
  }
}
