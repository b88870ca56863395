import ImgFlowRuntime
import NIOCore
import NIOPosix

/// The bytes of a request's body in chunks. A chunk is read when the connection can take it, so a
/// body of any size needs the memory of one chunk.
struct RequestContentStream: AsyncSequence, Sendable {
  typealias Element = ByteBuffer

  /// How much is read at once; a multiple of 3, so that base64 needs no padding between chunks.
  static let chunkSize = 192 * 1024

  let content: RequestContent

  func makeAsyncIterator() -> Iterator { Iterator(content.pieces[...]) }

  struct Iterator: AsyncIteratorProtocol {
    private var pieces: ArraySlice<RequestContent.Piece>
    /// The file that is being read, and whether it goes out as base64.
    private var open: (reader: FileSnapshot.Reader, isBase64: Bool)?

    init(_ pieces: ArraySlice<RequestContent.Piece>) { self.pieces = pieces }

    mutating func next() async throws -> ByteBuffer? {
      while true {
        if let (reader, isBase64) = open {
          // Not on the threads that run all tasks: a slow disk would stop every request.
          let chunk = try await NIOThreadPool.singleton.runIfActive {
            try reader.read(RequestContentStream.chunkSize)
          }
          if let chunk {
            return isBase64 ? ByteBuffer(string: Base64.encode(chunk)) : ByteBuffer(bytes: chunk)
          }
          open = nil
        }
        guard let piece = pieces.popFirst() else { return nil }
        switch piece {
        case .bytes(let bytes): return ByteBuffer(bytes: bytes)
        case .file(let file): open = (try FileSnapshot.Reader(file), false)
        case .base64(let file): open = (try FileSnapshot.Reader(file), true)
        }
      }
    }
  }
}
