import HummingbirdCore
import NIOCore
import NIOHTTPTypes
import Synchronization

/// A connection that was accepted. One that comes while the server stops is dropped before anything handles it, and is
/// closed then: NIO ends the program if a stream is dropped that was not finished.
final class AcceptedConnection: ServerChildChannelValue {
  typealias Stream = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

  private let stream: Stream
  private let isTaken = Atomic(false)

  init(_ stream: Stream) { self.stream = stream }

  var channel: any Channel { stream.channel }

  /// Returns the stream to the one that handles the connection, and closes it.
  func take() -> Stream {
    isTaken.store(true, ordering: .relaxed)
    return stream
  }

  deinit {
    guard !isTaken.load(ordering: .relaxed) else { return }
    Task { [stream] in try? await stream.executeThenClose { _, _ in } }
  }
}
