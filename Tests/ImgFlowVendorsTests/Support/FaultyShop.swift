import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// What goes wrong with one request.
enum NetworkFault: String, CaseIterable, Sendable {
  /// Nobody listens.
  case refused
  /// The connection is reset, and nothing has been done.
  case reset
  /// All is done, and the connection is reset.
  case resetAfter
  /// All is done, and the connection is closed without an answer.
  case lost
  /// All is done, and half of the answer comes.
  case half
  /// All is done, and the answer is no JSON.
  case garbage
  /// All is done, and something on the way says that it was not.
  case badGateway
  case timeoutOnTheWay
  /// Nothing was done.
  case busy
  case throttled

  /// The header that tells the shop to let it happen.
  static let header = "X-Fault"

  var hasEffect: Bool {
    switch self {
    case .resetAfter, .lost, .half, .garbage, .badGateway, .timeoutOnTheWay: true
    case .refused, .reset, .busy, .throttled: false
    }
  }

  /// The status that is answered; nil without an answer.
  var status: Int? {
    switch self {
    case .garbage: 200
    case .badGateway: 502
    case .timeoutOnTheWay: 504
    case .busy: 503
    case .throttled: 429
    case .refused, .reset, .resetAfter, .lost, .half: nil
    }
  }
}

/// A real server on a loopback port that makes things, keeps a record of them, and fails as requests
/// tell it to.
final class FaultyShop: Sendable {
  private struct Record {
    /// How often each thing was made, by its name, and the names in their order.
    var counts: [String: Int] = [:]
    var names: [String] = []
    var faults: [NetworkFault: Int] = [:]
  }

  private let record: SharedRecord
  private let channel: any Channel
  var url: String { "http://127.0.0.1:\(channel.localAddress?.port ?? 0)" }
  /// How often each thing was made.
  var counts: [String: Int] { record.state.withLock { $0.counts } }
  /// How often each fault was met.
  var faults: [NetworkFault: Int] { record.state.withLock { $0.faults } }

  init() throws {
    let record = SharedRecord()
    self.record = record
    channel = try LoopbackChannel.bind { pipeline in
      try pipeline.configureHTTPServerPipeline()
      try pipeline.addHandler(Responder(record))
    }
  }

  deinit { channel.close(promise: nil) }

  private final class SharedRecord: Sendable {
    let state = Mutex(Record())

    /// Makes a thing, or lists some.
    func perform(_ method: String, _ path: String, _ body: String) -> String {
      state.withLock { state in
        guard method == "POST" else { return Self.page(of: state.names, path) }
        let name = Self.name(in: body)
        state.counts[name, default: 0] += 1
        if state.counts[name] == 1 { state.names.append(name) }
        return #"{"name":"\#(name)","status":"done"}"#
      }
    }

    /// In JSON, or in a form.
    private static func name(in body: String) -> String {
      let rest = body.split(separator: "name\"", maxSplits: 1).last ?? ""
      return String(rest.drop { !$0.isLetter }.prefix { $0.isLetter || $0.isNumber || $0 == "-" })
    }

    /// `?start=20&prefix=a`: ten of the names; `/things/a-1`: one.
    private static func page(of names: [String], _ path: String) -> String {
      let query = path.split(separator: "?").dropFirst().first ?? ""
      let pairs = query.split(separator: "&").map { $0.split(separator: "=") }
      let values = Dictionary(
        pairs.map { (String($0[0]), String($0.last ?? "")) }, uniquingKeysWith: { $1 })
      let name = path.split(separator: "?")[0].split(separator: "/").last.map(String.init) ?? ""
      if name != "things" { return #"{"name":"\#(name)","status":"done"}"# }
      let all = names.filter { $0.hasPrefix(values["prefix"] ?? "") }
      let from = Int(values["start"] ?? "") ?? 0
      let some = all.dropFirst(from).prefix(10).map { #"{"name":"\#($0)","status":"done"}"# }
      return "{\"things\":[\(some.joined(separator: ","))],\"more\":\(from + 10 < all.count)}"
    }

    func note(_ fault: NetworkFault) {
      state.withLock { $0.faults[fault, default: 0] += 1 }
    }
  }

  private final class Responder: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let record: SharedRecord
    private var head: HTTPRequestHead?
    private var body = ""

    init(_ record: SharedRecord) { self.record = record }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head): (self.head, body) = (head, "")
      case .body(let buffer): body += String(buffer: buffer)
      case .end:
        guard let head else { return }
        answer(head, context)
      }
    }

    private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
      let fault = head.headers.first(name: NetworkFault.header).flatMap(NetworkFault.init)
      if let fault { record.note(fault) }
      var text = #"{"message":"busy"}"#
      if fault?.hasEffect ?? true { text = record.perform(head.method.rawValue, head.uri, body) }
      switch fault {
      case .reset, .resetAfter: reset(context)
      case .lost, .refused: context.close(promise: nil)
      case .half:
        write(200, text, promising: text.utf8.count + 50, context)
        context.close(promise: nil)
      case .garbage: write(200, "<html>", context)
      case .badGateway, .timeoutOnTheWay, .busy, .throttled:
        write(fault?.status ?? 500, #"{"message":"busy"}"#, context)
      case nil: write(200, text, context)
      }
    }

    private func reset(_ context: ChannelHandlerContext) {
      let channel = context.channel as? any SocketOptionProvider
      let closing = channel?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
      let context = NIOLoopBound(context, eventLoop: context.eventLoop)
      closing?.whenComplete { _ in context.value.close(promise: nil) }
    }

    private func write(
      _ status: Int, _ text: String, promising length: Int? = nil, _ context: ChannelHandlerContext
    ) {
      let headers: HTTPHeaders = [
        "Content-Type": "application/json", "Content-Length": "\(length ?? text.utf8.count)",
      ]
      let head = HTTPResponseHead(
        version: .http1_1, status: .init(statusCode: status), headers: headers)
      context.write(wrapOutboundOut(.head(head)), promise: nil)
      context.writeAndFlush(
        wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
      if length == nil { context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil) }
    }
  }
}
