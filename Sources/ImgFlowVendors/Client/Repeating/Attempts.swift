import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// The attempts at one request: another one follows a transient failure, after a growing pause, if the
/// operation may be sent again (reliability design 4.1).
struct Attempts {
  static let most = 4

  private let call: OperationCall
  private var request: HTTPRequest
  private let server: String
  private var made = 0
  /// What the repeated ones took out of the vendor's budget.
  private var taken = 0
  private var entry: Int?
  private var outcome = "failed"
  private var host: any Host { call.evaluator.host }

  /// What came of an attempt, if not something that ends all of them.
  private typealias Ending = Result<HTTPResponse, DetailedError>

  init(_ call: OperationCall, _ request: HTTPRequest) {
    self.call = call
    self.request = request
    server = URLParts(request.url)?.origin ?? request.url
  }

  /// Sends the request until there is a response to keep, and returns it.
  ///
  /// - Throws: the error of the last attempt; `CancellationError`.
  mutating func run() throws -> HTTPResponse {
    defer { if let entry { host.progress.end(entry, outcome: outcome) } }
    var ending: Ending?
    while true {
      try call.evaluator.checkCancellation()
      let turn = try nextTurn()
      // While it waited for its turn, others may have found that the server is down.
      if let refusal {
        turn?.end(host)
        return try finish(ending ?? .failure(refusal))
      }
      made += 1
      request.attempt = made
      let attempt = try send(turn)
      guard let failure = failure(of: attempt), try prepare(after: failure) else {
        return try finish(attempt)
      }
      ending = attempt
    }
  }

  private mutating func finish(_ ending: Ending) throws -> HTTPResponse {
    switch ending {
    case .failure(let error): throw described(error)
    case .success(var response):
      if failure(of: ending) == nil, response.status < 500 {
        call.client.retries.succeed(after: taken)
        outcome = "answered"
      }
      response.attempts = made
      return response
    }
  }

  /// Nil for what another attempt would meet again.
  private func failure(of ending: Ending) -> AttemptFailure? {
    switch ending {
    case .failure(let error): AttemptFailure(error)
    case .success(let response):
      AttemptFailure(
        response, now: host.now(), hasKey: made > 1 && call.operation.keyHeader != nil)
    }
  }

  /// Waits until the vendor's limits allow a request; nil if there are none.
  private mutating func nextTurn() throws -> Governor.Turn? {
    // Addresses that responses give belong to others.
    guard URLParts(call.client.baseURL)?.origin == server else { return nil }
    return try call.client.governor.enter(call.operation, call.evaluator) { wait in
      guard wait >= Self.shownWait else { return }
      show("waits for its turn, for \(DurationText.short(wait))")
    }
  }

  /// The shortest wait for a turn that is shown, in milliseconds.
  private static let shownWait = 1000

  /// Sends the request once, and remembers how its server does.
  private func send(_ turn: Governor.Turn?) throws -> Ending {
    defer { turn?.end(host) }
    let circuits = call.client.circuits
    do {
      let response = try call.evaluator.send(request)
      call.client.clock.note(response, now: host.now())
      if response.status < 500 {
        circuits.succeed(server)
      } else {
        let said = ErrorReader(call, request: request).summary(of: response)
        note(failure: said, status: response.status)
      }
      if response.status == 429 {
        let wanted = response.retryAfter(now: host.now()) ?? 0
        turn?.slowDown(pause: wanted > RetryAfter.longest ? 0 : wanted, host)
      }
      return .success(response)
    } catch let error as DetailedError {
      if let failure = AttemptFailure(error) { note(failure: failure.reason, status: nil) }
      return .failure(error)
    }
  }

  private func note(failure message: String, status: Int?) {
    call.client.circuits.fail(
      server, CircuitBreaker.Failure(message: message, status: status, time: host.now()),
      now: host.uptime())
  }

  /// Waits until it is time for another attempt; false if there is to be none.
  private mutating func prepare(after failure: AttemptFailure) throws -> Bool {
    guard made < Self.most, failure.isBeforeWork || call.operation.repetition != .never else {
      return false
    }
    if let wanted = failure.retryAfter, wanted > RetryAfter.longest { return false }
    let cost = failure.isThrottled ? RetryBudget.throttledCost : RetryBudget.cost
    guard call.client.retries.take(cost) else { return false }
    taken += cost
    let pause = Backoff.pause(before: made + 1, isThrottled: failure.isThrottled, host)
    let wait = pause + (failure.retryAfter ?? 0)
    show(
      "\(failure.reason); attempt \(made + 1) of \(Self.most) in \(DurationText.short(wait))")
    try call.evaluator.sleep(milliseconds: wait)
    return true
  }

  /// Why nothing may be sent now.
  private var refusal: DetailedError? {
    call.client.circuits.refusal(for: server, now: host.uptime())
  }

  private mutating func show(_ detail: String) {
    let entry = entry ?? host.progress.begin(call.operation.qualifiedName, as: .wait)
    self.entry = entry
    host.progress.update(entry, fraction: nil, detail: detail)
  }

  /// The transport knows the server; readers of the error want to know the request.
  private func described(_ error: DetailedError) -> DetailedError {
    DetailedError(
      error.kind, "`\(call.operation.qualifiedName)`: \(error.message)",
      details: error.details + [
        ("request", .string(request.line)), ("attempts", .int(made)),
      ],
      isRetryable: error.isRetryable,
      notes: error.notes + [request.line + Self.count(made)], help: error.help)
  }

  /// `   4 attempts`, for the end of a line; empty for one.
  static func count(_ attempts: Int) -> String { attempts > 1 ? "   \(attempts) attempts" : "" }
}

/// The pauses between attempts: up to twice as long each time, and random, so that many callers do not retry
/// in step.
enum Backoff {
  /// Milliseconds.
  private static let base = 500
  private static let throttledBase = 2000
  private static let longest = 20_000

  /// - Parameter attempt: The one that is to follow, 2 or more.
  static func pause(before attempt: Int, isThrottled: Bool = false, _ host: any Host) -> Int {
    let base = isThrottled ? throttledBase : base
    let ceiling = min(base << max(0, min(attempt - 2, 16)), longest)
    return Int((host.randomShare * Double(ceiling)).rounded())
  }
}

extension Host {
  /// A random number from 0 up to, and without, 1.
  var randomShare: Double { Double(randomBits() >> 11) / Double(1 << 53) }
}
