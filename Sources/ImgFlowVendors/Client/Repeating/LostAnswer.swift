import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// A call that must not be made twice, and whose response was lost: `repeat find E when C` says how to see
/// whether it was done (reliability design 4.1).
struct LostAnswer {
  private let call: OperationCall
  private let recovery: Operation.Recovery
  private let arguments: [Value?]
  private var host: any Host { call.evaluator.host }

  init(_ call: OperationCall, _ recovery: Operation.Recovery, _ arguments: [Value?]) {
    self.call = call
    self.recovery = recovery
    self.arguments = arguments
  }

  /// Makes the call. If its response is lost, returns what it has made, or makes it again if it has made
  /// nothing.
  func recovering(_ perform: () throws -> Value) throws -> Value {
    if let found = try findInFlight() { return found }
    let sent = host.now()
    var attempt = 1
    while true {
      do { return try perform() } catch let error as DetailedError {
        guard error.leavesOpen, attempt < Attempts.most, try applies() else { throw error }
        attempt += 1
        do {
          try call.evaluator.sleep(milliseconds: Backoff.pause(before: attempt, host))
          if let found = try find(since: sent, after: error) { return found }
        } catch let stop as ImgFlowRuntime.CancellationError {
          throw stop.afterSending()
        }
      }
    }
  }

  /// What the call has made that was in flight when an earlier process of the run ended; nil if it has made
  /// nothing, or there was none.
  private func findInFlight() throws -> Value? {
    guard let lost = call.evaluator.task?.inFlight, lost.outcome == nil, try applies() else {
      return nil
    }
    let error = DetailedError(
      .network, "`\(call.operation.qualifiedName)` was in flight when the run ended",
      isRetryable: false)
    if let found = try find(since: lost.effect.began, after: error) { return found }
    // The service may still be carrying out what a process has sent that was killed a moment ago.
    let age = lost.attempts > 1 ? 0 : host.now() - lost.effect.began
    guard age < Self.settlingTime else { return nil }
    try call.evaluator.sleep(milliseconds: Self.settlingTime - max(0, age))
    return try find(since: lost.effect.began, after: error)
  }

  /// How long a service may take to show what it was asked to make, in milliseconds.
  private static let settlingTime = 5000

  func applies() throws -> Bool {
    guard let condition = recovery.condition else { return true }
    return try call.evaluate(condition, call.names(arguments)).asBool ?? false
  }

  /// What the call has made; nil if it has made nothing.
  ///
  /// - Parameter sent: When the call was made, by this computer's clock.
  /// - Throws: `error` if that cannot be determined.
  private func find(since sent: Int, after error: DetailedError) throws -> Value? {
    let entry = host.progress.begin(call.operation.qualifiedName, as: .wait)
    host.progress.update(
      entry, fraction: nil, detail: "the response was lost; checking whether it was done")
    var outcome = "failed"
    defer { host.progress.end(entry, outcome: outcome) }
    let found: [Value]
    do { found = try firstTwo(sent) } catch let search {
      guard let thrown = ThrownError(search) else { throw search }
      throw error.withUnknownOutcome(
        note: "checking whether it was done failed too: \(thrown.value.message)",
        advice: call.advice)
    }
    guard found.count < 2 else {
      throw error.withUnknownOutcome(
        note: "several new items could be its result, so it was not sent again",
        advice: call.advice)
    }
    outcome = found.isEmpty ? "not done yet" : "found"
    return found.first
  }

  private func firstTwo(_ sent: Int) throws -> [Value] {
    let since = vendorTime(sent)
    let found = try firstTwo(since: since)
    // The responses of the search say more about the vendor's clock.
    return vendorTime(sent) < since ? try firstTwo(since: vendorTime(sent)) : found
  }

  /// A time by the vendor's clock, which has whole seconds; no later than it was.
  private func vendorTime(_ time: Int) -> Int { (time + call.client.clock.ahead) / 1000 * 1000 }

  private func firstTwo(since: Int) throws -> [Value] {
    let names = call.names(arguments) + [("since", .time(milliseconds: since))]
    let result = try call.evaluate(recovery.search, names)
    guard case .heap(let stream as StreamObject) = result else {
      return Array((result.asItems ?? []).prefix(2))
    }
    let items = try stream.makeIterator(call.evaluator)
    return try [items.next(call.evaluator), items.next(call.evaluator)].compactMap { $0 }
  }
}
