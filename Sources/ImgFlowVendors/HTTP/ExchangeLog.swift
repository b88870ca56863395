import ImgFlowRuntime
import Synchronization

/// The last exchanges over the network, for a person who wants to see what was sent.
///
/// It holds as much as a person may want to look at: the last few, and of each body the start.
public final class ExchangeLog: Sendable {
  public struct Entry: Sendable {
    /// With at most `bodyLimit` bytes of its body.
    public let request: HTTPRequest
    public let outcome: Outcome
    /// How long it took, in milliseconds.
    public let elapsed: Int
    /// The length of the response's body.
    public let received: Int

    public enum Outcome: Sendable {
      /// With at most `bodyLimit` bytes of its body.
      case answered(HTTPResponse)
      case failed(String)
    }
  }

  /// What all exchanges so far took together.
  public struct Totals: Sendable {
    public var requests = 0
    public var milliseconds = 0
    /// Bytes of responses.
    public var received = 0
  }

  public static let capacity = 20
  /// Enough for nearly all JSON; images are not shown anyway.
  public static let bodyLimit = 1 << 16

  private let state = Mutex<(entries: [Entry], totals: Totals)>(([], Totals()))

  public init() {}

  /// The last exchanges, the newest at the end.
  public var entries: [Entry] { state.withLock { $0.entries } }

  public var totals: Totals { state.withLock { $0.totals } }

  /// Notes an exchange that has ended.
  public func note(_ request: HTTPRequest, _ outcome: Entry.Outcome, elapsed: Int) {
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
