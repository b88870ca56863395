import AsyncHTTPClient
import Foundation
import ImgFlowNetwork
import ImgFlowValues
import NIOCore
import NIOPosix

/// Sends what happened to the addresses that users gave, once and without following redirects.
///
/// A sandbox must not post to the world: addresses beyond this machine are skipped, and the log says so,
/// unless they are allowed.
final class WebhookSender: Sendable {
  private let allowsRemote: Bool
  private let isOff: Bool
  private let proxies: ProxyRules
  private let log: RequestLog
  private let clock: SandboxClock

  /// - Parameter isOff: whether nothing is sent at all.
  init(
    allowsRemote: Bool, isOff: Bool = false, proxies: ProxyRules, log: RequestLog,
    clock: SandboxClock
  ) {
    (self.allowsRemote, self.isOff) = (allowsRemote, isOff)
    self.proxies = proxies
    self.log = log
    self.clock = clock
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
    guard !isOff else {
      entry.problem = "Not sent: this sandbox sends no webhooks."
      return
    }
    guard allowsRemote || Loopback.isHost(ofAddress: address) else {
      entry.problem = "Not sent: the address is not on this machine."
      return
    }
    do {
      entry.status = try await status(of: Self.request(json, to: target), at: address)
    } catch {
      entry.problem = "Not delivered: \(Self.reason(error))."
    }
  }

  private static func request(_ json: String, to target: Target) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: "")
    request.method = target.isGet ? .GET : .POST
    request.headers.add(name: "X-ImgFlow-Sandbox", value: "1")
    if let authorization = target.authorization {
      request.headers.add(name: "Authorization", value: authorization)
    }
    if !target.isGet {
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(ByteBuffer(string: json))
    }
    return request
  }

  /// Sends a request as a client would, through the proxy that variables of the environment name for other
  /// machines.
  private func status(of request: HTTPClientRequest, at address: String) async throws -> Int {
    let url = try URLParts(parsing: address)
    let proxy = url.isLoopback ? nil : try proxies.proxy(for: url)
    let isForwarded = proxy?.forwards(to: url) ?? false
    var request = request
    request.url = RequestLine.address(&request.headers, to: url, through: isForwarded ? proxy : nil)
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow, proxy: isForwarded ? nil : proxy?.tunnel)
    configuration.httpVersion = .http1Only
    configuration.http1_1ConnectionDebugInitializer = { RequestLine.prepare($0) }
    configuration.timeout.connect = .seconds(1)
    configuration.connectionPool.retryConnectionEstablishment = false
    return try await HTTPClient.withHTTPClient(configuration: configuration) { client in
      Int(try await client.execute(request, timeout: .seconds(3)).status.code)
    }
  }

  /// Why a message did not arrive, in the words of the log.
  private static func reason(_ error: any Error) -> String {
    switch error {
    case let error as AddressError: "the address \(error.message)"
    case let error as ValueError: error.message
    case let error as NIOConnectionError: "no connection to \(error.host), port \(error.port)"
    case let error as HTTPClientError where error == .deadlineExceeded:
      "no response within 3 seconds"
    case let error as HTTPClientError where error == .connectTimeout:
      "no connection within a second"
    case let error as HTTPClientError: error.shortDescription
    default: "\(error)"
    }
  }

  /// What may appear in a log: receivers put their secrets into queries.
  private static func withoutQuery(_ address: String) -> String {
    String(address.prefix { $0 != "?" && $0 != "#" })
  }
}
