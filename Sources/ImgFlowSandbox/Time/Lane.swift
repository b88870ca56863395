/// Admits one piece of work at a time, in order of arrival, so that all together take the memory of one.
actor Lane {
  private var isTaken = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// Runs `work` when those before it are done.
  ///
  /// - Throws: what `work` throws; `CancellationError` if the task was cancelled before its turn.
  func pass<Result: Sendable>(
    _ work: @Sendable () async throws -> Result
  ) async throws -> Result {
    await enter()
    defer { leave() }
    try Task.checkCancellation()
    return try await work()
  }

  private func enter() async {
    guard isTaken else {
      isTaken = true
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  private func leave() {
    if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() }
  }
}
