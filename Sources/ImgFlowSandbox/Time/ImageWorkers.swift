import Foundation
import Synchronization

/// Threads for decoding, predicting and drawing, which block for up to a second: their number bounds the
/// memory that images take, and keeps the event loops free.
final class ImageWorkers: Sendable {
  private let queue = OperationQueue()

  init(count: Int = 2) {
    queue.maxConcurrentOperationCount = max(1, count)
    queue.name = "imgflow.sandbox.images"
  }

  /// Runs `work` when a thread is free, in the order of the calls; not at all if the task is cancelled first,
  /// so that a server with a long queue can end.
  func run<Result: Sendable>(
    _ work: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    let cancellation = Flag()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        queue.addOperation {
          continuation.resume(
            with: Swift.Result {
              if cancellation.isRaised { throw CancellationError() }
              return try work()
            })
        }
      }
    } onCancel: {
      cancellation.raise()
    }
  }

  private final class Flag: Sendable {
    private let value = Atomic(false)

    var isRaised: Bool { value.load(ordering: .acquiring) }
    func raise() { value.store(true, ordering: .releasing) }
  }
}
