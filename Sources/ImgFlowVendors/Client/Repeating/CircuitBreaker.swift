import ImgFlowRuntime
import ImgFlowValues
import Synchronization

/// Leaves servers alone that fail all the time: after ten failures in a row nothing is sent to one, but
/// for a request every half minute that sees whether it is back (reliability design 4.1).
final class CircuitBreaker: Sendable {
  static let most = 10
  /// Milliseconds.
  static let pause = 30_000

  private struct Circuit {
    var failures = 0
    var reason = ""
    /// When a request may pass, by the monotonic clock; nil while all may.
    var opens: Int?
  }

  private let circuits = Mutex<[String: Circuit]>([:])

  /// Why a request to a server may not pass; nil when it may.
  func refusal(for server: String, now: Int) -> DetailedError? {
    let closed = circuits.withLock { circuits -> Circuit? in
      guard let circuit = circuits[server], let opens = circuit.opens else { return nil }
      guard now >= opens else { return circuit }
      // Others wait for what comes of this one.
      circuits[server]?.opens = now + Self.pause
      return nil
    }
    guard let closed, let opens = closed.opens else { return nil }
    return Self.error(server, closed, wait: opens - now)
  }

  func succeed(_ server: String) {
    circuits.withLock { $0[server] = nil }
  }

  func fail(_ server: String, _ reason: String, now: Int) {
    circuits.withLock { circuits in
      var circuit = circuits[server] ?? Circuit()
      circuit.failures += 1
      circuit.reason = reason
      if circuit.failures >= Self.most { circuit.opens = now + Self.pause }
      circuits[server] = circuit
    }
  }

  private static func error(_ server: String, _ circuit: Circuit, wait: Int) -> DetailedError {
    let seconds = (wait + 999) / 1000 * 1000
    return DetailedError(
      .network,
      "nothing was sent: \(server) has failed \(circuit.failures) times in a row, and is left alone "
        + "for \(DurationText.short(pause))",
      details: [
        ("phase", .string(Exchange.Phase.connecting.rawValue)),
        ("retryAfter", .duration(milliseconds: wait)),
      ],
      notes: ["the last failure: \(circuit.reason)"],
      help: "see whether the service is running, and try again in \(DurationText.short(seconds))")
  }
}
