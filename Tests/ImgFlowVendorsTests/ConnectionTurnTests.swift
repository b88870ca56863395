import Foundation
import ImgFlowRuntime
import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlowVendors

/// Servers with fewer workers than requests, each of which stays with its connection.
@Suite("Many connections to a server", .blocking, .serialized)
struct ConnectionTurnTests {
  /// All of them would wait until the idle connections end, some of them for longer than they may.
  @Test(arguments: [(16, 150, 1), (4, 24, 2)])
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
              // What the server says of the connection is kept, whether it was given up or not.
              let isWhole =
                response?.body == Array("ok".utf8)
                && response?.headers.map(\.name) == [
                  "Content-Type", "Connection", "Content-Length",
                ]
                && response?.values(of: "Connection") == ["keep-alive"]
              if isWhole { _ = answers.next() }
            }
          }
        }
      }
    }
    transport.shutdown()
    #expect(answers.value == callers * each)
  }
}
