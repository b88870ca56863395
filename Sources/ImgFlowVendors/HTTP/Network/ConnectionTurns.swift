import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// The connections that were sent a request and have never got a response, by server.
///
/// A server with few workers leaves them waiting until a worker is free, and none is while our connections
/// stay open for further requests after their response.
final class WaitingConnections: Sendable {
  /// How long one may wait without anything being wrong.
  private static let patience = TimeAmount.seconds(1)

  private let since = Mutex<[SocketAddress: [ObjectIdentifier: NIODeadline]]>([:])

  fileprivate func add(_ handler: ConnectionTurns, to server: SocketAddress) {
    since.withLock { since in
      let place = ObjectIdentifier(handler)
      if since[server]?[place] == nil { since[server, default: [:]][place] = .now() }
    }
  }

  fileprivate func remove(_ handler: ConnectionTurns, from server: SocketAddress) {
    since.withLock { since in
      since[server]?[ObjectIdentifier(handler)] = nil
      if since[server]?.isEmpty == true { since[server] = nil }
    }
  }

  /// Whether a connection to a server waits for so long that others must make room.
  fileprivate func areStarved(by server: SocketAddress) -> Bool {
    since.withLock { since in
      let latest = NIODeadline.now() - Self.patience
      return since[server]?.values.contains { $0 < latest } ?? false
    }
  }
}

/// Closes a connection that has had its response while others to the same server wait for their first:
/// otherwise they would wait as long as it stays open.
final class ConnectionTurns: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias InboundOut = HTTPClientResponsePart
  typealias OutboundIn = HTTPClientRequestPart
  typealias OutboundOut = HTTPClientRequestPart

  /// Keeps what the server has said of the connection.
  private static let header = "~imgflow-connection"

  private let waiting: WaitingConnections
  private let server: SocketAddress
  private var hasAnswered = false

  private init(_ waiting: WaitingConnections, _ server: SocketAddress) {
    self.waiting = waiting
    self.server = server
  }

  /// Readies a new connection.
  static func prepare(
    _ channel: any Channel, _ waiting: WaitingConnections
  ) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      guard let server = channel.remoteAddress else { return }
      let pipeline = channel.pipeline.syncOperations
      let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
      try pipeline.addHandler(ConnectionTurns(waiting, server), position: .after(decoder))
    }
  }

  /// Has the library close a connection after the response with these headers.
  private static func givenUp(_ headers: HTTPHeaders) -> HTTPHeaders {
    var changed = HTTPHeaders(
      headers.map { ($0.name.lowercased() == "connection" ? header : $0.name, $0.value) })
    if !changed.contains(name: header) { changed.add(name: header, value: "") }
    changed.add(name: "Connection", value: "close")
    return changed
  }

  /// Returns the headers of a response as the server sent them.
  static func original(_ headers: HTTPHeaders) -> HTTPHeaders {
    guard headers.contains(name: header) else { return headers }
    return HTTPHeaders(
      headers.compactMap { name, value in
        if name == "Connection" { return nil }
        return name == header ? value.isEmpty ? nil : ("Connection", value) : (name, value)
      })
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .head = unwrapOutboundIn(data), !hasAnswered { waiting.add(self, to: server) }
    context.write(data, promise: promise)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(var head) = unwrapInboundIn(data) else {
      return context.fireChannelRead(data)
    }
    hasAnswered = true
    waiting.remove(self, from: server)
    if head.isKeepAlive, waiting.areStarved(by: server) {
      head.headers = Self.givenUp(head.headers)
    }
    context.fireChannelRead(wrapInboundOut(.head(head)))
  }

  func channelInactive(context: ChannelHandlerContext) {
    waiting.remove(self, from: server)
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { waiting.remove(self, from: server) }
}
