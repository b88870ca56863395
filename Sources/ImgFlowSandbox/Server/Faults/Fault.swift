/// What may go wrong with a request.
enum Fault: String, CaseIterable, Sendable {
  /// The vendor responds with an error, and has done nothing.
  case error
  /// The connection is cut, and nothing has been done.
  case reset
  /// Everything is done, and the connection is cut before the response.
  case lostResponse = "lost-response"
  /// The response begins, and then keeps the reader waiting.
  case slow
  /// The request waits before anything is done.
  case latency
  /// All sessions have ended when the request comes.
  case expireToken = "expire-token"

  /// Those that a share of requests meets.
  static let shared: [Fault] = [.error, .reset, .lostResponse, .slow]
}

/// What goes wrong with one request.
struct Trouble: Sendable {
  var fault: Fault?
  /// Seconds of real time before anything is done.
  var delay = 0.0
  /// Seconds between the head of the response and its body.
  var stall = 0.0
  /// The response in place of the vendor's own.
  var refusal: Refusal?
}

/// A fault that requests of a kind meet, the next ones.
struct FaultRule: Sendable {
  /// `expoze.createJob`, or `expoze` for all operations of a vendor; nil for all of all.
  var operation: String?
  var fault: Fault
  var status: Int
  var message: String
  /// Seconds, for slow responses.
  var delay: Double
  /// How many requests pass first.
  var after: Int
  /// How many requests meet it; nil for all.
  var times: Int?

  func applies(to name: String) -> Bool {
    guard let operation else { return true }
    return name == operation || name.hasPrefix("\(operation).")
  }

  var trouble: Trouble {
    var trouble = Trouble(fault: fault)
    switch fault {
    case .error: trouble.refusal = Refusal(status: status, message: message)
    case .slow: trouble.stall = delay
    case .latency: trouble.delay = delay
    case .reset, .lostResponse, .expireToken: break
    }
    return trouble
  }
}
