import ImgFlowNetwork
import ImgFlowRuntime
import ImgFlowValues
import Synchronization

/// Sends requests over the network: the part of a `Host` that speaks HTTP.
///
/// The calling thread waits while tasks on the event loops do the work. Nothing is created before
/// the first request, so a script that makes none pays nothing.
package final class HTTPTransport: Sendable {
  /// How long things may take and how large they may be (reliability design 4.3 and 4.6).
  package struct Limits: Sendable {
    /// Milliseconds to a connection, TLS included.
    package var connect = 10_000
    /// Milliseconds without a byte from the server, and without one accepted by it.
    package var idleRead = 60_000
    package var idleWrite = 30_000
    /// Milliseconds for a whole exchange, besides the time for an upload or a download to a file.
    package var total = 300_000
    /// Bytes a second that an upload, or a download to a file, must reach.
    package var transferRate = 64 * 1024
    /// Bytes of a response in memory, unpacked.
    package var response = 64 * 1024 * 1024
    /// Bytes that a response may unpack to, however few were sent; beyond them, how many for each byte.
    package var unpackedFreely = 16 * 1024 * 1024
    package var unpackedRatio = 100
    package var redirects = 5

    package init() {}
  }

  let limits: Limits
  private let settings: NetworkSettings
  private let proxies: ProxyRules
  private let state = Mutex(State())

  private struct State {
    var connections: Connections?
    /// Where a sandbox is: nothing goes there through a proxy.
    var directOrigins: Set<String> = []
  }

  package init(limits: Limits = Limits(), settings: NetworkSettings = NetworkSettings()) {
    self.limits = limits
    self.settings = settings
    proxies = ProxyRules(environment: settings.environment)
  }

  /// Sends a request and waits for the whole response, whatever its status. Redirects are followed for GET
  /// and HEAD only; any other 3xx is an ordinary response.
  ///
  /// - Throws: `DetailedError` of kind `network`, `timeout` or `limit`, `ValueError` of kind
  ///   `validation` or `io`, `CancellationError`.
  package func send(_ request: HTTPRequest, cancellation: Cancellation) throws -> HTTPResponse {
    let url = try Self.check(request)
    let content = try RequestContent(request.body, by: request.permissions)
    if request.isDirect { state.withLock { _ = $0.directOrigins.insert(url.origin) } }
    return try Exchange(request, content, self, cancellation).run(from: url)
  }

  /// Makes sure that a request can be sent, and returns where to.
  ///
  /// - Throws: `ValueError` of kind `validation`.
  @discardableResult
  package static func check(_ request: HTTPRequest) throws -> URLParts {
    let url: URLParts
    do { url = try URLParts(parsing: request.url) } catch { throw error.error(for: request.url) }
    try HeaderRules.check(request.headers)
    return url
  }

  /// The way to a server.
  ///
  /// - Throws: `ValueError` if a variable does not name a proxy.
  func link(to url: URLParts, for request: HTTPRequest) throws -> Link {
    let isDirect = state.withLock { $0.directOrigins.contains(url.origin) }
    let proxy = isDirect ? nil : try proxies.proxy(for: url)
    return Link(
      to: url, through: proxy, showing: request.certificate, by: request.permissions)
  }

  /// The connections, opened when they are first needed.
  var connections: Connections {
    state.withLock { state in
      let connections = state.connections ?? Connections(limits, settings)
      state.connections = connections
      return connections
    }
  }

  /// Closes all connections; requests that are under way fail.
  package func shutdown() {
    let open = state.withLock { state in
      defer { state.connections = nil }
      return state.connections
    }
    open?.shutdown()
  }
}
