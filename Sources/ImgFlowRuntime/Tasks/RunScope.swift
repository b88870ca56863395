/// What all evaluators of one run share: what stops the whole run, and the memory it may use.
final class RunScope: Sendable {
  /// Stops all threads of the run.
  let cancellation: Cancellation
  /// The world as the run may use it.
  let host: any Host
  private let memory: MemoryLimit

  /// - Parameter maxMemory: how many bytes the process may hold; nil for most of the machine's memory.
  init(_ cancellation: Cancellation, host: any Host, maxMemory: Int?) {
    self.cancellation = cancellation
    self.host = host
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
  /// - Throws: `CancellationError` if it would be more than the run may have; the run then stops.
  func claim(bytes: Int) throws {
    guard memory.allows(bytes, spare: spare) else { throw stop(.memory) }
  }

  /// Looks at what the run holds.
  ///
  /// - Throws: `CancellationError` if that is more than it may have; the run then stops.
  func checkMemory() throws {
    guard memory.holds(besides: -spare) else { throw stop(.memory) }
  }

  /// The additional memory for the deferred code of a stopped run: the memory may be the reason.
  private var spare: Int { cancellation.isCancelled ? 1 << 25 : 0 }
}
