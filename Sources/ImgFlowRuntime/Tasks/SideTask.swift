import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Work alongside a script's own, on a separate thread with its own evaluator, until it ends or is no longer
/// referenced.
package final class SideTask: Sendable {
  private let cancellation: Cancellation

  /// Starts the work. Returns nil if no thread is available, or if the host runs no work in the background.
  ///
  /// - Parameter body: Gets an evaluator whose work is cancelled with that of `evaluator`, and with the
  ///   task.
  package init?(_ evaluator: Evaluator, _ body: @escaping @Sendable (Evaluator) -> Void) {
    guard evaluator.host.scheduler.allowsSideTasks else { return nil }
    let interpreter = evaluator.interpreter
    let cancellation = Cancellation(parent: evaluator.cancellation)
    self.cancellation = cancellation
    let origin = evaluator.origin
    guard interpreter.spareThreads.subtract(1, ordering: .relaxed).newValue >= 0,
      let thread = EvaluatorThread.start(
        stackSize: EvaluatorThread.bodyStackSize,
        {
          let floor = EvaluatorThread.stackFloor(size: EvaluatorThread.bodyStackSize)
          let owner = interpreter.owners.add(1, ordering: .relaxed).newValue
          let own = Evaluator(interpreter, origin, cancellation, owner: owner, stackFloor: floor)
          own.withCheckpoints { body(own) }
          interpreter.spareThreads.add(1, ordering: .relaxed)
        })
    else {
      interpreter.spareThreads.add(1, ordering: .relaxed)
      return nil
    }
    pthread_detach(thread)
  }

  /// Cancels what is still running.
  deinit { cancellation.cancel(.sibling) }
}
