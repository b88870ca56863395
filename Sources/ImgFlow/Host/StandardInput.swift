import ImgFlowRuntime
import ImgFlowValues
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads standard input by lines. Whoever reads it shares what has been read ahead.
public final class StandardInput: Sendable {
  private struct State {
    /// What has been read and not been given out.
    var bytes: [UInt8] = []
    var isAtEnd = false
  }

  private let state = Mutex(State())

  /// Returns the next line without its end; nil at the end of the input.
  ///
  /// - Throws: `CancellationError` when the work is cancelled meanwhile, an `io` error.
  func readLine(cancellation: Cancellation) throws -> String? {
    try readLine {
      if cancellation.isCancelled {
        throw CancellationError(reason: cancellation.reason ?? .interrupt)
      }
    }
  }

  /// Returns the next line without its end; nil at the end of the input.
  ///
  /// - Parameter check: is called several times a second, and whenever a signal comes; what it throws ends
  ///   the reading.
  /// - Throws: what `check` throws, an `io` error.
  public func readLine(_ check: () throws -> Void) throws -> String? {
    try state.withLock { state in
      while true {
        if let newline = state.bytes.firstIndex(of: UInt8(ascii: "\n")) {
          var line = state.bytes[..<newline]
          if line.last == UInt8(ascii: "\r") { line.removeLast() }
          let text = String(decoding: line, as: UTF8.self)
          state.bytes.removeSubrange(...newline)
          return text
        }
        if state.isAtEnd {
          guard !state.bytes.isEmpty else { return nil }
          defer { state.bytes = [] }
          return String(decoding: state.bytes, as: UTF8.self)
        }
        try readMore(&state, check)
      }
    }
  }

  private func readMore(_ state: inout State, _ check: () throws -> Void) throws {
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    // A read would not return when the work is cancelled, so it looks up now and then.
    while poll(&input, 1, 50) <= 0 { try check() }
    var failure: Int32?
    let part = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      let result = Descriptor.systemRead(STDIN_FILENO, UnsafeMutableRawBufferPointer(buffer))
      if result < 0 { failure = errno }
      count = max(result, 0)
    }
    if let failure {
      if failure == EINTR || failure == EAGAIN { return }
      throw ValueError(.io, "cannot read standard input: \(FileFailure.reason(failure))")
    }
    if part.isEmpty { state.isAtEnd = true } else { state.bytes += part }
  }
}
