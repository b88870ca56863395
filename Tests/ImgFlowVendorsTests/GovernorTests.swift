import ImgFlowRuntime
import ImgFlowValues
import Synchronization
import TestSupport
import Testing

@Suite("The client keeps to declared limits")
struct GovernorTests {
  private func run(_ limits: String, _ source: String, _ host: TestHost) -> Script.Result {
    let shop = Declarations.vendor(
      """
        \(limits)
        operation look(id: int) -> any
          GET "/look/\\(id)"
        operation buy(id: int) -> any
          POST "/buy/\\(id)"
          limits 1 at once
        operation put(to: object) -> any
          PUT at to.url
          auth none
      """)
    return Script(host: host, sources: ["shop": shop]).run("use shop\n\(source)")
  }

  /// A service that takes a while, and knows how many requests it had at the same time.
  private final class Service: Sendable {
    let most = Mutex<[String: Int]>([:])
    private let current = Mutex<[String: Int]>([:])

    func answer(_ request: HTTPRequest) -> HTTPResponse {
      let method = request.method
      let now = current.withLock {
        $0[method, default: 0] += 1
        return $0[method] ?? 0
      }
      most.withLock { $0[method] = max($0[method] ?? 0, now) }
      OwnThread.pause(milliseconds: 5)
      current.withLock { $0[method, default: 0] -= 1 }
      return .json("{}")
    }
  }

  @Test func noMoreAtOnceThanDeclaredInParallelCode() {
    let service = Service()
    let host = TestHost { service.answer($0) }
    let result = run(
      "limits 3 at once",
      "print((parallel(limit: 8) for i in 1..<40 { if i % 4 == 0 { buy(i) } else { look(i) } }).length)",
      host)
    #expect(result.output == "39", "\(result.message)")
    let most = service.most.withLock { $0 }
    #expect(most["POST"] == 1)
    #expect((1...3).contains(most["GET"] ?? 0))
    #expect(host.lines.count == 39)
  }

  @Test func noMoreInAWindowThanDeclared() {
    let host = TestHost { _ in .json("{}") }
    let result = run("limits 3 per 1s, 9 per 1m", "for i in 1...10 { look(i) }", host)
    #expect(result.error == nil, "\(result.message)")
    #expect(host.sleeps == [1000, 1000, 58_000])
    #expect(
      host.progressLines.prefix(3) == [
        "begin shop.look", "update - waits for its turn, for 1s", "end answered",
      ])
  }

  @Test func addressesFromResponsesAreNotLimited() {
    let host = TestHost { _ in .json("{}") }
    let result = run(
      "limits 1 per 1h", "for i in 1...10 { put({url: 'https://storage.example/a'}) }", host)
    #expect(result.error == nil, "\(result.message)")
    #expect(host.lines.count == 10)
    #expect(host.sleeps.isEmpty)
  }

  /// One is told to wait; so all others wait too, and then go at half the rate.
  @Test func aRefusalSlowsAllDown() {
    let count = Counter()
    let host = TestHost { _ in
      count.next() == 4
        ? .json("{}", status: 429, headers: [("Retry-After", "7")]) : .json("{}")
    }
    let result = run("limits 5 per 10s", "for i in 1...8 { look(i) }", host)
    #expect(result.error == nil, "\(result.message)")
    // The request itself waits for 7 s and a random second. It is the fifth; the next ones wait until the
    // first have been sent for longer than 10 s, as the rate is lower.
    #expect(host.sleeps.first == 8000)
    #expect(host.sleeps.count == 2)
    #expect(host.sleeps.reduce(0, +) > 17_000)
    #expect(host.lines.count == 9)
  }

  @Test(arguments: ["limits 1 per 1h", "limits 1 at once"])
  func aWaitingRequestCanBeStopped(_ limits: String) {
    let host = TestHost(sleepsForReal: true) { request, cancellation in
      // The first of two at once takes until it is stopped too.
      while limits.hasSuffix("once"), !cancellation.isCancelled {
        OwnThread.pause(milliseconds: 2)
      }
      return .json("{}")
    }
    let result = run(
      limits,
      """
      try { timeout(100ms) { parallel for i in 1..<3 { look(i) } } } catch e { print(e.kind) }
      """, host)
    #expect(result.output == "timeout", "\(result.message)")
    #expect(host.lines.count == 1)
  }

  /// A request that gave up leaves its turn to others.
  @Test func aTurnThatIsNotTakenIsGivenToOthers() {
    let host = TestHost(sleepsForReal: true) { request, cancellation in
      while request.url.hasSuffix("/1"), !cancellation.isCancelled {
        OwnThread.pause(milliseconds: 2)
      }
      return .json("{}")
    }
    let result = run(
      "limits 1 at once",
      """
      try { timeout(50ms) { parallel for i in 1..<4 { look(1) } } } catch e { print(e.kind) }
      for i in 5..<9 { look(i) }
      print("all")
      """, host)
    #expect(result.output == "timeout\nall", "\(result.message)")
  }
}
