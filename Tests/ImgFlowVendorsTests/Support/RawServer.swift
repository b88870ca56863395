import NIOCore
import Synchronization

/// A server on a loopback port that knows nothing of HTTP but where a request ends: it writes down the
/// bytes that arrive, and answers with the bytes that it is told.
final class RawServer: Sendable {
  struct Request: Sendable {
    /// The lines of the head, each byte a character.
    let lines: [String]
    let body: [UInt8]

    /// What the request line asks for.
    var target: String { lines[0].split(separator: " ").dropFirst().first.map(String.init) ?? "" }

    func header(_ name: String) -> String? {
      lines.dropFirst().first { $0.lowercased().hasPrefix("\(name.lowercased()):") }
        .map { String($0.dropFirst(name.count + 1).drop { $0 == " " }) }
    }
  }

  struct Reply: Sendable {
    let bytes: [UInt8]
    var closes = false

    /// An answer whose head is as given, each character a byte, and whose body is measured.
    static func answer(_ head: String, _ body: [UInt8] = []) -> Reply {
      Reply(bytes: latin("\(head)\r\nContent-Length: \(body.count)\r\n\r\n") + body)
    }

    /// The bytes of a text of which each character is one.
    static func latin(_ text: String) -> [UInt8] {
      text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }
  }

  typealias Handler = @Sendable (Request) -> Reply

  private let channel: any Channel
  private let log: Log
  var port: Int { channel.localAddress?.port ?? 0 }
  var url: String { "http://127.0.0.1:\(port)" }
  var requests: [Request] { log.requests.withLock { $0 } }

  init(_ handler: @escaping Handler) throws {
    let log = Log()
    self.log = log
    channel = try LoopbackChannel.bind { try $0.addHandler(Responder(handler, log)) }
  }

  deinit { channel.close(promise: nil) }

  private final class Log: Sendable {
    let requests = Mutex<[Request]>([])
  }

  private final class Responder: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let handler: Handler
    private let log: Log
    private var bytes: [UInt8] = []

    init(_ handler: @escaping Handler, _ log: Log) {
      self.handler = handler
      self.log = log
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      bytes += Array(unwrapInboundIn(data).readableBytesView)
      while let request = nextRequest() {
        log.requests.withLock { $0.append(request) }
        let reply = handler(request)
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: reply.bytes)), promise: nil)
        if reply.closes { context.close(promise: nil) }
      }
    }

    private func nextRequest() -> Request? {
      let end = Array("\r\n\r\n".utf8)
      guard
        let start = bytes.indices.first(where: { bytes[$0...].starts(with: end) })
      else { return nil }
      let head = String(String.UnicodeScalarView(bytes[..<start].map { Unicode.Scalar($0) }))
      let lines = head.split(separator: "\r\n").map(String.init)
      let length = Request(lines: lines, body: []).header("Content-Length").flatMap { Int($0) } ?? 0
      guard bytes.count >= start + 4 + length else { return nil }
      let body = Array(bytes[(start + 4)..<(start + 4 + length)])
      bytes.removeFirst(start + 4 + length)
      return Request(lines: lines, body: body)
    }
  }
}
