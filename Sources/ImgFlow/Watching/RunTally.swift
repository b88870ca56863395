import ImgFlowRuntime

/// What a run has done, in numbers.
package struct RunTally: Sendable {
  /// How often something ended in each way.
  package struct Counts: Sendable, Equatable {
    package var done = 0
    package var taken = 0
    package var kept = 0
    package var failed = 0
    package var unknown = 0
    package var stopped = 0

    package var sum: Int { done + taken + kept + failed + unknown + stopped }

    mutating func add(_ outcome: StepOutcome) {
      switch outcome {
      case .done: done += 1
      case .taken: taken += 1
      case .kept: kept += 1
      case .failed: failed += 1
      case .unknown: unknown += 1
      case .stopped: stopped += 1
      }
    }
  }

  /// What the calls of one operation or function came to.
  package struct Operation: Sendable {
    package var counts = Counts()
    /// How long they took together, in milliseconds.
    package var took = 0
  }

  /// All effects, reads included.
  package private(set) var counts = Counts()
  /// By the name of what was called.
  package private(set) var operations: [String: Operation] = [:]
  /// The requests of one operation.
  package struct Requests: Sendable {
    package var count = 0
    /// The size of their bodies together.
    package var bytes = 0
  }

  /// How many requests were sent, and how many of them repeated one.
  package private(set) var requests = (sent: 0, repeated: 0)
  /// The same by the name of the operation.
  package private(set) var requestsByName: [String: Requests] = [:]
  /// How much work was started at services, by what started it.
  package private(set) var started: [String: Int] = [:]
  /// Why something failed, and how often.
  package private(set) var failures = FailureReasons(most: 100)
  /// Whether something outside was changed, or asked for over the network, or would have been.
  package private(set) var reachedOut = false

  /// What was started at services, and was not seen to be done, in order.
  package private(set) var unfinished: [RunWork] = []

  mutating func add(_ event: RunEvent) {
    switch event {
    case .workBegan(let work):
      unfinished.removeAll { $0.label == work.label }
      unfinished.append(work)
      started[work.operation, default: 0] += 1
    case .workEnded(let label): unfinished.removeAll { $0.label == label }
    case .stepBegan: reachedOut = true
    case .attempt(let attempt):
      reachedOut = true
      requests.sent += 1
      if attempt.number > 1 { requests.repeated += 1 }
      requestsByName[attempt.name, default: Requests()].count += 1
      requestsByName[attempt.name]?.bytes += attempt.sent
    case .stepEnded(let step, let outcome, let took):
      if outcome == .taken || outcome == .kept { reachedOut = true }
      counts.add(outcome)
      operations[step.name, default: Operation()].counts.add(outcome)
      operations[step.name]?.took += took
      if case .failed(let message) = outcome {
        _ = failures.add(message, names: ItemNames.of(arguments: step.arguments))
      }
    }
  }
}
