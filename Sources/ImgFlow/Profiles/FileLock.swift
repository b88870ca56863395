import ImgFlowRuntime
import ImgFlowValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A lock between processes, held until it is released or the process ends.
struct FileLock {
  /// Milliseconds between attempts: a wait in the system could not be cancelled.
  private static let interval: UInt32 = 20
  private let file: OpenFile

  /// Waits for the lock at `path`.
  ///
  /// - Throws: `ValueError` of kind `io`, `CancellationError`.
  init(_ path: String, _ cancellation: Cancellation) throws {
    file = try OpenFile(
      FilePlace(unconfined: path), O_RDWR | O_CREAT, "write", shownAs: path)
    while flock(file.descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw FileFailure.error(errno, "lock", path)
      }
      if let reason = cancellation.reason { throw CancellationError(reason: reason) }
      usleep(Self.interval * 1000)
    }
  }

  func release() { _ = flock(file.descriptor, LOCK_UN) }
}
