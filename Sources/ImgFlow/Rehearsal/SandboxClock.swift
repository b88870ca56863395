import ImgFlowRuntime
import ImgFlowValues
import Synchronization

/// The clock of a sandbox that is stepped: it goes as far as the simulated time has.
final class SandboxClock: Sendable {
  private let system: SystemHost
  private let time = Mutex(0)

  init(_ system: SystemHost) { self.system = system }

  /// Lets happen in the sandbox what happens until an instant of the simulated time.
  ///
  /// - Parameter url: the address of the sandbox.
  func advance(to instant: Int, at url: String, _ cancellation: Cancellation) throws {
    let step = time.withLock { time in
      defer { time = max(time, instant) }
      return instant - time
    }
    guard step > 0 else { return }
    // The sandbox counts in steps of less than a millisecond, rounded down.
    var request = HTTPRequest(
      method: "POST", url: "\(url)/_sandbox/clock",
      headers: [("Content-Type", "application/json")],
      body: .bytes(Array(#"{"step": \#(Double(step + 1) / 1000)}"#.utf8)))
    request.isDirect = true
    let response = try system.send(request, cancellation: cancellation)
    guard response.status == 200 else {
      throw ValueError(.io, "the clock of the sandbox could not be set: status \(response.status)")
    }
  }
}
