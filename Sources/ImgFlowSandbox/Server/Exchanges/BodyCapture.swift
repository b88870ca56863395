import Hummingbird
import NIOCore
import Synchronization

/// What went through of a body, up to a limit, for looking at the sandbox afterwards.
final class BodyCapture: Sendable {
  /// Longer bodies are not kept, only measured.
  static let limit = 1 << 20

  private struct State {
    var bytes: [UInt8] = []
    var length = 0
  }

  private let state = Mutex(State())

  init(_ bytes: [UInt8] = []) { add(ByteBuffer(bytes: bytes)) }

  func add(_ buffer: ByteBuffer) {
    state.withLock { state in
      state.length += buffer.readableBytes
      if state.length <= Self.limit {
        state.bytes += buffer.readableBytesView
      } else {
        state.bytes = []
      }
    }
  }

  /// Forgets the bytes, and keeps how many there were.
  func forget() { state.withLock { $0.bytes = [] } }

  /// How many bytes went through.
  var length: Int { state.withLock { $0.length } }

  /// How many bytes are kept.
  var kept: Int { state.withLock { $0.bytes.count } }

  /// The whole body; nil if it is not kept, or not any more.
  var bytes: [UInt8]? {
    state.withLock { $0.bytes.count == $0.length ? $0.bytes : nil }
  }
}

extension RequestBody {
  /// The same body, of which `capture` keeps what is read.
  func captured(by capture: BodyCapture) -> RequestBody {
    RequestBody(
      asyncSequence: map { buffer in
        capture.add(buffer)
        return buffer
      })
  }
}

extension ResponseBody {
  /// The same body, of which `capture` keeps what is written.
  func captured(by capture: BodyCapture) -> ResponseBody {
    let body = self
    return ResponseBody(contentLength: contentLength) { writer in
      try await body.write(
        writer.map { buffer in
          capture.add(buffer)
          return buffer
        })
    }
  }
}
