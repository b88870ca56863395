import NIOCore
import NIOHTTP1
import Synchronization

/// A small real server on a loopback port that writes down what arrives.
final class LoopbackServer: Sendable {
  struct Request: Sendable {
    let method: String
    let path: String
    let headers: [(name: String, value: String)]
    var body: [UInt8] = []
    /// The bytes that arrived; more than `body` holds when bodies are dropped.
    var length = 0

    func header(_ name: String) -> String? {
      headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
  }

  enum Reply: Sendable {
    case answer(Int, [(name: String, value: String)] = [], String = "")
    /// Says nothing for ever.
    case silence
    /// Sends a head that promises more than comes, then nothing.
    case half
    /// Closes the connection without an answer.
    case close
  }

  typealias Handler = @Sendable (Request) -> Reply

  private let channel: any Channel
  private let log: Log
  var port: Int { channel.localAddress?.port ?? 0 }
  var url: String { "http://127.0.0.1:\(port)" }
  var requests: [Request] { log.requests.withLock { $0 } }

  /// - Parameter keepsBodies: Whether bodies are kept, or only counted.
  init(keepsBodies: Bool = true, _ handler: @escaping Handler) throws {
    let log = Log()
    self.log = log
    channel = try LoopbackChannel.bind { pipeline in
      try pipeline.configureHTTPServerPipeline()
      try pipeline.addHandler(Responder(handler, log, keepsBodies: keepsBodies))
    }
  }

  deinit { channel.close(promise: nil) }

  private final class Log: Sendable {
    let requests = Mutex<[Request]>([])
  }

  private final class Responder: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let handler: Handler
    private let log: Log
    private let keepsBodies: Bool
    private var request: Request?

    init(_ handler: @escaping Handler, _ log: Log, keepsBodies: Bool) {
      self.handler = handler
      self.log = log
      self.keepsBodies = keepsBodies
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head):
        request = Request(
          method: head.method.rawValue, path: head.uri,
          headers: head.headers.map { ($0.name, $0.value) })
      case .body(let buffer):
        request?.length += buffer.readableBytes
        if keepsBodies { request?.body += Array(buffer.readableBytesView) }
      case .end:
        guard let request else { return }
        log.requests.withLock { $0.append(request) }
        reply(handler(request), context)
      }
    }

    private func reply(_ reply: Reply, _ context: ChannelHandlerContext) {
      switch reply {
      case .silence: return
      case .close: context.close(promise: nil)
      case .half:
        write(head: 200, [("Content-Length", "100")], context)
        context.writeAndFlush(
          wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: "half")))), promise: nil)
      case .answer(let status, let headers, let body):
        write(head: status, headers + [("Content-Length", "\(body.utf8.count)")], context)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: body)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
      }
    }

    private func write(
      head status: Int, _ headers: [(name: String, value: String)], _ context: ChannelHandlerContext
    ) {
      let head = HTTPResponseHead(
        version: .http1_1, status: .init(statusCode: status),
        headers: HTTPHeaders(headers.map { ($0.name, $0.value) }))
      context.write(wrapOutboundOut(.head(head)), promise: nil)
    }
  }
}
