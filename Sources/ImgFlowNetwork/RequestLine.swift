import AsyncHTTPClient
import ImgFlowValues
import NIOCore
import NIOHTTP1

/// Sends the first line of a request as it was requested.
///
/// AsyncHTTPClient makes the line from a Foundation `URL`, which writes some addresses differently and others
/// as `/`. It is given the origin only; the target comes to the connection in a header that goes no further.
package final class RequestLine: ChannelOutboundHandler, RemovableChannelHandler {
  package typealias OutboundIn = HTTPClientRequestPart
  package typealias OutboundOut = HTTPClientRequestPart

  private static let header = "~imgflow-target"

  /// Addresses a request to a server, or to the proxy that forwards it there.
  ///
  /// - Returns: the address that the library must be given.
  package static func address(
    _ headers: inout HTTPHeaders, to url: URLParts, through forwarder: ProxyServer?
  ) -> String {
    // Our own, not made of the library's address: the name goes out as it was written.
    if !headers.contains(name: "Host") { headers.add(name: "Host", value: url.authority) }
    headers.replaceOrAdd(name: header, value: forwarder == nil ? url.target : url.text)
    guard let forwarder else { return url.origin }
    if let authorization = forwarder.authorization {
      headers.replaceOrAdd(name: "Proxy-Authorization", value: authorization)
    }
    return "http://\(forwarder.place)"
  }

  /// Readies a new connection.
  package static func prepare(_ channel: any Channel) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      let pipeline = channel.pipeline.syncOperations
      let encoder = try pipeline.handler(type: HTTPRequestEncoder.self)
      try pipeline.addHandler(RequestLine(), position: .after(encoder))
    }
  }

  package func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?)
  {
    guard case .head(var head) = unwrapOutboundIn(data) else {
      return context.write(data, promise: promise)
    }
    if let target = head.headers.first(name: Self.header) { head.uri = target }
    head.headers.remove(name: Self.header)
    context.write(wrapOutboundOut(.head(head)), promise: promise)
  }
}
