import ImgFlowRuntime
import ImgFlowValues
import Testing

@Suite("Automatic retries")
struct RetryTests {
  private static let shop = Declarations.vendor(
    """
      operation look() -> object
        GET "/look"
      operation buy(name: string) -> object
        POST "/buy"
        json
      operation order(name?: string) -> Order
        POST "/orders"
        json
        repeat find listOrders().filter(o => o.name == name && o.created >= since) when name != null
      operation listOrders() -> [Order]
        GET "/orders"
      resource Order {
        id: int
        name: string
        created: time
      }
    """)

  private typealias Reply = Result<HTTPResponse, DetailedError>

  /// A host that gives these answers to requests of a method, the last of them for ever.
  private func host(_ method: String = "GET", _ replies: [Reply], other: String = "{}") -> TestHost
  {
    let count = Counter()
    return TestHost { request in
      guard request.method == method else { return .json(other) }
      return try replies[min(count.next(), replies.count) - 1].get()
    }
  }

  private func run(_ source: String, _ host: TestHost) -> Script.Result {
    Script(host: host, sources: ["shop": Self.shop]).run("use shop\n\(source)")
  }

  private static func refusal(
    _ status: Int, _ headers: [(name: String, value: String)] = []
  ) -> Reply {
    .success(.json(#"{"message":"busy"}"#, status: status, headers: headers))
  }

  private static func failure(phase: String) -> Reply {
    .failure(DetailedError(.network, "the line was cut", details: [("phase", .string(phase))]))
  }

  private static let fine = Reply.success(.json(#"{"ok":true}"#))

  @Test(arguments: [408, 429, 500, 502, 503, 504])
  func aReadIsRepeatedUntilItComesThrough(_ status: Int) {
    let host = host("GET", [Self.refusal(status), Self.refusal(status), Self.fine])
    #expect(run("print(look().ok)", host).output == "true")
    #expect(host.lines.count == 3)
    // Half of 500 ms and 1 s, or of 2 s and 4 s.
    #expect(host.sleeps == (status == 429 ? [1000, 2000] : [250, 500]))
  }

  @Test(arguments: [400, 403, 404, 409, 410, 413, 422, 501])
  func whatWillBeTheSameAgainIsNotRepeated(_ status: Int) {
    let host = host("GET", [Self.refusal(status)])
    #expect(run("look()", host)["status"] == "\(status)")
    #expect(host.lines.count == 1)
    #expect(host.sleeps.isEmpty)
  }

  @Test func fourAttemptsAreAllAndTheErrorSaysSo() {
    let host = host("GET", [Self.refusal(503)])
    let result = run("look()", host)
    #expect(host.lines.count == 4)
    #expect(host.sleeps == [250, 500, 1000])
    #expect(result["attempts"] == "4")
    #expect(result.caught?.notes.last == "GET /look   12 ms   4 attempts")
  }

  @Test func aLostConnectionIsRepeatedAndCounted() {
    let host = host("GET", [Self.failure(phase: "waiting")])
    let result = run("look()", host)
    #expect(result.kind == "network")
    #expect(result["attempts"] == "4")
    #expect(result.caught?.notes.last == "GET /look   4 attempts")
  }

  private static let unreadable = Reply.success(.json("<html>Please wait</html>"))

  @Test func aReadWhoseAnswerCannotBeReadIsRepeated() {
    let host = host("GET", [Self.unreadable, Self.unreadable, Self.fine])
    #expect(run("print(look().ok)", host).output == "true")
    #expect(host.lines.count == 3)
    #expect(host.sleeps == [250, 500])
    let broken = self.host("GET", [Self.unreadable])
    #expect(run("look()", broken).kind == "parse")
    #expect(broken.lines.count == 4)
  }

  @Test func aPostWhoseAnswerCannotBeReadIsNotRepeated() {
    let host = host("POST", [Self.unreadable, Self.fine])
    let result = run("buy('bread')", host)
    #expect(result.kind == "parse")
    #expect(result["retryable"] == "false")
    #expect(host.lines == ["POST /buy"])
  }

  @Test func aRetryIsShownAsProgress() {
    let host = host("GET", [Self.refusal(503), Self.fine])
    _ = run("look()", host)
    #expect(
      host.progressLines == [
        "begin shop.look", "update - 503 Service Unavailable; attempt 2 of 4 in 250ms",
        "end answered",
      ])
  }

  @Test(arguments: ["sending", "waiting", "receiving"])
  func whatMayHaveBeenDoneIsNotSentAgain(phase: String) {
    let host = host("POST", [Self.failure(phase: phase), Self.fine])
    let result = run("buy('bread')", host)
    #expect(result.kind == "network")
    #expect(
      result.caught?.notes.last
        == "it may have been done anyway, so it was not sent again")
    #expect(host.lines == ["POST /buy"])
  }

  @Test(arguments: [500, 502, 503, 504, 408])
  func anAnswerThatLeavesItOpenIsFinalForAPost(_ status: Int) {
    let host = host("POST", [Self.refusal(status, [("Retry-After", "1")]), Self.fine])
    #expect(run("buy('bread')", host)["status"] == "\(status)")
    #expect(host.lines == ["POST /buy"])
  }

  @Test func whatWasNeverSentIsSentAgain() {
    let host = host("POST", [Self.failure(phase: "connecting"), Self.refusal(429), Self.fine])
    #expect(run("print(buy('bread').ok)", host).output == "true")
    #expect(host.lines.count == 3)
  }

  // MARK: - Retry-After

  @Test(arguments: [("7", 7250), ("0", 250), ("300", 300_250), ("soon", 250)])
  func theServiceSaysHowLong(_ text: String, _ pause: Int) {
    let host = host("GET", [Self.refusal(503, [("Retry-After", text)]), Self.fine])
    #expect(run("print(look().ok)", host).output == "true")
    #expect(host.sleeps == [pause])
  }

  @Test(arguments: ["301", "99999999999999999999", "9223372036854775807"])
  func aPauseBeyondFiveMinutesIsNotWaitedFor(_ text: String) {
    let host = host("GET", [Self.refusal(429, [("Retry-After", text)]), Self.fine])
    let result = run("look()", host)
    #expect(result["status"] == "429")
    #expect(host.sleeps.isEmpty)
    guard text == "301" else { return }
    #expect(
      result.caught?.help
        == "the service asks to wait 5m1s: try again after 2023-11-14T22:35:01Z")
  }

  /// What a `retry` waits is what it is told, and what the service wants at least.
  @Test(arguments: [
    ("retry(times: 2, every: 1s) { http.get('https://shop.example/look') }", "7", [7000]),
    ("retry(times: 2, every: 9s) { http.get('https://shop.example/look') }", "7", [9000]),
    ("retry(times: 3, every: 4s) { http.get('https://shop.example/look') }", "7", [7000, 8000]),
    ("retry(times: 2, every: 1s) { http.get('https://shop.example/look') }", "soon", [1000]),
    ("retry(times: 2, every: 1s) { http.get('https://shop.example/look') }", "300", [300_000]),
    ("retry(times: 2, every: 1s) { http.get('https://shop.example/look') }", "301", []),
    (
      "retry(times: 2, look: e => null) { http.post('https://shop.example/look') }", "7",
      [7000, 7000]
    ),
    (
      "retry(times: 2, every: 1s) { throw error('http', 'busy', {status: 503, retryAfter: 5s}) }",
      "", [5000]
    ),
  ])
  func aRetryHeedsWhatItCaught(_ code: String, _ text: String, _ sleeps: [Int]) {
    let host = TestHost { _ in .json("{}", status: 503, headers: [("Retry-After", text)]) }
    let result = run(code, host)
    #expect(result["status"] == "503", "\(result.message)")
    #expect(host.sleeps == sleeps, "\(code)")
    guard sleeps.isEmpty else { return }
    #expect(
      result.caught?.notes.last
        == "`retry` waits at most 5m, and the service asks to wait 5m1s")
  }

  /// When the vendor's own attempts are at their end, a `retry` around them heeds it too.
  @Test func aRetryHeedsWhatAnOperationWasTold() {
    let host = host("GET", [Self.refusal(429, [("Retry-After", "20")])])
    let result = run("retry(times: 2, every: 1s) { look() }", host)
    #expect(result["retryAfter"] == "20s")
    #expect(host.sleeps.count == 7)
    #expect(host.sleeps.allSatisfy { $0 >= 20_000 })
  }

  // MARK: - Bounds

  @Test func aVendorThatFailsAllTheTimeIsAskedLess() {
    let host = host("GET", [Self.refusal(429)])
    let result = run("for i in 1...100 { try { look() } catch e { } }", host)
    #expect(result.error == nil, "\(result.message)")
    // 500 tokens pay for 100 repetitions at 5 each.
    #expect(host.lines.count == 200)
  }

  // MARK: - Servers that are down

  @Test(arguments: [refusal(500), refusal(503), failure(phase: "connecting")])
  private func aServerThatIsDownIsLeftAlone(_ reply: Reply) {
    let host = host("GET", [reply])
    let result = run("for i in 1...20 { try { look() } catch e { } }\nlook()", host)
    #expect(host.lines.count == 10)
    #expect(result.kind == "network")
    #expect(
      result.message
        == "`shop.look`: nothing was sent: https://shop.example has failed 10 times in a row, so requests to it pause for 30s"
    )
    #expect(result.caught?.notes.first?.hasPrefix("the last failure: ") == true)
    #expect(result["retryable"] == "true")
    #expect(
      result.caught?.help == "check whether the service is running, and try again in 30s")
  }

  /// Who is told that nothing was sent is told why: the last failure, and the last thing the service said.
  @Test func aRefusalKeepsItsCause() {
    let said = Reply.success(.json(#"{"message":"closed until noon"}"#, status: 503))
    let down = Reply.failure(
      DetailedError(.network, "the line was cut", details: [("phase", .string("connecting"))]))
    for (replies, last, status, answer) in [
      ([said], "503 Service Unavailable", "503", "503"), ([down], "the line was cut", nil, nil),
      (Array(repeating: said, count: 7) + [down], "the line was cut", nil, "503"),
    ] as [([Reply], String, String?, String?)] {
      let host = host("GET", replies)
      let result = run(
        """
        for i in 1...20 { try { look() } catch e { } }
        try { look() } catch {kind, lastFailure: f, lastAnswer: a} {
          print(kind, f.message, f.status, f.time > time("2023-01-01"), a?.status, a?.message)
        }
        look()
        """, host)
      let words = result.output
      #expect(words.hasPrefix("network \(last)"), "\(words)")
      #expect(words.contains(" \(status ?? "null") true \(answer ?? "null")"), "\(words)")
      let notes = result.caught?.notes ?? []
      #expect(notes.contains { $0.hasPrefix("the last failure: \(last)") }, "\(notes)")
      let tells = notes.contains { $0.hasPrefix("the last response: 503 Service Unavailable") }
      #expect(tells == (status == nil && answer != nil), "\(notes)")
    }
  }

  @Test func oneRequestSeesWhetherItIsBack() {
    let down = Array(repeating: Self.refusal(500), count: 10)
    let host = host("GET", down + [Self.refusal(501), Self.fine])
    let result = run(
      """
      for i in 1...5 { try { look() } catch e { } }
      sleep(30s)
      for i in 1...5 { try { look() } catch e { print(e?.status ?? e.kind) } }
      sleep(29s)
      try { look() } catch e { print(e.kind) }
      sleep(1s)
      for i in 1...5 { print(look().ok) }
      """, host)
    #expect(result.error == nil, "\(result.message)")
    let words = ["501"] + Array(repeating: "network", count: 5) + Array(repeating: "true", count: 5)
    #expect(result.output == words.joined(separator: "\n"))
    #expect(host.lines.count == 16)
  }

  @Test func aServerThatAnswersIsNeverLeftAlone() {
    let count = Counter()
    let host = TestHost { _ in
      count.next() % 10 == 0 ? .json("{}", status: 404) : .json("{}", status: 501)
    }
    _ = run("for i in 1...100 { try { look() } catch e { } }", host)
    #expect(host.lines.count == 100)
  }

  @Test func waitsOutliveAServerThatIsLeftAlone() {
    let replies = Array(repeating: Self.refusal(503), count: 12)
    let done = Reply.success(.json(#"{"id":7,"status":"done"}"#))
    let host = host(
      "GET", replies + [done], other: #"{"id":7,"status":"queued"}"#)
    let shop = Declarations.vendor(
      """
        operation start() -> Job
          POST "/jobs"
        operation getJob(id: int) -> Job
          GET "/jobs/\\(id)"
        resource Job {
          id: int
          status: string
          poll getJob(id) every 1s...2s
          done when status == "done"
        }
      """)
    let result = Script(host: host, sources: ["shop": shop]).run(
      "print(waitFor(shop.start()).status)")
    #expect(result.output == "done", "\(result.message)")
  }

  @Test func successRefillsTheBudget() {
    let count = Counter()
    let host = TestHost { _ in
      count.next() % 2 == 1 ? .json("{}", status: 503) : .json(#"{"ok":true}"#)
    }
    let result = run("for i in 1...100 { look() }", host)
    #expect(result.error == nil, "\(result.message)")
    #expect(host.lines.count == 200)
  }

  @Test func aTimeoutCoversAllAttempts() {
    let host = TestHost(sleepsForReal: true) { _ in .json("{}", status: 503) }
    let result = run("try { timeout(100ms) { look() } } catch e { print(e.kind) }", host)
    #expect(result.output == "timeout", "\(result.message)")
    #expect(host.lines.count < 4)
  }

  // MARK: - Lost answers

  private static let order = #"{"id":7,"name":"bread","created":"2023-11-14T22:30:00Z"}"#
  private static let older = #"{"id":6,"name":"bread","created":"2023-11-14T22:29:59Z"}"#

  @Test func whatALostCallHasMadeIsFound() {
    let host = host(
      "POST", [Self.failure(phase: "waiting")], other: "[\(Self.older),\(Self.order)]")
    #expect(run("print(order('bread').id)", host).output == "7")
    #expect(host.lines == ["POST /orders", "GET /orders"])
  }

  /// The vendor's clock is ten minutes after: so is what it says of the time.
  @Test(arguments: [("22:20:30", "[7]"), ("22:19:59", "[7, 8]")])
  func whatALostCallHasMadeIsFoundByTheVendorsClock(_ time: String, _ printed: String) {
    let headers = [("Date", "Tue, 14 Nov 2023 22:20:00 GMT")]
    let order = #"{"id":7,"name":"bread","created":"2023-11-14T\#(time)Z"}"#
    let count = Counter()
    let host = TestHost { request in
      guard request.method == "POST" else { return .json("[\(order)]", headers: headers) }
      return count.next() == 1
        ? .json("{}", status: 502, headers: headers) : .json(#"{"id":8}"#, headers: headers)
    }
    let result = run(
      """
      var ids = [7]
      sleep(20s)
      let id = order('bread').id
      if id != 7 { ids.push(id) }
      print(ids)
      """, host)
    #expect(result.output == printed, "\(result.message)")
  }

  /// Whatever the vendor's clock says, and whenever it is first heard of.
  @Test(
    arguments: [-3_600_000, -4_900, -1_100, -300, 0, 300, 1_100, 4_900, 3_600_000], [true, false])
  func whatALostCallHasMadeIsFoundByAnyClock(_ skew: Int, _ isKnownBefore: Bool) {
    let made = Counter()
    let clock = Counter()
    let host = TestHost { request in
      // Each answer takes 37 ms.
      let time = 1_700_001_000_000 + clock.next() * 37 + skew
      let seconds = TimeText.iso(time / 1000 * 1000)
      let date = "Tue, 14 Nov 2023 \(seconds.dropFirst(11).prefix(8)) GMT"
      switch request.line {
      case "POST /orders":
        _ = made.next()
        throw DetailedError(.network, "the line was cut", details: [("phase", .string("waiting"))])
      case "GET /look": return .json("{}", headers: isKnownBefore ? [("Date", date)] : [])
      default:
        let orders = made.value > 0 ? #"[{"id":7,"name":"bread","created":"\#(seconds)"}]"# : "[]"
        return .json(orders, headers: [("Date", date)])
      }
    }
    let result = run("look()\nprint(order('bread').id)", host)
    #expect(result.output == "7", "\(result.message)")
    #expect(made.value == 1)
  }

  @Test func whatAnUnreadableAnswerWasAboutIsFound() {
    let host = host("POST", [Self.unreadable], other: "[\(Self.older),\(Self.order)]")
    #expect(run("print(order('bread').id)", host).output == "7")
    #expect(host.lines == ["POST /orders", "GET /orders"])
  }

  @Test func whatALostCallHasNotMadeIsMadeAgain() {
    let host = host(
      "POST", [Self.refusal(502), .success(.json(Self.order))], other: "[\(Self.older)]")
    #expect(run("print(order('bread').id)", host).output == "7")
    #expect(host.lines == ["POST /orders", "GET /orders", "POST /orders"])
  }

  @Test func whatCannotBeToldApartIsNotMadeAgain() {
    let host = host("POST", [Self.refusal(502)], other: "[\(Self.order),\(Self.order)]")
    let result = run("order('bread')", host)
    #expect(result["status"] == "502")
    #expect(
      result.caught?.notes.last
        == "several new items could be its result, so it was not sent again")
    #expect(host.lines == ["POST /orders", "GET /orders"])
  }

  @Test func whatCannotBeFoundIsNotMadeAgain() {
    let host = host("POST", [Self.refusal(502)], other: "[]")
    #expect(run("order()", host)["status"] == "502")
    #expect(host.lines == ["POST /orders"])
    let blind = TestHost { request in
      .json("{}", status: request.method == "POST" ? 500 : 404)
    }
    let result = run("order('bread')", blind)
    #expect(result["status"] == "500")
    #expect(
      result.caught?.notes.last
        == "checking whether it was done failed too: `shop.listOrders` failed with 404 Not Found: {}"
    )
    #expect(blind.lines == ["POST /orders", "GET /orders"])
  }
}
