import Foundation

/// Work that blocks its thread, as scripts do, and must not block those that all tasks share.
public enum OwnThread {
  /// Blocks the calling thread.
  public static func pause(milliseconds: Int) {
    Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
  }

  /// Does something on a thread of its own.
  public static func run<Success: Sendable, Failure: Error>(
    _ body: @escaping @Sendable () throws(Failure) -> Success
  ) async throws(Failure) -> Success {
    let result: Result<Success, Failure> = await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: Result(catching: body)) }
    }
    return try result.get()
  }
}
