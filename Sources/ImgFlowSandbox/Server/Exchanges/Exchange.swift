import Hummingbird
import Synchronization

/// A request with its response, or a webhook that was sent.
struct Exchange: Sendable {
  typealias Headers = [(name: String, value: String)]

  let method: String
  /// The absolute address.
  let url: String
  let headers: Headers
  let body: BodyCapture
  /// Nil for a webhook, for which only the response's status is known.
  var answer: Answer?

  struct Answer: Sendable {
    let status: Int
    let headers: Headers
    let body: BodyCapture
  }

  /// The content type of what was sent.
  var contentType: String? { Self.contentType(headers) }

  static func contentType(_ headers: Headers) -> String? {
    headers.first { $0.name.lowercased() == "content-type" }?.value
  }
}

extension Exchange {
  init(_ request: Request, body: BodyCapture) {
    self.init(
      method: request.method.rawValue,
      url: "http://\(request.head.authority ?? "127.0.0.1")\(request.uri.string)",
      headers: request.headers.pairs, body: body)
  }
}

extension HTTPFields {
  fileprivate var pairs: Exchange.Headers { map { ($0.name.rawName, $0.value) } }
}

extension Exchange.Answer {
  init(_ response: Response, body: BodyCapture) {
    self.init(status: response.status.code, headers: response.headers.pairs, body: body)
  }
}

/// The last exchanges by the numbers of their entries in the log. Bodies are kept as long as there is
/// room for them.
final class ExchangeStore: Sendable {
  static let capacity = 300
  /// Bytes of all bodies together.
  static let room = 24 << 20

  private let state = Mutex<[(number: Int, exchange: Exchange)]>([])

  func keep(_ exchange: Exchange, number: Int) {
    state.withLock { kept in
      kept.append((number, exchange))
      if kept.count > Self.capacity { kept.removeFirst(kept.count - Self.capacity) }
      var room = Self.room
      for (_, exchange) in kept.reversed() {
        for body in [exchange.body, exchange.answer?.body].compactMap({ $0 }) {
          if body.kept > room { body.forget() } else { room -= body.kept }
        }
      }
    }
  }

  subscript(number: Int) -> Exchange? {
    state.withLock { $0.last { $0.number == number }?.exchange }
  }

  func removeAll() { state.withLock { $0 = [] } }
}
