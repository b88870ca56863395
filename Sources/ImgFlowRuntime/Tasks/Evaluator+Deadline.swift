extension Evaluator {
  /// Runs `body`, requests in flight and pauses included, for a limited time; nil if the time was up before
  /// its end.
  ///
  /// - Throws: what `body` throws; `CancellationError` if the enclosing work is to stop.
  package func limited<T>(toMilliseconds milliseconds: Int, _ body: () throws -> T) throws -> T? {
    let outer = cancellation
    let scope = Cancellation(parent: outer)
    cancellation = scope
    defer { cancellation = outer }
    host.scheduler.cancel(scope, afterMilliseconds: milliseconds)
    do {
      return try body()
    } catch is CancellationError where scope.reason == .deadline && !outer.isCancelled {
      return nil
    }
  }
}
