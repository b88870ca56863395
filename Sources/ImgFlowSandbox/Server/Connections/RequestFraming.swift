import NIOCore
import NIOHTTP1

/// Where requests begin and end on a connection: refuses what is not a request, and ends the connection so
/// that the client sees the response.
///
/// A server that closes while a client still sends makes the client's system throw away what it has received
/// (RFC 9112 section 9.6). So a body that is no longer wanted is read to its end. After the last response
/// only that direction is closed, and anything that still arrives is discarded until the client closes too or
/// its time is up.
final class RequestFraming: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private let watch: ConnectionWatch
  /// For each request without a response yet: whether the connection ends with it.
  private var unanswered: [Bool] = []
  /// Whether the body of the last one is still coming.
  private var isReceiving = false
  /// Whether the client waits for word to send it.
  private var isHeldBack = false
  /// Whether nothing more is taken from the client.
  private var isDeaf = false
  /// Whether the response that is being sent is the last.
  private var isLast = false
  /// What to send once all requests before it have got a response.
  private var problem: RequestProblem?

  init(_ watch: ConnectionWatch) { self.watch = watch }

  func handlerAdded(context: ChannelHandlerContext) {
    watch.onSlowRequest = { [unowned self] in self.refuse(.slow, context) }
  }

  // MARK: - Requests

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isDeaf else { return }
    switch unwrapInboundIn(data) {
    case .head(let head): take(head, context)
    case .body: context.fireChannelRead(data)
    case .end:
      isReceiving = false
      watch.enter(unanswered.isEmpty ? .idle : .answer, context.channel)
      context.fireChannelRead(data)
    }
  }

  private func take(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    var head = head
    do { try RequestProblem.settle(&head) } catch { return refuse(error, context) }
    unanswered.append(!head.isKeepAlive)
    isReceiving = true
    isHeldBack = head.headers.contains(name: "Expect")
    watch.enter(isHeldBack ? .answer : .body, context.channel)
    context.fireChannelRead(wrapInboundOut(.head(head)))
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? HTTPParserError else { return context.fireErrorCaught(error) }
    refuse(
      RequestProblem(error, isRequestLineTooLong: watch.isRequestLineTooLong), context)
  }

  private func refuse(_ problem: RequestProblem, _ context: ChannelHandlerContext) {
    guard !isDeaf else { return }
    isDeaf = true
    watch.enter(.answer, context.channel)
    if isReceiving {
      // The reader of the body responds.
      context.fireErrorCaught(problem)
    } else if unanswered.isEmpty {
      answer(problem, context)
    } else {
      self.problem = problem
    }
  }

  // MARK: - Answers

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(let head) where head.status.code < 200:
      isHeldBack = false
      watch.enter(.body, context.channel)
      context.write(data, promise: promise)
    case .head(var head):
      isLast = isHeldBack || isDeaf && isReceiving || unanswered.first ?? true
      if isLast { head.headers.replaceOrAdd(name: "Connection", value: "close") }
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .body: context.write(data, promise: promise)
    case .end:
      context.write(data, promise: promise)
      if !unanswered.isEmpty { unanswered.removeFirst() }
      finish(context)
    }
  }

  private func finish(_ context: ChannelHandlerContext) {
    if isLast {
      end(context)
    } else if let problem, unanswered.isEmpty {
      answer(problem, context)
    } else if unanswered.isEmpty {
      watch.enter(isReceiving ? .body : .idle, context.channel)
    }
  }

  private func answer(_ problem: RequestProblem, _ context: ChannelHandlerContext) {
    let text = ByteBuffer(string: problem.message + "\n")
    var head = HTTPResponseHead(version: .http1_1, status: problem.status)
    head.headers = [
      "Content-Type": "text/plain; charset=utf-8", "Content-Length": "\(text.readableBytes)",
      "X-ImgFlow-Sandbox": "1", "Connection": "close",
    ]
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(text))), promise: nil)
    context.write(wrapOutboundOut(.end(nil)), promise: nil)
    end(context)
  }

  private func end(_ context: ChannelHandlerContext) {
    isDeaf = true
    context.flush()
    context.close(mode: .output, promise: nil)
    watch.enter(.end, context.channel)
  }
}
