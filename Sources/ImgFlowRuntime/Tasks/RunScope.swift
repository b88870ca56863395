/// What all evaluators of one run share: what stops the whole of it, and the memory it may use.
final class RunScope: Sendable {
  /// Stops all threads of the run.
  let cancellation: Cancellation

  init(_ cancellation: Cancellation, maxMemory: Int?) {
    self.cancellation = cancellation
  }

  /// Stops the run with all its tasks because of one of its limits, and returns the error for the thread
  /// that met it.
  func stop(_ reason: Cancellation.Reason) -> CancellationError {
    cancellation.cancel(reason)
    return CancellationError(reason: reason)
  }
}
