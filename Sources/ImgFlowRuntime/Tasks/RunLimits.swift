import ImgFlowSyntax
import ImgFlowValues

/// What a run may use, and the errors that say it used more.
extension Interpreter {
  /// Runs `body`, which is the script in `file`, within the limits of the run's options.
  ///
  /// - Throws: a `timeout` or `limit` error if a limit stops it; what `body` throws.
  func withinLimits<T>(
    _ evaluator: Evaluator, _ cancellation: Cancellation, in file: SourceFile,
    _ body: () throws -> T
  ) throws -> T {
    if let timeout = options.timeout {
      evaluator.host.scheduler.cancel(cancellation, afterMilliseconds: timeout)
    }
    let memory = MemoryWatch(evaluator.run)
    defer { memory.end() }
    do {
      return try evaluator.withCheckpoints(body)
    } catch let stop as CancellationError {
      let interrupted = evaluator.effects.interrupted.map {
        "`\($0)` may have been done anyway: the run did not wait for its response"
      }
      guard let problem = problem(stop.reason) else {
        if let interrupted { try? host.note("note: " + interrupted) }
        throw stop
      }
      let start = SourceRange(file: file, start: 0, end: 0)
      throw RuntimeError(
        ErrorObject(problem), at: stop.range ?? start,
        help: problem.help, notes: interrupted.map { [$0] } ?? [], trace: stop.trace)
    }
  }

  /// What went wrong when one of the run's own limits has stopped it.
  private func problem(_ reason: Cancellation.Reason) -> ValueError? {
    switch reason {
    case .deadline:
      guard let timeout = options.timeout else { return nil }
      return ValueError(
        .timeout, "the script took longer than \(DurationText.short(timeout))",
        help: "give it more time with `--timeout`, or find out what is slow with `--verbose`")
    case .memory:
      let limit = Self.megabytes(options.maxMemory ?? MemoryLimit.ofMachine)
      let what = options.maxMemory == nil ? "\(limit), most of the machine's memory" : limit
      return ValueError(
        .limit, "the script uses more memory than \(what)",
        help: "work on less at a time, or raise the limit with `--max-memory`")
    case .steps:
      return ValueError(
        .limit, "the script has taken more than \(options.maxSteps ?? 0) steps",
        help: "check that its loops end, or raise the limit with `--max-steps`")
    case .sibling, .interrupt: return nil
    }
  }

  /// A size as its option could be given.
  private static func megabytes(_ bytes: Int) -> String {
    bytes < 10_000_000 ? "\(bytes) bytes" : "\(bytes / 1_000_000)MB"
  }
}

extension Evaluator: Checkpoint.Guard {
  /// Runs `body` so that long work on values in it stops when this evaluator's work is to stop, and when
  /// large ones are allocated.
  func withCheckpoints<T>(_ body: () throws -> T) rethrows -> T {
    try Checkpoint.watched(by: self, body)
  }

  package func check() throws {
    try checkCancellation()
    try run.checkMemory()
  }

  package func claim(bytes: Int) throws { try run.claim(bytes: bytes) }
}
