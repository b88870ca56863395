import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowVendors
import Testing

/// A deadline holds wherever the time is spent. Nothing here would end by itself while a test waits.
@Suite("Deadlines", .timeLimit(.minutes(2)))
struct DeadlineTests {
  /// Where time is spent, and whether something may have been done by then.
  private static let places: [(code: String, isOpen: Bool)] = [
    ("sleep(1h)", false),
    ("http.get(base + '/silence')", false),
    ("http.get(base + '/half')", false),
    ("http.post(base + '/silence', json: 1)", true),
    ("http.post(base + '/half', json: 1)", true),
    ("http.put(base + '/silence', json: 1)", false),
    ("shop.look()", false),
    ("shop.buy('bread')", true),
    ("shop.order('bread')", true),
    ("shop.busy()", false),
    ("retry(times: 3, every: 1h) { throw 'later' }", false),
    ("retry(times: 3, every: 1ms) { http.get(base + '/busy') }", false),
    ("retry(times: 3, every: 1ms) { shop.buy('bread') }", true),
    ("retry(times: 2, every: 1h, look: e => null) { http.post(base + '/close') }", true),
    ("waitFor(() => false, until: x => x, every: 1h)", false),
    ("waitFor(() => http.get(base + '/silence'), until: x => true, every: 1s)", false),
    ("waitFor(shop.start())", false),
    ("waitFor([shop.start(), shop.start()])", false),
    ("shop.list().all()", false),
    ("shop.scroll().all()", false),
    ("parallel for x in 1...3 { http.get(base + '/silence') }", false),
    ("parallel for x in 1...3 { shop.buy('bread') }", true),
    ("door.look()", false),
    ("batch.run([1, 2], x => http.get(base + '/silence'))", false),
  ]

  private static func declaration(_ name: String, _ url: String, _ clauses: String) -> SourceFile {
    SourceFile(
      name: "\(name).imgflow", text: "vendor \(name) {\n  base \"\(url)\"\n\(clauses)\n}\n")
  }

  private static func shop(_ url: String) -> SourceFile {
    declaration(
      "shop", url,
      """
        operation look() -> object
          GET "/silence"
        operation busy() -> object
          GET "/busy"
        operation buy(name: string) -> object
          POST "/silence"
          json
        operation order(name: string) -> Job
          POST "/close"
          json
          repeat find find()
        operation find() -> [Job]
          GET "/silence"
        operation start() -> Job
          POST "/job"
        operation getJob(id: int) -> Job
          GET "/silence/\\(id)"
        operation list(cursor?: string) -> stream Job
          GET "/silence"
          query
          answers 200 {jobs: items, next: next}
          pages by 10, cursor = next while next != null
        operation scroll(cursor?: string) -> stream Job
          GET "/scroll"
          query
          answers 200 {jobs: items, next: next}
          pages by 10, cursor = next within 60s while next != null
        resource Job {
          key id
          id: int
          status: string
          poll getJob(id) every 1ms...2ms
          done when status == "done"
        }
      """)
  }

  private static func door(_ url: String) -> SourceFile {
    declaration(
      "door", url,
      """
        session { token: secret }
        auth bearer session.token, opened by enter()
        operation enter() -> Session
          POST "/silence"
          auth none
          opens session
        operation look() -> object
          GET "/job"
      """)
  }

  private static let transport = HTTPTransport()
  private static let server = Result {
    try LoopbackServer { request in
      switch request.path.prefix(while: { $0 != "?" }) {
      case "/half": .half
      case "/close": .close
      case "/busy": .answer(503, [("Retry-After", "200")])
      case "/job": .answer(200, [], #"{"id":7,"status":"queued"}"#)
      case "/scroll" where !request.path.contains("cursor"):
        .answer(200, [], #"{"jobs":[{"id":7,"status":"done"}],"next":"a"}"#)
      default: .silence
      }
    }
  }

  private func run(
    _ code: String, options: Interpreter.Options = Interpreter.Options()
  ) throws -> Script.Result {
    let server = try Self.server.get()
    let script = Script(
      host: TestHost(Self.transport, sleepsForReal: true),
      sources: ["shop": Self.shop(server.url), "door": Self.door(server.url)], options: options)
    return script.run(
      """
      import "std/batch" as batch
      let base = "\(server.url)"
      fn run() {
      \(code)
      }
      let make = batch.run
      run()
      """)
  }

  @Test(arguments: places.indices)
  func timeoutHolds(_ index: Int) throws {
    let (code, isOpen) = Self.places[index]
    let result = try run("timeout(150ms) { \(code) }")
    #expect(result.kind == "timeout", "\(code): \(result.message)")
    #expect(result.message == "this took longer than 150ms", "\(code)")
    #expect(result["outcome"] == (isOpen ? "unknown" : nil), "\(code)")
    #expect(result["retryable"] == "\(!isOpen)", "\(code)")
  }

  @Test(arguments: places.indices)
  func theWholeRunsLimitHolds(_ index: Int) throws {
    let (code, isOpen) = Self.places[index]
    var options = Interpreter.Options()
    options.timeout = 150
    let result = try run(code, options: options)
    #expect(result.kind == "timeout", "\(code): \(result.message)")
    #expect(result.message == "the script took longer than 150ms", "\(code)")
    let isTold = result.caught?.notes.contains { $0.contains("may have been done") } ?? false
    #expect(isTold == isOpen, "\(code)")
  }

  @Test(arguments: [
    "http.get(base + '/silence')", "shop.look()", "shop.busy()", "retry(every: 1h) { throw 'x' }",
    "sleep(1h)", "shop.list().first()", "timeout(1h) { shop.look() }",
  ])
  func theTimeoutOfAWaitHoldsInsideOfAPoll(_ code: String) throws {
    let result = try run("waitFor(() => \(code), until: x => true, every: 1ms, timeout: 150ms)")
    #expect(result.kind == "timeout", "\(code): \(result.message)")
    #expect(result.message == "waitFor was still not done after 150ms", "\(code)")
  }

  @Test func aJobThatWasWaitedForTooLongIsNotStartedAgain() throws {
    let result = try run(
      "retry(times: 3, on: e => e.retryable) { waitFor(shop.start(), timeout: 100ms) }")
    #expect(result.message == "shop job 7 was still `queued` after 100ms")
    #expect(result["outcome"] == "unknown")
    #expect(result["retryable"] == "false")
  }

  @Test func theFirstOfSeveralDeadlinesIsTold() throws {
    let inner = try run("timeout(1h) { timeout(100ms) { shop.look() } }")
    #expect(inner.message == "this took longer than 100ms")
    let outer = try run("timeout(100ms) { timeout(1h) { shop.look() } }")
    #expect(outer.message == "this took longer than 100ms")
    let wait = try run(
      "timeout(100ms) { waitFor(() => shop.look(), until: x => true, every: 1s, timeout: 1h) }")
    #expect(wait.message == "this took longer than 100ms")
  }
}
