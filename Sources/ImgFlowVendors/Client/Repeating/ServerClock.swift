import ImgFlowRuntime
import Synchronization

/// How far a vendor's clock is ahead of this computer's, by the dates of its answers: what it says of the
/// time when something was made goes by that clock.
final class ServerClock: Sendable {
  /// Dates of answers have whole seconds, and answers take their time: less is no difference.
  private static let tolerance = 5000

  private let difference = Mutex(0)

  /// Milliseconds; negative for a clock that is behind.
  var ahead: Int { difference.withLock { $0 } }

  /// - Parameter now: The time of day when the answer came, in milliseconds since 1970.
  func note(_ response: HTTPResponse, now: Int) {
    guard let date = response.header("Date").flatMap(HTTPDate.parse) else { return }
    let ahead = date - now
    difference.withLock { $0 = abs(ahead) < Self.tolerance ? 0 : ahead }
  }
}
