import AsyncHTTPClient
import ImgFlowRuntime
import ImgFlowValues
import NIOCore
import NIOHTTP1
import Synchronization

/// Follows one request over the network and collects its answer.
final class AnswerCollector: HTTPClientResponseDelegate, Sendable {
  typealias Response = HTTPResponse

  private struct State {
    var progress = Exchange.Progress()
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
  }

  private let url: String
  private let limit: Int
  private let state = Mutex(State())

  /// - Parameter limit: The bytes an answer may have.
  init(url: String, limit: Int) {
    self.url = url
    self.limit = limit
  }

  /// How far the request is.
  var progress: Exchange.Progress { state.withLock { $0.progress } }

  private func enter(_ phase: Exchange.Phase) {
    // An answer may begin before the request has been sent to its end.
    state.withLock { $0.progress.phase = max($0.progress.phase, phase) }
  }

  func didSendRequestHead(task: HTTPClient.Task<HTTPResponse>, _ head: HTTPRequestHead) {
    enter(.sending)
  }

  func didSendRequest(task: HTTPClient.Task<HTTPResponse>) { enter(.waiting) }

  func didReceiveHead(
    task: HTTPClient.Task<HTTPResponse>, _ head: HTTPResponseHead
  ) -> EventLoopFuture<Void> {
    enter(.receiving)
    state.withLock {
      $0.progress.status = Int(head.status.code)
      $0.progress.expected = head.headers.first(name: "Content-Length").flatMap { Int($0) }
      $0.headers = head.headers.map { ($0.name, $0.value) }
    }
    return task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveBodyPart(
    task: HTTPClient.Task<HTTPResponse>, _ buffer: ByteBuffer
  ) -> EventLoopFuture<Void> {
    let fits = state.withLock { state in
      state.progress.received += buffer.readableBytes
      guard state.body.count + buffer.readableBytes <= limit else { return false }
      state.body.append(contentsOf: buffer.readableBytesView)
      return true
    }
    guard !fits else { return task.eventLoop.makeSucceededVoidFuture() }
    return task.eventLoop.makeFailedFuture(
      DetailedError(
        .limit, "the answer is larger than \(limit / 1024 / 1024) MiB", isRetryable: false,
        help: "ask for less at once"))
  }

  func didFinishRequest(task: HTTPClient.Task<HTTPResponse>) throws -> HTTPResponse {
    state.withLock {
      HTTPResponse(
        status: $0.progress.status ?? 0, headers: $0.headers, body: $0.body, url: url, elapsed: 0)
    }
  }
}
