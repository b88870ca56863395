import ImgFlowRuntime
import ImgFlowValues
import NIOCore
import NIOHTTP1
import NIOPosix

/// A page on this machine that the user's browser returns to when access has been granted (RFC 8252 section
/// 7.3). Only this machine can reach it.
package final class CallbackServer: Sendable {
  private let channel: any Channel
  private let group: MultiThreadedEventLoopGroup
  private let answer = Latch<GrantAnswer>()

  /// - Parameters:
  ///   - port: 0 for any.
  ///   - state: what a redirect must bring back.
  /// - Throws: `DetailedError` of kind `network` if the port is taken.
  package init(port: Int, state: String) throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do {
      channel = try ServerBootstrap(group: group)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelInitializer { [answer] channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.configureHTTPServerPipeline(
              withErrorHandling: true)
            try channel.pipeline.syncOperations.addHandler(CallbackPage(answer, state: state))
          }
        }
        .bind(host: "127.0.0.1", port: port).wait()
    } catch {
      try? group.syncShutdownGracefully()
      throw DetailedError(
        .network, "cannot listen on port \(port) of this machine: \(error)")
    }
    self.group = group
  }

  /// Where the browser is to be sent back to.
  package var address: String { Self.address(port: channel.localAddress?.port ?? 0) }

  /// The address of the page at a port.
  package static func address(port: Int) -> String {
    "http://127.0.0.1:\(port)\(CallbackPage.path)"
  }

  /// Waits for the browser; nil if it does not come in time, or the work is cancelled.
  package func wait(milliseconds: Int, cancellation: Cancellation) -> GrantAnswer? {
    answer.wait(milliseconds: milliseconds, cancellation: cancellation)
  }

  /// Stops listening once pending responses have been sent.
  package func close() {
    try? channel.close().wait()
    try? group.syncShutdownGracefully()
  }
}

/// Responds to the browser.
private final class CallbackPage: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  static let path = "/callback"

  private let answer: Latch<GrantAnswer>
  private let state: String

  init(_ answer: Latch<GrantAnswer>, state: String) {
    self.answer = answer
    self.state = state
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(let head) = unwrapInboundIn(data) else { return }
    let isCallback = head.uri.prefix { $0 != "?" } == Self.path
    let found = isCallback ? GrantAnswer(address: head.uri, state: state) : nil
    switch found {
    case .code: say(.ok, "ImgFlow has what it needs. You can close this page.", context)
    case .refused: say(.ok, "Access was not granted. You can close this page.", context)
    case .foreign: say(.badRequest, "This belongs to another sign-in.", context)
    case nil: say(.notFound, "Page not found.", context)
    }
    // A request from another sender does not end the wait.
    if let found, found != .foreign { answer.fulfil(found) }
  }

  private func say(
    _ status: HTTPResponseStatus, _ text: String, _ context: ChannelHandlerContext
  ) {
    let page = ByteBuffer(
      string: "<!doctype html><meta charset=\"utf-8\"><title>ImgFlow</title><p>\(text)</p>\n")
    let headers = HTTPHeaders([
      ("Content-Type", "text/html; charset=utf-8"), ("Content-Length", "\(page.readableBytes)"),
      ("Connection", "close"), ("Cache-Control", "no-store"), ("Referrer-Policy", "no-referrer"),
    ])
    let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(page))), promise: nil)
    let channel = context.channel
    context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
      channel.close(promise: nil)
    }
  }
}
