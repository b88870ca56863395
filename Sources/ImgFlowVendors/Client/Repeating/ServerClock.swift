import ImgFlowRuntime
import Synchronization

/// How far a vendor's clock is ahead of this computer's, by the dates of its responses: what it says about
/// creation times goes by that clock.
final class ServerClock: Sendable {
  /// The range of the true difference, in milliseconds. A date has whole seconds, and was written at some
  /// time during the wait for the response.
  private let difference = Mutex<ClosedRange<Int>?>(nil)

  /// Milliseconds that it is ahead at least; negative for a clock that is behind.
  var ahead: Int { difference.withLock { $0?.lowerBound ?? 0 } }

  /// - Parameter now: The time of day when the response came, in milliseconds since 1970.
  func note(_ response: HTTPResponse, now: Int) {
    guard let date = response.header("Date").flatMap(HTTPDate.parse) else { return }
    let seen = date - now...date + 1000 - now + max(0, response.elapsed)
    difference.withLock { known in
      // A clock that was set, or that runs faster or slower, is what it was seen to be last.
      known = known.flatMap { $0.overlaps(seen) ? $0.clamped(to: seen) : nil } ?? seen
    }
  }
}
