import AsyncHTTPClient
import ImgFlowRuntime
import ImgFlowValues
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Follows one request over the network and collects its response.
final class AnswerCollector: HTTPClientResponseDelegate, Sendable {
  typealias Response = HTTPResponse

  private struct State {
    var progress = Exchange.Progress()
    var headers: [(name: String, value: String)] = []
  }

  private let request: HTTPRequest
  private let url: URLParts
  private let limits: HTTPTransport.Limits
  private let state = Mutex(State())
  private let body = Mutex<AnswerBody?>(nil)

  /// - Parameter url: Where the request goes, redirects included.
  init(_ request: HTTPRequest, to url: URLParts, _ limits: HTTPTransport.Limits) {
    self.request = request
    self.url = url
    self.limits = limits
  }

  /// How far the request is.
  var progress: Exchange.Progress { state.withLock { $0.progress } }

  private func enter(_ phase: Exchange.Phase) {
    // A response may begin before the whole request has been sent.
    state.withLock { $0.progress.phase = max($0.progress.phase, phase) }
  }

  /// Counts the request as one that has begun to reach its server, since it is unknown whether it has.
  func assumeSending() { enter(.sending) }

  func didSendRequestHead(task: HTTPClient.Task<HTTPResponse>, _ head: HTTPRequestHead) {
    enter(.sending)
  }

  func didSendRequest(task: HTTPClient.Task<HTTPResponse>) { enter(.waiting) }

  func didReceiveHead(
    task: HTTPClient.Task<HTTPResponse>, _ head: HTTPResponseHead
  ) -> EventLoopFuture<Void> {
    enter(.receiving)
    let status = Int(head.status.code)
    let headers = ConnectionTurns.original(head.headers).map { ($0.name, $0.value) }
    state.withLock {
      $0.progress.status = status
      $0.progress.expected = head.headers.first(name: "Content-Length").flatMap { Int($0) }
      $0.headers = headers
    }
    body.withLock {
      $0 = AnswerBody(
        head.headers["Content-Encoding"] + head.headers["Transfer-Encoding"],
        to: place(ofBodyWith: status, headers),
        .init(
          memory: limits.response, freely: limits.unpackedFreely, ratio: limits.unpackedRatio))
    }
    return task.eventLoop.makeSucceededVoidFuture()
  }

  private func place(
    ofBodyWith status: Int, _ headers: [(name: String, value: String)]
  ) -> AnswerBody.Place {
    if RedirectPolicy.isFollowed(request, status: status, headers) { return .nowhere }
    guard let writer = request.destination, (200..<300).contains(status) else { return .memory }
    return .file(writer)
  }

  func didReceiveBodyPart(
    task: HTTPClient.Task<HTTPResponse>, _ buffer: ByteBuffer
  ) -> EventLoopFuture<Void> {
    let part = Array(buffer.readableBytesView)
    state.withLock { $0.progress.received += part.count }
    let isSlow = body.withLock { $0?.isSlow ?? false }
    guard isSlow else {
      return task.eventLoop.makeCompletedFuture { try add(part) }
    }
    // Not on the loop: a slow disk would stop every request.
    return NIOThreadPool.singleton.runIfActive(eventLoop: task.eventLoop) { try self.add(part) }
  }

  private func add(_ part: [UInt8]) throws { try body.withLock { try $0?.add(part) } }

  func didFinishRequest(task: HTTPClient.Task<HTTPResponse>) throws -> HTTPResponse {
    let bytes = try body.withLock { body in
      try body?.finish()
      return body?.bytes ?? []
    }
    return state.withLock {
      HTTPResponse(
        status: $0.progress.status ?? 0, headers: $0.headers, body: bytes, url: url.text,
        elapsed: 0)
    }
  }
}
