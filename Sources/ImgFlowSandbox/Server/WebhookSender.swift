import AsyncHTTPClient
import Foundation
import Hummingbird

/// Sends what happened to the addresses that users gave, once and without following redirects.
///
/// A sandbox has no business posting to the world: addresses beyond this machine are passed over, and
/// the log says so, unless that was asked for.
final class WebhookSender: Sendable {
  private let client: HTTPClient
  private let allowsRemote: Bool
  private let log: RequestLog
  private let clock: SandboxClock

  init(allowsRemote: Bool, log: RequestLog, clock: SandboxClock) {
    self.allowsRemote = allowsRemote
    self.log = log
    self.clock = clock
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.timeout = .init(connect: .seconds(1), read: .seconds(3))
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
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
      log.append(entry)
    }
    guard allowsRemote || Loopback.isHost(ofAddress: address) else {
      entry.problem = "Not sent: the address is not on this machine."
      return
    }
    var request = HTTPClientRequest(url: address)
    request.method = target.isGet ? .GET : .POST
    request.headers.add(name: "X-ImgFlow-Sandbox", value: "1")
    if let authorization = target.authorization {
      request.headers.add(name: "Authorization", value: authorization)
    }
    if !target.isGet {
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(ByteBuffer(string: json))
    }
    do {
      let response = try await client.execute(request, timeout: .seconds(3))
      entry.status = Int(response.status.code)
    } catch {
      entry.problem = "Not delivered: \(error)"
    }
  }

  func close() async { try? await client.shutdown() }

  /// What may stand in a log: receivers put their secrets into queries.
  private static func withoutQuery(_ address: String) -> String {
    String(address.prefix { $0 != "?" && $0 != "#" })
  }
}

/// Which hosts are this machine, by name alone.
enum Loopback {
  /// Whether a host, without a port, is this machine.
  static func isHost(_ host: String) -> Bool {
    let host = host.lowercased()
    if ["localhost", "::1", "[::1]"].contains(host) { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// Whether an address leads to this machine.
  static func isHost(ofAddress address: String) -> Bool {
    URLComponents(string: address)?.host.map { isHost($0) } ?? false
  }

  /// Whether a `Host` header, perhaps with a port, or nothing, means this machine.
  static func isAuthority(_ authority: String?) -> Bool {
    guard let authority else { return true }
    return isHost(ofAddress: "http://\(authority)/")
  }
}
