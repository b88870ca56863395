import Foundation
import ImgFlowRuntime
import ImgFlowValues
import Testing

@testable import ImgFlowVendors

/// Servers with fewer workers than requests, each of which stays with its connection.
@Suite("Many connections to a server", .serialized, .enabled(if: PythonServer.isThere))
struct ConnectionTurnTests {
  /// All of them would wait until the idle connections end, some of them for longer than they may.
  @Test(arguments: [(64, 600, 1), (4, 60, 1), (4, 24, 4), (50, 300, 3)])
  func nobodyWaitsForIdleConnections(_ workers: Int, _ callers: Int, _ each: Int) async throws {
    let server = try PythonServer("workers.py", ["\(workers)"])
    var limits = HTTPTransport.Limits()
    limits.idleRead = 20_000
    let transport = HTTPTransport(limits: limits)
    let answers = Counter()
    await withTaskGroup { group in
      for caller in 0..<callers {
        group.addTask {
          await OwnThread.run {
            for turn in 0..<each {
              let request = HTTPRequest(
                method: "GET", url: "http://\(server.place)/\(caller)/\(turn)")
              let response = try? transport.send(request, cancellation: Cancellation())
              if response?.body == Array("ok".utf8) { _ = answers.next() }
            }
          }
        }
      }
    }
    transport.shutdown()
    #expect(answers.value == callers * each)
  }

  @Test func whatTheServerSaysOfItsConnectionsIsKept() async throws {
    let server = try LoopbackServer { _ in .answer(200, [("Connection", "Keep-Alive, x")]) }
    let transport = HTTPTransport()
    let wrong = Counter()
    await withTaskGroup { group in
      for _ in 0..<80 {
        group.addTask {
          await OwnThread.run {
            let request = HTTPRequest(method: "GET", url: server.url)
            let response = try? transport.send(request, cancellation: Cancellation())
            let names = response?.headers.map(\.name) ?? []
            if response?.values(of: "Connection") != ["Keep-Alive, x"]
              || names.contains(where: { $0.hasPrefix("~") })
            {
              _ = wrong.next()
            }
          }
        }
      }
    }
    transport.shutdown()
    #expect(wrong.value == 0)
  }
}
