import Foundation
import NIOCore
import Testing

@testable import ImgFlowSandbox

/// Slow connections cannot lock others out, whatever they are slow with.
@Suite struct SlowConnectionTests {
  /// What a connection can be slow with.
  enum Slowness: String, CaseIterable, Sendable {
    case silence, head, headers, body, chunks, end, reading, closing

    func start(port: Int) async throws -> RawConnection {
      let connection = try RawConnection(port: port, buffer: self == .reading ? 4096 : nil)
      await connection.send(text)
      return connection
    }

    private var text: String {
      let host = "Host: 127.0.0.1\r\n"
      let image =
        "GET /image/\(String(repeating: "x", count: 60_000)) HTTP/1.1\r\n\(host)\r\n"
      return switch self {
      case .silence: ""
      case .head: "GET /_san"
      case .headers: "GET /_sandbox/clock HTTP/1.1\r\n\(host)X: "
      case .body: "POST /_sandbox/clock HTTP/1.1\r\n\(host)Content-Length: 1000\r\n\r\n{"
      case .chunks:
        "POST /_sandbox/clock HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n5\r\n{"
      // Nothing is left to send, but the server waits for the connection to be used again, or closed.
      case .end: "GET /_sandbox/clock HTTP/1.1\r\n\(host)\r\n"
      case .reading: String(repeating: image, count: 3)
      case .closing: "nonsense\r\n\r\n"
      }
    }
  }

  private static let clock =
    "GET /_sandbox/clock HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"

  @Test func fiveHundredKeepNobodyOut() async throws {
    try await TestSandbox.with { sandbox in
      var slow: [RawConnection] = []
      for number in 0..<500 {
        let kinds = Slowness.allCases
        slow.append(try await kinds[number % kinds.count].start(port: sandbox.port))
      }
      let connection = try RawConnection(port: sandbox.port)
      await connection.send(Self.clock)
      #expect(await connection.receive().hasPrefix("HTTP/1.1 200 OK"))
      #expect(slow.count == 500)
    }
  }

  /// With many more of them than there may be connections.
  @Test(arguments: Slowness.allCases)
  func newConnectionsPushThemOut(_ kind: Slowness) async throws {
    var limits = ConnectionLimits()
    limits.connections = 8
    limits.interval = .milliseconds(100)
    try await TestSandbox.with(limits: limits) { sandbox in
      var slow: [RawConnection] = []
      for _ in 0..<100 { slow.append(try await kind.start(port: sandbox.port)) }
      for _ in 0..<20 {
        let connection = try RawConnection(port: sandbox.port)
        await connection.send(Self.clock)
        #expect(await connection.receive().hasPrefix("HTTP/1.1 200 OK"))
      }
      #expect(slow.count == 100)
    }
  }

  @Test(arguments: [
    (Slowness.head, "408"), (.headers, "408"), (.body, "408"), (.chunks, "408"), (.silence, ""),
    (.end, "200"), (.reading, "400"), (.closing, "400"),
  ])
  func theyEnd(_ kind: Slowness, status: String) async throws {
    // Where the request counts, a busy machine may let it arrive long after the connection.
    let idle: TimeAmount =
      switch kind {
      case .silence: .milliseconds(50)
      case .end: .seconds(2)
      default: .seconds(60)
      }
    let limits = ConnectionLimits(
      head: .milliseconds(50), idle: idle, interval: .milliseconds(10), patience: 3)
    try await TestSandbox.with(limits: limits) { sandbox in
      let connection = try await kind.start(port: sandbox.port)
      let answer = await connection.receive()
      let start = status.isEmpty ? "" : "HTTP/1.1 \(status) "
      #expect(answer.hasPrefix(start) && answer.isEmpty == status.isEmpty, "\(answer)")
    }
  }

  /// A request that the sandbox takes its time for is not slow, and no other pushes it out.
  @Test func whoIsBeingServedStays() async throws {
    var limits = ConnectionLimits()
    limits.connections = 8
    limits.interval = .milliseconds(100)
    try await TestSandbox.with(limits: limits) { sandbox in
      let fault =
        #"{"operation": "assetzen.getAccount", "fault": "latency", "delay": 1, "times": 0}"#
      #expect(try await sandbox.post("/_sandbox/faults", fault).status == 200)
      let request =
        "GET /assetzen/account.json HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer sandbox\r\n"
        + "Connection: close\r\n\r\n"
      var served: [RawConnection] = []
      for _ in 0..<6 {
        let connection = try RawConnection(port: sandbox.port)
        await connection.send(request)
        served.append(connection)
      }
      var slow: [RawConnection] = []
      for _ in 0..<50 { slow.append(try await Slowness.head.start(port: sandbox.port)) }
      for connection in served {
        #expect(await connection.receive().hasPrefix("HTTP/1.1 200 OK"))
      }
      #expect(slow.count == 50)
    }
  }
}
