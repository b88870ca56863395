import AsyncHTTPClient
import ImgFlowRuntime
import ImgFlowValues
import NIOCore
import NIOHTTP1
import Synchronization

/// One request with its redirects, on the way to its answer.
final class Exchange: Sendable {
  /// How far a request is: what a timeout or failure happened in.
  enum Phase: String {
    case connecting
    case sending
    case waiting
    case receiving
  }

  let request: HTTPRequest
  let content: RequestContent
  private let url: URLParts
  private let client: HTTPClient
  private let limits: HTTPTransport.Limits
  private let start: ContinuousClock.Instant
  private let progress: Mutex<(phase: Phase, url: URLParts)>

  init(
    request: HTTPRequest, url: URLParts, content: RequestContent, client: HTTPClient,
    limits: HTTPTransport.Limits, start: ContinuousClock.Instant
  ) {
    self.request = request
    self.url = url
    self.content = content
    self.client = client
    self.limits = limits
    self.start = start
    // A body is asked for when there is a connection. Without one nothing tells when there is, but
    // failures to connect are known as such.
    progress = Mutex((content.pieces.isEmpty ? .waiting : .connecting, url))
  }

  func run() async -> Result<HTTPResponse, any Error> {
    do {
      var current = request
      var url = self.url
      for _ in 0...limits.redirects {
        progress.withLock { $0.url = url }
        let response = try await perform(current, at: url)
        guard let target = try RedirectPolicy.target(of: response, to: current.method, from: url)
        else { return .success(response) }
        RedirectPolicy.follow(to: target, from: url, &current)
        url = target
      }
      throw DetailedError(
        .network, "more than \(limits.redirects) redirects, the last one to \(url.origin)",
        isRetryable: false)
    } catch {
      return .failure(failure(for: error))
    }
  }

  private func perform(_ request: HTTPRequest, at url: URLParts) async throws -> HTTPResponse {
    var outgoing = HTTPClientRequest(url: url.text)
    outgoing.method = HTTPMethod(rawValue: request.method)
    for (name, value) in request.headers { outgoing.headers.add(name: name, value: value) }
    setDefault("User-Agent", "imgflow/0.1", &outgoing.headers)
    setDefault("Accept-Encoding", "gzip, deflate", &outgoing.headers)
    if let type = content.contentType { outgoing.headers.replaceOrAdd(name: "Content-Type", value: type) }
    if !content.pieces.isEmpty {
      outgoing.body = .stream(tracked, length: .known(Int64(content.length)))
    } else if ["POST", "PUT", "PATCH"].contains(request.method) {
      outgoing.body = .bytes(ByteBuffer())
    }
    let response = try await client.execute(outgoing, deadline: .distantFuture)
    enter(.receiving)
    var body: [UInt8] = []
    for try await chunk in response.body {
      guard body.count + chunk.readableBytes <= limits.response else { throw tooLarge }
      body.append(contentsOf: chunk.readableBytesView)
    }
    return HTTPResponse(
      status: Int(response.status.code), headers: response.headers.map { ($0.name, $0.value) },
      body: body, url: url.text, elapsed: elapsed)
  }

  private func setDefault(_ name: String, _ value: String, _ headers: inout HTTPHeaders) {
    if !headers.contains(name: name) { headers.add(name: name, value: value) }
  }

  // MARK: - Progress

  /// The body, noting when it begins to be sent and when it is through.
  private var tracked: TrackedStream {
    TrackedStream(stream: RequestContentStream(content: content)) { [self] isThrough in
      enter(isThrough ? .waiting : .sending)
    }
  }

  private func enter(_ phase: Phase) { progress.withLock { $0.phase = phase } }

  var elapsed: Int {
    let passed = (ContinuousClock().now - start).components
    return Int(passed.seconds) * 1000 + Int(passed.attoseconds / 1_000_000_000_000_000)
  }

  // MARK: - Failures

  private func failure(for error: any Error) -> any Error {
    let (phase, url) = progress.withLock { $0 }
    return NetworkFailure(
      server: url.origin, phase: phase, limits: limits, elapsed: elapsed
    ).describe(error)
  }

  /// The error when the whole exchange took longer than it may.
  func timedOut(after milliseconds: Int) -> any Error {
    let (phase, url) = progress.withLock { $0 }
    return NetworkFailure(
      server: url.origin, phase: phase, limits: limits, elapsed: elapsed
    ).timeout("the request took longer than \(DurationText.short(milliseconds))")
  }

  private var tooLarge: DetailedError {
    DetailedError(
      .limit, "the answer is larger than \(limits.response / 1024 / 1024) MiB", isRetryable: false,
      help: "ask for less at once")
  }
}

/// A body that says when its first chunk is asked for and when its last one has been taken.
struct TrackedStream: AsyncSequence, Sendable {
  typealias Element = ByteBuffer

  let stream: RequestContentStream
  let note: @Sendable (_ isThrough: Bool) -> Void

  func makeAsyncIterator() -> Iterator {
    Iterator(chunks: stream.makeAsyncIterator(), note: note)
  }

  struct Iterator: AsyncIteratorProtocol {
    var chunks: RequestContentStream.Iterator
    let note: @Sendable (_ isThrough: Bool) -> Void
    var hasBegun = false

    mutating func next() async throws -> ByteBuffer? {
      if !hasBegun {
        hasBegun = true
        note(false)
      }
      let chunk = try await chunks.next()
      if chunk == nil { note(true) }
      return chunk
    }
  }
}
