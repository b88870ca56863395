import ImgFlowRuntime
import ImgFlowValues
import Synchronization

/// Spares servers that keep failing: after ten failures in a row nothing is sent to one, except for a request
/// every half minute to see whether it is back (reliability design 4.1).
final class CircuitBreaker: Sendable {
  static let most = 10
  /// Milliseconds.
  static let pause = 30_000

  /// The field of a refusal for the last failure: `{message, status, time}`, without a response `status` is
  /// null.
  static let field = "lastFailure"

  /// What went wrong with a request.
  struct Failure {
    /// `503 Service Unavailable: closed until noon`, or why there was no response.
    let message: String
    /// Of the response; nil if there was none.
    let status: Int?
    /// The time of day, in milliseconds since 1970.
    let time: Int
  }

  private struct Circuit {
    var failures = 0
    var last: Failure?
    /// The last one that got a response.
    var answered: Failure?
    /// When a request may pass, by the monotonic clock; nil while all may.
    var opens: Int?
  }

  private let circuits = Mutex<[String: Circuit]>([:])

  /// Why a request to a server may not pass; nil if it may.
  func refusal(for server: String, now: Int) -> DetailedError? {
    let closed = circuits.withLock { circuits -> Circuit? in
      guard let circuit = circuits[server], let opens = circuit.opens else { return nil }
      guard now >= opens else { return circuit }
      // Others wait for the outcome of this one.
      circuits[server]?.opens = now + Self.pause
      return nil
    }
    guard let closed, let opens = closed.opens else { return nil }
    return Self.error(server, closed, wait: opens - now)
  }

  func succeed(_ server: String) {
    circuits.withLock { $0[server] = nil }
  }

  func fail(_ server: String, _ failure: Failure, now: Int) {
    circuits.withLock { circuits in
      var circuit = circuits[server] ?? Circuit()
      circuit.failures += 1
      circuit.last = failure
      if failure.status != nil { circuit.answered = failure }
      if circuit.failures >= Self.most { circuit.opens = now + Self.pause }
      circuits[server] = circuit
    }
  }

  private static func error(_ server: String, _ circuit: Circuit, wait: Int) -> DetailedError {
    let seconds = (wait + 999) / 1000 * 1000
    let details: [(String, Value)] = [
      ("phase", .string(DetailedError.connectingPhase)),
      (RetryAfter.field, .duration(milliseconds: wait)),
      (field, circuit.last?.value ?? .null), ("lastAnswer", circuit.answered?.value ?? .null),
    ]
    return DetailedError(
      .network,
      "nothing was sent: \(server) has failed \(circuit.failures) times in a row, so requests to it "
        + "pause for \(DurationText.short(pause))",
      details: details,
      notes: notes(circuit),
      help: "check whether the service is running, and try again in \(DurationText.short(seconds))")
  }

  private static func notes(_ circuit: Circuit) -> [String] {
    var notes = circuit.last.map { ["the last failure: \($0.text)"] } ?? []
    if let answered = circuit.answered, circuit.last?.status == nil {
      notes.append("the last response: \(answered.text)")
    }
    return notes
  }
}

extension CircuitBreaker.Failure {
  /// `503 Service Unavailable: closed until noon (2026-11-29T05:41:28Z)`.
  fileprivate var text: String { "\(message) (\(TimeText.iso(time / 1000 * 1000)))" }

  fileprivate var value: Value {
    let fields: [(String, Value)] = [
      ("message", .string(message)), ("status", status.map(Value.int) ?? .null),
      ("time", .time(milliseconds: time)),
    ]
    return (try? RecordObject(fields)).map { .heap($0) } ?? .null
  }
}
