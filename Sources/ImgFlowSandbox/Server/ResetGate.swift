/// Keeps requests and a reset apart: a reset waits for the requests in progress, and requests that arrive
/// meanwhile wait for it.
actor ResetGate {
  private var inside = 0
  private var isClosed = false
  private var waiting: [CheckedContinuation<Void, Never>] = []
  /// The number of resets. A reader that saw another number before must refresh what it knows.
  private(set) var resets = 0

  /// Performs an action that no reset may interrupt; `body` is given the number of resets so far.
  func pass<Result: Sendable>(
    _ body: @Sendable (_ resets: Int) async throws -> Result
  ) async rethrows -> Result {
    while isClosed { await change() }
    inside += 1
    defer {
      inside -= 1
      wake()
    }
    return try await body(resets)
  }

  /// Does a reset, alone.
  func reset(_ body: @Sendable () async throws -> Void) async rethrows {
    while isClosed { await change() }
    isClosed = true
    while inside > 0 { await change() }
    defer {
      isClosed = false
      resets += 1
      wake()
    }
    try await body()
  }

  private func change() async { await withCheckedContinuation { waiting.append($0) } }

  private func wake() {
    for continuation in waiting { continuation.resume() }
    waiting = []
  }
}
