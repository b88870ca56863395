/// What all evaluators of one run share: what stops the whole of it, and the memory it may use.
final class RunScope: Sendable {
  /// Stops all threads of the run.
  let cancellation: Cancellation
  private let memory: MemoryLimit

  /// - Parameter maxMemory: how many bytes the process may hold; nil for most of the machine's memory.
  init(_ cancellation: Cancellation, maxMemory: Int?) {
    self.cancellation = cancellation
    memory = MemoryLimit(maxMemory ?? MemoryLimit.ofMachine)
  }

  /// Stops the run with all its tasks because of one of its limits, and returns the error for the thread
  /// that met it.
  func stop(_ reason: Cancellation.Reason) -> CancellationError {
    cancellation.cancel(reason)
    return CancellationError(reason: reason)
  }

  /// Asks for memory before it is taken.
  ///
  /// - Throws: `CancellationError` when it would be more than the run may have; the run then stops.
  func claim(bytes: Int) throws {
    guard memory.allows(bytes, spare: spare) else { throw stop(.memory) }
  }

  /// Looks at what the run holds.
  ///
  /// - Throws: `CancellationError` when that is more than it may have; the run then stops.
  func checkMemory() throws {
    guard memory.holds(besides: -spare) else { throw stop(.memory) }
  }

  /// What the deferred code of a run that has been stopped may take besides: the memory may be the reason.
  private var spare: Int { cancellation.isCancelled ? 1 << 25 : 0 }
}
