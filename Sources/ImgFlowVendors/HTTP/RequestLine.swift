import AsyncHTTPClient
import ImgFlowValues
import NIOCore
import NIOHTTP1

/// Puts the first line of a request on the wire as it was asked for.
///
/// AsyncHTTPClient makes the line of a `URL` of Foundation's, which writes some addresses in another
/// way and others as `/`. It is given the origin only; what is asked for comes to the connection in a
/// header that goes no further.
final class RequestLine: ChannelOutboundHandler, RemovableChannelHandler {
  typealias OutboundIn = HTTPClientRequestPart
  typealias OutboundOut = HTTPClientRequestPart

  private static let header = "~imgflow-target"

  /// What the line of a request for `url` asks for: a proxy that reads the line is told the server too.
  static func target(for url: URLParts, viaProxy: Bool) -> String {
    viaProxy ? url.text : url.target
  }

  /// Has the connection ask for `target` instead of what the library makes of its address.
  static func set(_ target: String, in headers: inout HTTPHeaders) {
    headers.replaceOrAdd(name: header, value: target)
  }

  /// Readies a new connection.
  static func prepare(_ channel: any Channel) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      let pipeline = channel.pipeline.syncOperations
      let encoder = try pipeline.handler(type: HTTPRequestEncoder.self)
      try pipeline.addHandler(RequestLine(), position: .after(encoder))
    }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard case .head(var head) = unwrapOutboundIn(data) else {
      return context.write(data, promise: promise)
    }
    if let target = head.headers.first(name: Self.header) { head.uri = target }
    head.headers.remove(name: Self.header)
    context.write(wrapOutboundOut(.head(head)), promise: promise)
  }
}
