import Foundation

/// Work that blocks its thread, as scripts do, and must not block those of all tasks.
enum OwnThread {
  /// Blocks the calling thread.
  static func pause(milliseconds: Int) {
    Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
  }

  static func run(_ body: @escaping @Sendable () -> Void) async {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        body()
        continuation.resume()
      }
    }
  }
}
