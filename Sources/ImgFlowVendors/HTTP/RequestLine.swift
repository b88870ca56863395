import AsyncHTTPClient
import ImgFlowValues
import NIOCore
import NIOHTTP1

/// Sends the first line of a request as it was requested.
///
/// AsyncHTTPClient makes the line from a Foundation `URL`, which writes some addresses differently and others
/// as `/`. It is given the origin only; the target comes to the connection in a header that goes no further.
final class RequestLine: ChannelOutboundHandler, RemovableChannelHandler {
  typealias OutboundIn = HTTPClientRequestPart
  typealias OutboundOut = HTTPClientRequestPart

  private static let header = "~imgflow-target"

  /// The target in the request line for `url`: for a proxy that reads the line, it includes the server.
  static func target(for url: URLParts, viaProxy: Bool) -> String {
    viaProxy ? url.text : url.target
  }

  /// Makes the connection request `target` instead of what the library makes of its address.
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
