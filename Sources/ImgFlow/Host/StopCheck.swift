import ImgFlowValues

/// Lets work outside of scripts be stopped by a check of its own, wherever that work passes a checkpoint.
package final class StopCheck: Checkpoint.Guard {
  private let body: () throws -> Void

  private init(_ body: @escaping () throws -> Void) { self.body = body }

  /// Runs `work`; an error that `check` throws ends it.
  package static func during<Result>(
    _ check: @escaping () throws -> Void, _ work: () throws -> Result
  ) rethrows -> Result {
    let guardian = StopCheck(check)
    return try withExtendedLifetime(guardian) { try Checkpoint.watched(by: guardian, work) }
  }

  package func check() throws { try body() }

  package func claim(bytes: Int) {}
}
