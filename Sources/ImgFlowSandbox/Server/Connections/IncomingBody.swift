import Hummingbird
import NIOCore
import NIOHTTPTypes

/// The body of a request as it arrives. A client that asked with `Expect: 100-continue` whether to send it
/// gets the reply when it is first read, so that a request that is refused before that costs no upload.
struct IncomingBody: AsyncSequence, Sendable {
  typealias Element = ByteBuffer

  private let body: RequestBody
  /// The waiter to notify; nil if there is none.
  private let channel: (any Channel)?

  init(of request: Request, on channel: any Channel) {
    body = request.body
    self.channel = request.headers[.expect] == nil ? nil : channel
  }

  func makeAsyncIterator() -> Iterator {
    Iterator(body: body.makeAsyncIterator(), channel: channel)
  }

  struct Iterator: AsyncIteratorProtocol {
    fileprivate var body: RequestBody.AsyncIterator
    fileprivate var channel: (any Channel)?

    /// - Throws: `Refusal`, for a body that breaks off, cannot be read, or comes too slowly.
    mutating func next() async throws -> ByteBuffer? {
      if let channel {
        self.channel = nil
        try await channel.writeAndFlush(HTTPResponsePart.head(.init(status: .continue)))
      }
      do {
        return try await body.next()
      } catch let problem as RequestProblem {
        throw Refusal(status: Int(problem.status.code), message: problem.message)
      } catch {
        throw Refusal.malformed("The body cannot be read.")
      }
    }
  }
}
