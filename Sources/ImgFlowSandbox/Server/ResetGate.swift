/// Keeps requests and a reset apart: a reset waits until those that are being carried out are, and those
/// that come meanwhile wait for it.
actor ResetGate {
  private var inside = 0
  private var isClosed = false
  private var waiting: [CheckedContinuation<Void, Never>] = []
  /// How many resets there were. Who has seen another number before must look again at what it knows.
  private(set) var resets = 0

  /// Does something that no reset may come into; `body` is told how many there were.
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
