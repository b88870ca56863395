import ImgFlowValues

/// Lets work outside of scripts be stopped by a check of its own, wherever that work passes a checkpoint.
public final class StopCheck: Checkpoint.Guard {
  private let body: () throws -> Void

  private init(_ body: @escaping () throws -> Void) { self.body = body }

  /// Runs `work`; an error that `check` throws ends it.
  public static func during<Result>(
    _ check: @escaping () throws -> Void, _ work: () throws -> Result
  ) rethrows -> Result {
    let guardian = StopCheck(check)
    return try withExtendedLifetime(guardian) { try Checkpoint.watched(by: guardian, work) }
  }

  public func check() throws { try body() }

  public func claim(bytes: Int) {}
}
