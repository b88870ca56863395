import ImgFlowRuntime
import Synchronization

/// The last exchanges over the network, for a person who wants to see what was sent.
///
/// It holds as much as a person may want to look at: the last few, and of each body the start.
package final class ExchangeLog: Sendable {
  package struct Entry: Sendable {
    /// With at most `bodyLimit` bytes of its body.
    package let request: HTTPRequest
    package let outcome: Outcome
    /// How long it took, in milliseconds.
    package let elapsed: Int
    /// The length of the response's body.
    package let received: Int

    package enum Outcome: Sendable {
      /// With at most `bodyLimit` bytes of its body.
      case answered(HTTPResponse)
      case failed(String)
    }
  }

  /// What all exchanges so far took together.
  package struct Totals: Sendable {
    package var requests = 0
    package var milliseconds = 0
    /// Bytes of responses.
    package var received = 0
  }

  package static let capacity = 20
  /// Enough for nearly all JSON; images are not shown anyway.
  package static let bodyLimit = 1 << 16

  private let state = Mutex<(entries: [Entry], totals: Totals)>(([], Totals()))

  package init() {}

  /// The last exchanges, the newest at the end.
  package var entries: [Entry] { state.withLock { $0.entries } }

  package var totals: Totals { state.withLock { $0.totals } }

  /// Notes an exchange that has ended.
  package func note(_ request: HTTPRequest, _ outcome: Entry.Outcome, elapsed: Int) {
    var request = request
    if case .bytes(let bytes) = request.body { request.body = .bytes(Self.start(of: bytes)) }
    var outcome = outcome
    var received = 0
    if case .answered(var response) = outcome {
      received = response.body.count
      response.body = Self.start(of: response.body)
      outcome = .answered(response)
    }
    let entry = Entry(request: request, outcome: outcome, elapsed: elapsed, received: received)
    state.withLock { state in
      state.entries.append(entry)
      if state.entries.count > Self.capacity { state.entries.removeFirst() }
      state.totals.requests += 1
      state.totals.milliseconds += elapsed
      state.totals.received += received
    }
  }

  private static func start(of bytes: [UInt8]) -> [UInt8] {
    bytes.count > bodyLimit ? Array(bytes.prefix(bodyLimit)) : bytes
  }
}
