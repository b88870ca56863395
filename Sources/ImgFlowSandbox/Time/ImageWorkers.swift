import Foundation

/// Threads for decoding, predicting and drawing, which block for up to a second: their number bounds
/// the memory that pictures take, and keeps the event loops free.
final class ImageWorkers: Sendable {
  private let queue = OperationQueue()

  init(count: Int = 2) {
    queue.maxConcurrentOperationCount = max(1, count)
    queue.name = "imgflow.sandbox.images"
  }

  /// Runs `work` when a thread is free, in the order of the calls.
  func run<Result: Sendable>(
    _ work: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      queue.addOperation { continuation.resume(with: Swift.Result { try work() }) }
    }
  }
}
