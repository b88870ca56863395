import Foundation
import Hummingbird
import NIOCore
import NIOHTTPTypes

/// Dates the responses by the sandbox's clock in place of the computer's: creation times go by that clock,
/// and clients compare the two.
final class AnswerDate: ChannelOutboundHandler, RemovableChannelHandler {
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let clock: SandboxClock

  init(_ clock: SandboxClock) { self.clock = clock }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard case .head(var head) = unwrapOutboundIn(data), head.status.kind != .informational else {
      context.write(data, promise: promise)
      return
    }
    head.headerFields[.date] = Self.text(of: clock.now)
    context.write(wrapOutboundOut(.head(head)), promise: promise)
  }

  private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 section 5.6.7).
  static func text(of date: Date) -> String {
    let parts = date.formatted(.iso8601).split { "-T:Z".contains($0) }
    let day = Int((date.timeIntervalSince1970 / 86_400).rounded(.down))
    guard parts.count == 6, let month = Int(parts[1]) else { return "" }
    let time = "\(parts[3]):\(parts[4]):\(parts[5])"
    return "\(days[((day % 7) + 7) % 7]), \(parts[2]) \(months[month - 1]) \(parts[0]) \(time) GMT"
  }
}
