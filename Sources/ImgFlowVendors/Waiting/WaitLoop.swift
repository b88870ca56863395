import ImgFlowRuntime
import ImgFlowValues

/// Polls what a script waits for until all of it is done, each when it is due, so that none is starved.
struct WaitLoop {
  /// How many polls in a row may fail for passing reasons.
  static let toleratedFailures = 5
  /// How much longer each interval is than the one before.
  static let growth = 1.5

  /// Longer times are cut to this, 30,000 years in milliseconds, so that sums of them fit.
  private static let longest = 1 << 50

  private let call: NativeCall
  private let timeout: Int
  private let collectsErrors: Bool
  private let started: Int
  private let stop = StopSign()
  private var host: any Host { call.evaluator.host }

  init(_ call: NativeCall, timeout: Int, collectsErrors: Bool) {
    self.call = call
    self.timeout = min(timeout, Self.longest)
    self.collectsErrors = collectsErrors
    started = call.evaluator.host.uptime()
  }

  /// One thing that a script waits for.
  private struct Wait {
    let subject: any WaitSubject
    let entry: Int
    var value: Value = .null
    /// When it is polled next, by the monotonic clock.
    var due: Int
    var interval: Double
    var failures = 0
    var lastFailure: String?
    var outcome: Value?
  }

  /// Returns the final values in the order of the subjects; with `onError: "collect"` each as
  /// `{ok: value}` or `{error: e}`.
  func run(_ subjects: [any WaitSubject]) throws -> [Value] {
    try call.evaluator.stoppable("waitFor", at: call.range, stop) {
      try finished(subjects)
    }
  }

  private func finished(_ subjects: [any WaitSubject]) throws -> [Value] {
    var waits = subjects.map { subject in
      Wait(
        subject: subject, entry: host.progress.begin(subject.label, as: .wait), due: started,
        interval: min(Double(subject.intervals.first), Double(Self.longest)))
    }
    defer {
      for wait in waits where wait.outcome == nil {
        host.progress.end(wait.entry, outcome: "stopped")
      }
    }
    for index in waits.indices {
      guard let first = waits[index].subject.first else { continue }
      try advance(&waits[index]) { try judge(first, &$0) }
    }
    while let next = waits.indices.filter({ waits[$0].outcome == nil })
      .min(by: { waits[$0].due < waits[$1].due })
    {
      try sleep(until: waits[next].due)
      try advance(&waits[next]) { wait in
        let left = started + timeout - host.uptime()
        guard left > 0, try call.evaluator.limited(toMilliseconds: left, { try poll(&wait) }) != nil
        else {
          stop.isUp = true
          throw timedOut(wait)
        }
      }
    }
    return waits.map { $0.outcome ?? .null }
  }

  private func sleep(until due: Int) throws {
    let end = min(due, started + timeout)
    let pause = end - host.uptime()
    if pause > 0 { try call.evaluator.sleep(milliseconds: pause) }
  }

  // MARK: - One step

  /// Performs an action on a wait; a failure ends it, and the others only if errors are thrown.
  private func advance(_ wait: inout Wait, _ step: (inout Wait) throws -> Void) throws {
    do {
      try step(&wait)
    } catch {
      guard let thrown = ThrownError(error) else { throw error }
      host.progress.end(wait.entry, outcome: thrown.kind)
      wait.outcome = .null
      guard collectsErrors else { throw error }
      wait.outcome = try .object(["error": .heap(thrown.value)])
    }
  }

  private func poll(_ wait: inout Wait) throws {
    do {
      let value = try wait.subject.poll()
      wait.failures = 0
      try judge(value, &wait)
    } catch let error as RuntimeError {
      guard let thrown = ThrownError(error), thrown.isRetryable else { throw error }
      // A single bad poll says nothing about the job, and one that was not sent does not count.
      if !thrown.isHeldBack { wait.failures += 1 }
      guard wait.failures <= Self.toleratedFailures else { throw error }
      wait.lastFailure = thrown.value.message
      schedule(&wait, atLeast: thrown.retryAfter)
    }
  }

  private func judge(_ value: Value, _ wait: inout Wait) throws {
    if !value.isNull { wait.value = value }
    switch value.isNull ? .running : try wait.subject.verdict(value) {
    case .done:
      host.progress.end(wait.entry, outcome: "done")
      host.progress.note(.workEnded(wait.subject.label))
      wait.outcome = collectsErrors ? try .object(["ok": value]) : value
    case .failed(let error):
      host.progress.note(.workEnded(wait.subject.label))
      throw error
    case .running:
      let (fraction, detail) = wait.subject.progress(wait.value)
      host.progress.update(wait.entry, fraction: fraction, detail: detail)
      schedule(&wait)
    }
  }

  /// Sets the next poll: an interval later, give or take a tenth, so that many waits do not poll in
  /// step.
  private func schedule(_ wait: inout Wait, atLeast pause: Int = 0) {
    let interval = wait.interval * (0.9 + 0.2 * host.randomShare)
    wait.due = host.uptime() + min(max(Int(interval), pause), Self.longest)
    let longest = min(wait.subject.intervals.longest, Self.longest)
    wait.interval = min(wait.interval * Self.growth, Double(longest))
  }

  private func timedOut(_ wait: Wait) -> DetailedError {
    let (fraction, detail) = wait.subject.progress(wait.value)
    let percent = fraction.flatMap { Int(exactly: ($0 * 100).rounded()) }.map { " (\($0) %)" } ?? ""
    let state = detail.isEmpty ? "not done" : "`\(detail)`\(percent)"
    let after = DurationText.short(timeout)
    // A started job continues, and a second attempt would start another one.
    let outcome = wait.subject.first == nil ? [] : [UnknownOutcome.detail]
    return DetailedError(
      .timeout, "\(wait.subject.label) was still \(state) after \(after)",
      details: [("after", .duration(milliseconds: timeout)), ("resource", wait.value)] + outcome,
      isRetryable: outcome.isEmpty,
      notes: wait.lastFailure.map { ["the last poll that failed: \($0)"] } ?? [],
      help: "it may still finish: wait again, or longer, with `timeout: …`")
  }
}
