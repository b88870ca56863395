import AsyncHTTPClient
import ImgFlowRuntime
import NIOCore
import NIOPosix

/// Moves the body of a request from its pieces to the connection, a chunk at a time. A chunk is read
/// when the connection can take it, so a body of any size needs the memory of one chunk.
///
/// Belongs to the loop that writes to the connection.
final class ContentPump: Sendable {
  /// How much is read at once; a multiple of 3, so that base64 needs no padding between chunks.
  static let chunkSize = 192 * 1024

  /// Where it is.
  private struct Position {
    var pieces: ArraySlice<RequestContent.Piece>
    /// The file that is being read, and whether it goes out as base64.
    var open: (reader: FileSnapshot.Reader, isBase64: Bool)?
  }

  private let position: NIOLoopBoundBox<Position>
  private let loop: any EventLoop
  private let writer: HTTPClient.Body.StreamWriter
  private let done: EventLoopPromise<Void>

  private init(
    _ content: RequestContent, _ writer: HTTPClient.Body.StreamWriter, _ loop: any EventLoop
  ) {
    position = NIOLoopBoundBox(Position(pieces: content.pieces[...]), eventLoop: loop)
    self.loop = loop
    self.writer = writer
    done = loop.makePromise(of: Void.self)
  }

  /// Sends `content`; the future fails with a `ValueError` when a file cannot be sent as promised.
  static func send(
    _ content: RequestContent, to writer: HTTPClient.Body.StreamWriter, on loop: any EventLoop
  ) -> EventLoopFuture<Void> {
    loop.flatSubmit {
      let pump = ContentPump(content, writer, loop)
      pump.sendNext()
      return pump.done.futureResult
    }
  }

  private func sendNext() {
    nextChunk().flatMap { [self] chunk in
      guard let chunk else { return loop.makeSucceededFuture(false) }
      return writer.write(.byteBuffer(chunk)).map { true }
    }.hop(to: loop).whenComplete { [self] result in
      switch result {
      case .success(true): sendNext()
      case .success(false): done.succeed()
      case .failure(let error): done.fail(error)
      }
    }
  }

  /// The next bytes to send; nil at the end.
  private func nextChunk() -> EventLoopFuture<ByteBuffer?> {
    if let (reader, isBase64) = position.value.open {
      // Not on the loop: a slow disk would stop every request.
      return NIOThreadPool.singleton.runIfActive(eventLoop: loop) {
        try reader.read(Self.chunkSize).map { chunk in
          isBase64 ? ByteBuffer(string: Base64.encode(chunk)) : ByteBuffer(bytes: chunk)
        }
      }.flatMap { [self] chunk in
        if let chunk { return loop.makeSucceededFuture(chunk) }
        position.value.open = nil
        return nextChunk()
      }
    }
    do {
      switch position.value.pieces.popFirst() {
      case nil: return loop.makeSucceededFuture(nil)
      case .bytes(let bytes): return loop.makeSucceededFuture(ByteBuffer(bytes: bytes))
      case .file(let file): position.value.open = (try FileSnapshot.Reader(file), false)
      case .base64(let file): position.value.open = (try FileSnapshot.Reader(file), true)
      }
      return nextChunk()
    } catch {
      return loop.makeFailedFuture(error)
    }
  }
}
