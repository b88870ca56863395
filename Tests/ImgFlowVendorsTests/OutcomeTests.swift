import ImgFlowRuntime
import ImgFlowValues
import Synchronization
import Testing

/// What must not be done twice, with every fault and inside of everything that may run it again.
@Suite("Nothing is done twice")
struct OutcomeTests {
  /// A call, and whether it may be made again when nobody knows what became of it.
  private struct Call {
    let code: String
    let mayBeRepeated: Bool
    /// Looks for its work by itself.
    var finds = false
  }

  private static let calls = [
    Call(code: "shop.look()", mayBeRepeated: true),
    Call(code: "shop.rename('bread')", mayBeRepeated: true),
    Call(code: "shop.search('bread')", mayBeRepeated: true),
    Call(code: "shop.buy('bread')", mayBeRepeated: false),
    Call(code: "shop.order('bread')", mayBeRepeated: false, finds: true),
    Call(code: "shop.place('bread')", mayBeRepeated: false),
    Call(code: "http.get('https://shop.example/things')", mayBeRepeated: true),
    Call(code: "http.put('https://shop.example/things', json: 1)", mayBeRepeated: true),
    Call(code: "http.delete('https://shop.example/things')", mayBeRepeated: true),
    Call(code: "http.post('https://shop.example/things', json: 1)", mayBeRepeated: false),
    Call(code: "http.patch('https://shop.example/things', json: 1)", mayBeRepeated: false),
    Call(
      code: "http.request('LOCK', 'https://shop.example/things', json: 1)", mayBeRepeated: false),
  ]

  private static let shop = Declarations.vendor(
    """
      operation look() -> object
        GET "/things"
      operation rename(name: string) -> object
        PUT "/things"
        json
      operation search(name: string) -> object
        POST "/things"
        json
        repeat safe
      operation buy(name: string) -> Order
        POST "/things"
        json
      operation order(name: string) -> Order
        POST "/things"
        json
        repeat find listOrders().filter(o => o.name == name && o.created >= since)
      operation place(name: string) -> Order
        POST "/things"
        json
        repeat keyed "Idempotency-Key"
      operation listOrders() -> [Order]
        GET "/orders"
      operation meet(fault: int) -> object
        PUT "/fault"
        json
      resource Order {
        id: int
        name: string
        created: time
      }
    """)

  /// What goes wrong with the first request, and whether the service has done its work by then.
  private struct Fault {
    let name: String
    let hasEffect: Bool
    /// Whether the client can tell that nothing was done.
    let isCertain: Bool
    let answer: @Sendable () throws -> HTTPResponse

    static func status(
      _ status: Int, _ hasEffect: Bool = false, _ headers: [(name: String, value: String)] = []
    ) -> Fault {
      Fault(
        name: "\(status)", hasEffect: hasEffect,
        isCertain: [301, 307, 308, 400, 404, 429, 501].contains(status)
      ) { .json(#"{"message":"busy"}"#, status: status, headers: headers) }
    }

    static func cut(
      _ phase: String, _ hasEffect: Bool = false, _ kind: ErrorKind = .network,
      isRetryable: Bool = true
    ) -> Fault {
      Fault(name: "\(kind) \(phase)", hasEffect: hasEffect, isCertain: phase == "connecting") {
        throw DetailedError(
          kind, "it was cut off", details: [("phase", .string(phase))], isRetryable: isRetryable)
      }
    }

    static func success(_ name: String, _ body: String) -> Fault {
      Fault(name: name, hasEffect: true, isCertain: false) { .json(body) }
    }
  }

  private static let refusals = [400, 404, 429, 501, 301, 307, 308].map { Fault.status($0) }
  private static let openStatuses = [302, 303, 408, 500, 502, 503, 504, 507, 520, 524]
    .flatMap { [Fault.status($0, true), Fault.status($0, false)] }
  private static let cuts: [Fault] = [
    .cut("connecting"), .cut("connecting", false, .timeout),
    .cut("sending"), .cut("sending", false, .timeout), .cut("sending", false, .io),
    .cut("waiting", true), .cut("waiting"), .cut("waiting", true, .timeout),
    .cut("receiving", true), .cut("receiving", true, .limit, isRetryable: false),
    .cut("receiving", true, isRetryable: false),
  ]
  private static let others: [Fault] = [
    .status(503, true, [("Retry-After", "7")]), .status(429, false, [("Retry-After", "7")]),
    .success("no JSON", "<html>"), .success("too deep", String(repeating: "[", count: 2000)),
  ]
  private static let faults = refusals + openStatuses + cuts + others

  /// Everything around a call that may run it again; `CALL` stands for it.
  private static let wrappers = [
    "CALL",
    "retry(times: 4) { CALL }",
    "retry(times: 4, on: e => true) { CALL }",
    "retry(times: 4, on: e => e.retryable) { CALL }",
    "retry(times: 2) { retry(times: 2) { CALL } }",
    "retry(times: 3) { timeout(1h) { CALL } }",
    "retry(times: 3) { step('work') { CALL } }",
    "retry(times: 3) { (parallel for x in [1] { CALL })[0] }",
    "parallel for x in [1] { retry(times: 3) { CALL } }",
    "retry(times: 3) { try { CALL } catch e { throw e } }",
    "retry(times: 3) { try { CALL } catch e { throw 'failed: \\(e.message)' } }",
    "retry(times: 3) { try { CALL } catch e { throw error('network', 'failed') } }",
    "retry(times: 3, on: e => e.retryable) { try { CALL } catch e { throw error('http', 'x', {status: 503, cause: e}) } }",
    "retry(times: 3) { let r = try? CALL\nif r == null { throw 'nothing' }\nr }",
    "retry(times: 3) { let [r] = parallel(onError: 'collect') for x in [1] { CALL }\nif 'error' in r { throw 'failed' }\nr }",
    "retry(times: 3) { fn f() => CALL\nf() }",
    "retry(times: 3) { batch.check(batch.run([1], x => CALL, times: 3)) }",
    "batch.check(batch.run([1], x => CALL, times: 4))",
    "batch.check(batch.run([1], x => CALL, times: 4, on: e => true))",
    "batch.check(batch.again(batch.run([1], x => CALL), x => CALL))",
    "batch.check(batch.inChunks([1], x => CALL, options: {times: 3}))",
    "once(i) { CALL }",
    "retry(times: 3) { once(i) { CALL } }",
    "once(i) { retry(times: 3) { timeout(1h) { CALL } } }",
    "once(i) { (parallel for x in [1] { CALL })[0] }",
    "{ let _first = try? once(i) { CALL }\nonce(i) { CALL } }",
    "{ let _first = try? once(i) { try { CALL } catch e { throw 'failed' } }\nonce(i) { CALL } }",
    "{ let _first = batch.run([i], x => CALL, times: 2, key: x => x)\nbatch.check(batch.run([i], x => CALL, key: x => x)) }",
    "batch.check(batch.again(batch.run([i], x => CALL, key: x => x), x => CALL, {key: x => x}))",
    "waitFor(() => CALL, until: x => true, every: 1s)",
    "waitFor(() => retry(times: 2) { CALL }, until: x => true, every: 1s)",
    "{ var n = 0\nvar r = null\nwhile n < 3 { n += 1\ntry { r = CALL\nbreak } catch e if e.retryable { sleep(1s) } }\nr }",
  ]

  /// A service that does its work once for each request, but for what the fault says of the first.
  private final class Service: Sendable {
    struct State {
      var fault = Fault.status(400)
      var requests = 0
      var effects = 0
      /// The keys of the requests that it has carried out.
      var keys: Set<String> = []
    }

    let state = Mutex(State())

    func answer(_ request: HTTPRequest) throws -> HTTPResponse {
      try state.withLock { state in
        switch request.line {
        case "PUT /fault":
          let index = Int(request.json.filter(\.isNumber)) ?? 0
          state = State(fault: OutcomeTests.faults[index])
          return .json("{}")
        case "GET /orders":
          let orders = Array(repeating: Self.order, count: state.effects)
          return .json("[" + orders.joined(separator: ",") + "]")
        case "GET /effects":
          return .json("\(state.effects)")
        default:
          state.requests += 1
          let isFirst = state.requests == 1
          if !isFirst || state.fault.hasEffect {
            let key = request.header("Idempotency-Key")
            if key.map({ state.keys.insert($0).inserted }) ?? true { state.effects += 1 }
          }
          return isFirst ? try state.fault.answer() : .json(Self.order)
        }
      }
    }

    private static let order = #"{"id":7,"name":"bread","created":"2123-11-14T23:30:00Z"}"#
  }

  /// What came of code with one of the faults.
  private struct Ending {
    let fault: Fault
    let title: String
    let effects: Int
    /// Nil for a success.
    let kind: String?
    let outcome: String?
    let isRetryable: Bool?
    let message: String
  }

  /// Runs code with faults, each on its own.
  private static func run(_ code: String, _ indices: [Int]) -> [Ending] {
    let service = Service()
    let count = Counter()
    let random: @Sendable () -> UInt64 = { UInt64(count.next()) << 44 }
    let host = TestHost(random: random) { request, _ in try service.answer(request) }
    let source = """
      import "std/batch" as batch
      use shop
      for i in [\(indices.map { "\($0)" }.joined(separator: ", "))] {
        meet(i)
        let end = try { { let made = \(code)
          {ok: type(made)} } } catch e { {kind: e.kind, outcome: e?.outcome, retryable: e.retryable, message: e.message} }
        print(json.stringify({...end, effects: http.get('https://shop.example/effects').body}))
      }
      """
    let result = Script(host: host, sources: ["shop": shop]).run(source)
    #expect(result.error == nil, "\(code): \(result.message)")
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == indices.count, "\(code)")
    return zip(indices, lines).map { index, line in
      let fields = (try? JSON.parse(Array(line.utf8)))?.asRecord
      return Ending(
        fault: faults[index], title: "\(faults[index].name): \(code)",
        effects: fields?["effects"]?.asInt ?? -1, kind: fields?["kind"]?.asString,
        outcome: fields?["outcome"]?.asString, isRetryable: fields?["retryable"]?.asBool,
        message: fields?["message"]?.asString ?? "")
    }
  }

  @Test(arguments: calls.indices.filter { !calls[$0].mayBeRepeated }, wrappers)
  func whatMustNotBeDoneTwiceIsNot(_ index: Int, _ wrapper: String) {
    let call = Self.calls[index]
    let faults = Self.faults.indices.filter {
      Self.faults[$0].hasEffect || !Self.openStatuses.indices.contains($0 - Self.refusals.count)
    }
    for end in Self.run(wrapper.replacing("CALL", with: call.code), faults) {
      #expect(end.effects == 0 || end.effects == 1, "\(end.title)")
      if end.kind == nil { #expect(end.effects == 1, "\(end.title)") }
    }
  }

  @Test(arguments: calls.indices)
  func theErrorSaysWhetherItIsKnown(_ index: Int) {
    let call = Self.calls[index]
    for end in Self.run(call.code, Array(Self.faults.indices)) {
      guard end.kind != nil else {
        // It was sent again, or its work was found.
        #expect(end.effects > 0, "\(end.title)")
        continue
      }
      let isOpen = !call.mayBeRepeated && !end.fault.isCertain
      #expect(end.outcome == (isOpen ? "unknown" : nil), "\(end.title): \(end.message)")
      if isOpen { #expect(end.isRetryable == false, "\(end.title)") }
      if !isOpen, !call.mayBeRepeated { #expect(end.effects == 0, "\(end.title)") }
    }
  }

  /// Where the script says how to look, it ends well, with one effect.
  @Test(arguments: calls.indices.filter { !calls[$0].mayBeRepeated && !calls[$0].finds })
  func lookingFirstEndsWell(_ index: Int) {
    let call = Self.calls[index].code
    let found = "listOrders().find(o => true)"
    let wrappers = [
      "retry(times: 3, look: e => \(found)) { \(call) }",
      "retry(times: 3, look: e => \(found)) { try { \(call) } catch e { throw 'failed' } }",
      "retry(times: 3, look: e => \(found)) { retry(times: 3) { \(call) } }",
      "batch.check(batch.run([1], x => \(call), times: 3, look: (x, e) => \(found)))",
      "batch.check(batch.again(batch.run([1], x => \(call)), x => \(call), {look: (x, e) => \(found)}))",
      "{ let _first = try? once(i) { \(call) }\nonce(i, look: e => \(found)) { \(call) } }",
      "batch.check(batch.run([i], x => \(call), times: 3, key: x => x, look: (x, e) => \(found)))",
      "{ let _first = batch.run([i], x => \(call), key: x => x)\nbatch.check(batch.run([i], x => \(call), key: x => x, look: (x, e) => \(found))) }",
      "batch.check(batch.again(batch.run([i], x => \(call), key: x => x), x => \(call), {key: x => x, look: (x, e) => \(found)}))",
    ]
    let open = Self.faults.indices.filter { !Self.faults[$0].isCertain }
    for end in wrappers.flatMap({ Self.run($0, open) }) {
      #expect(end.effects == 1, "\(end.title)")
      #expect(end.kind == nil, "\(end.title): \(end.message)")
    }
  }

  /// The record of the service does see what is done twice: a script may ask for it by name.
  @Test func whatIsDoneTwiceIsSeen() {
    let lost = Self.faults.indices.filter { Self.faults[$0].hasEffect }
    for end in Self.run("retry(times: 3, look: e => null) { shop.buy('bread') }", lost) {
      #expect(end.effects == 2, "\(end.title)")
    }
  }

  // MARK: - Work that was done before something else failed

  private static func later(_ code: String) -> (Script.Result, lines: [String]) {
    let host = TestHost { request in
      request.line == "GET /things" ? .json("{}", status: 503) : .json(#"{"id":7}"#)
    }
    let result = Script(host: host, sources: ["shop": shop]).run("use shop\n\(code)")
    return (result, host.lines.filter { $0.hasPrefix("POST") })
  }

  @Test(arguments: [
    "retry(times: 3) { buy('bread')\nlook() }",
    "retry(times: 3, on: e => e.retryable) { timeout(1h) { buy('bread') }\nlook() }",
    "retry(times: 3) { parallel for x in [1] { buy('bread') }\nlook() }",
    "retry(times: 2) { retry(times: 2) { buy('bread')\nlook() } }",
    "retry(times: 3) { http.post('https://shop.example/a')\nhttp.get('https://shop.example/things') }",
  ])
  func whatWasDoneBeforeAFailureIsNotDoneAgain(_ code: String) {
    let (result, lines) = Self.later(code)
    #expect(lines.count == 1, "\(code)")
    #expect(result["status"] == "503")
    let note = result.caught?.notes.last ?? ""
    #expect(note.hasSuffix("was done and would be done twice"), "\(note)")
  }

  @Test(arguments: [
    "retry(times: 3) { buy('bread')\nthrow 'not fresh' }",
    "retry(times: 3) { buy('bread')\nthrow error('quality', 'not fresh') }",
    "retry(times: 3, look: e => null) { buy('bread')\nlook() }",
  ])
  func theScriptMaySayThatItIsDoneAgain(_ code: String) {
    #expect(Self.later(code).lines.count == 3, "\(code)")
  }

  @Test func aFailedLookIsToldWithTheError() {
    let host = TestHost { _ in .json("{}", status: 502) }
    let result = Script(host: host, sources: ["shop": Self.shop]).run(
      "retry(look: e => throw 'no list') { shop.buy('bread') }")
    #expect(result["outcome"] == "unknown")
    #expect(result.caught?.notes.last == "checking whether it was done failed too: no list")
  }

  @Test func theMessageSaysHowToLook() {
    let host = TestHost { _ in .json("{}", status: 502) }
    let result = Script(host: host, sources: ["shop": Self.shop]).run(
      "retry() { shop.buy('bread') }")
    #expect(host.lines == ["POST /things"])
    #expect(
      result.caught?.notes.suffix(2) == [
        "it may have been done anyway, so it was not sent again",
        "`retry` did not run its block again: it is unknown whether its `shop.buy` was done",
      ])
    #expect(
      result.caught?.help
        == "check with `shop.listOrders` whether it was done before you repeat it; "
        + "`retry(look: e => …) { … }` does so for you")
  }
}
