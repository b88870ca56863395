import Foundation
import Hummingbird
import ImgFlowRuntime
import ImgFlowValues
import ImgFlowVendors

/// Sends what happened to the addresses that users gave, once and without following redirects.
///
/// A sandbox must not post to the world: addresses beyond this machine are skipped, and the log says so,
/// unless they are allowed.
final class WebhookSender: Sendable {
  private let transport: HTTPTransport
  private let allowsRemote: Bool
  private let log: RequestLog
  private let clock: SandboxClock

  init(allowsRemote: Bool, log: RequestLog, clock: SandboxClock) {
    self.allowsRemote = allowsRemote
    self.log = log
    self.clock = clock
    var limits = HTTPTransport.Limits()
    (limits.connect, limits.total) = (1000, 3000)
    transport = HTTPTransport(limits: limits)
  }

  /// Where a call goes, and how.
  struct Target: Sendable {
    var address: String
    var isGet = false
    /// The header of that name.
    var authorization: String?
  }

  /// POSTs a JSON text. Whatever becomes of it is in the log only.
  func send(_ json: String, to address: String) async {
    await send(json, to: Target(address: address))
  }

  /// Sends a JSON text, as the body of a POST; a GET says only that there is something.
  func send(_ json: String, to target: Target) async {
    let address = target.address
    let method = target.isGet ? "GET" : "POST"
    var entry = RequestLog.Entry(
      time: clock.now, method: method, path: Self.withoutQuery(address), isOutgoing: true)
    let start = ContinuousClock.now
    defer {
      entry.milliseconds = (ContinuousClock.now - start).seconds * 1000
      let headers = target.isGet ? [] : [("Content-Type", "application/json")]
      let body = BodyCapture(target.isGet ? [] : Array(json.utf8))
      log.append(entry, Exchange(method: method, url: address, headers: headers, body: body))
    }
    guard allowsRemote || Loopback.isHost(ofAddress: address) else {
      entry.problem = "Not sent: the address is not on this machine."
      return
    }
    var request = ImgFlowRuntime.HTTPRequest(
      method: method, url: address, headers: [("X-ImgFlow-Sandbox", "1")], redirects: .manual)
    if let authorization = target.authorization {
      request.headers.append(("Authorization", authorization))
    }
    if !target.isGet {
      request.headers.append(("Content-Type", "application/json"))
      request.body = .bytes(Array(json.utf8))
    }
    do { entry.status = try await status(of: request) } catch {
      let reason = (error as? DetailedError)?.message ?? (error as? ValueError)?.message
      entry.problem = "Not delivered: \(reason ?? "\(error)")"
    }
  }

  /// Sends a request from its own thread, which may wait.
  private func status(of request: ImgFlowRuntime.HTTPRequest) async throws -> Int {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { [transport] in
        continuation.resume(
          with: Result { try transport.send(request, cancellation: Cancellation()).status })
      }
    }
  }

  func close() async { transport.shutdown() }

  /// What may appear in a log: receivers put their secrets into queries.
  private static func withoutQuery(_ address: String) -> String {
    String(address.prefix { $0 != "?" && $0 != "#" })
  }
}
