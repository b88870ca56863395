import AsyncHTTPClient
import ImgFlowNetwork
import ImgFlowRuntime
import ImgFlowValues
import NIOCore
import NIOHTTP1

/// One request with its redirects, on the way to its response.
///
/// The calling thread waits; the work is done on the event loop and never on the threads of Swift's
/// tasks, since a program may well call the interpreter from one of those.
struct Exchange {
  /// How far a request is: what a timeout or failure happened in.
  enum Phase: String, CaseIterable, Comparable {
    case connecting
    case sending
    case waiting
    case receiving

    static func < (a: Phase, b: Phase) -> Bool {
      (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }
  }

  /// How far an exchange came.
  struct Progress {
    var phase = Phase.connecting
    /// Nil before a response has begun.
    var status: Int?
    /// Bytes of the response's body.
    var received = 0
    /// How many its head promises; nil where it does not say.
    var expected: Int?

    /// As messages show it: `while receiving: status 200, 14 of 400 bytes had come`.
    var description: String {
      switch phase {
      case .connecting: return "while connecting"
      case .sending: return "while sending"
      case .waiting: return "while waiting for the response"
      case .receiving:
        let status = status.map { "status \($0), " } ?? ""
        let bytes = expected.map { "\(received) of \($0)" } ?? "\(received)"
        return "while receiving: \(status)\(bytes) bytes had arrived"
      }
    }
  }

  let request: HTTPRequest
  let content: RequestContent
  let transport: HTTPTransport
  let cancellation: Cancellation
  private let start = ContinuousClock().now
  private var limits: HTTPTransport.Limits { transport.limits }

  init(
    _ request: HTTPRequest, _ content: RequestContent, _ transport: HTTPTransport,
    _ cancellation: Cancellation
  ) {
    self.request = request
    self.content = content
    self.transport = transport
    self.cancellation = cancellation
  }

  /// Sends the request to `url`, and on to where it is redirected.
  func run(from url: URLParts) throws -> HTTPResponse {
    var current = request
    var url = url
    for _ in 0...limits.redirects {
      let response = try perform(current, at: url)
      guard let target = try RedirectPolicy.target(of: response, to: current, from: url)
      else { return response }
      RedirectPolicy.follow(to: target, from: url, &current)
      url = target
    }
    throw DetailedError(
      .network, "more than \(limits.redirects) redirects, the last one to \(url.origin)",
      isRetryable: false)
  }

  private func perform(_ request: HTTPRequest, at url: URLParts) throws -> HTTPResponse {
    // Every redirect comes here.
    try request.permissions?.check(url, for: request.vendor)
    let collector = AnswerCollector(request, to: url, limits)
    let latch = Latch<Result<HTTPResponse, any Error>>()
    let link = try transport.link(to: url, for: request)
    let connections = transport.connections
    let failure = {
      NetworkFailure(
        method: request.method, address: request.shownAddress(url), host: url.host, link: link,
        progress: collector.progress, limits: limits, elapsed: elapsed,
        inspection: ServerInspection(
          url: url, link: link, connections: connections, cancellation: cancellation))
    }
    do {
      let outgoing = try outgoing(request, url, link, connections.group.next())
      let task = try connections.client(for: link).execute(request: outgoing, delegate: collector)
      task.futureResult.whenComplete { latch.fulfil($0) }
      let outcome = wait(for: latch, of: collector)
      guard var response = try outcome?.get() else {
        task.cancel()
        // How far it came is certain only when it has ended.
        let hasEnded = latch.wait(milliseconds: 1_000, cancellation: Cancellation()) != nil
        if !hasEnded { collector.assumeSending() }
        if let reason = cancellation.reason {
          let isAfterSending = collector.progress.phase > .connecting
          throw CancellationError(reason: reason, isAfterSending: isAfterSending)
        }
        let allowed = allowed(received: collector.progress.received)
        throw failure().timeout("the request took longer than \(DurationText.short(allowed))")
      }
      if response.status == 407, link.forwarder != nil { throw failure().proxyRefusedUser }
      response.elapsed = elapsed
      return response
    } catch let refusal as ValueError where refusal.kind == .permission {
      throw refusal
    } catch {
      throw failure().describe(error)
    }
  }

  /// Waits for the response; nil if the time is up or the work is cancelled.
  private func wait(
    for latch: Latch<Result<HTTPResponse, any Error>>, of collector: AnswerCollector
  ) -> Result<HTTPResponse, any Error>? {
    while true {
      let left = allowed(received: collector.progress.received) - elapsed
      if let outcome = latch.wait(milliseconds: max(1, left), cancellation: cancellation) {
        return outcome
      }
      // Of a download more may have come meanwhile, which gives it more time.
      let isOver = elapsed >= allowed(received: collector.progress.received)
      if cancellation.isCancelled || isOver { return nil }
    }
  }

  private func outgoing(
    _ request: HTTPRequest, _ url: URLParts, _ link: Link, _ loop: any EventLoop
  ) throws -> HTTPClient.Request {
    var headers = HTTPHeaders(request.headers.map { ($0.name, $0.value) })
    let peer = RequestLine.address(&headers, to: url, through: link.forwarder)
    setDefault("User-Agent", "imgflow/0.1", &headers)
    setDefault("Accept-Encoding", ContentCoding.accepted, &headers)
    if let type = content.contentType { headers.replaceOrAdd(name: "Content-Type", value: type) }
    let body = HTTPClient.Body.stream(contentLength: Int64(content.length)) {
      [content] writer in
      ContentPump.send(content, to: writer, on: loop)
    }
    return try HTTPClient.Request(
      url: peer, method: HTTPMethod(rawValue: request.method), headers: headers,
      body: content.pieces.isEmpty ? nil : body)
  }

  private func setDefault(_ name: String, _ value: String, _ headers: inout HTTPHeaders) {
    if !headers.contains(name: name) { headers.add(name: name, value: value) }
  }

  // MARK: - Time

  /// How long the whole exchange may take, in milliseconds: a fixed time, plus what its content needs at the
  /// slowest rate tolerated, uploads and downloads to a file alike.
  private func allowed(received: Int) -> Int {
    if let timeout = request.timeout { return timeout }
    let moved = content.length + (request.destination == nil ? 0 : received)
    return limits.total + moved * 1000 / max(1, limits.transferRate)
  }

  private var elapsed: Int {
    let passed = (ContinuousClock().now - start).components
    return Int(passed.seconds) * 1000 + Int(passed.attoseconds / 1_000_000_000_000_000)
  }
}
