import Foundation
import Synchronization

/// The recent requests to the server, for `/_sandbox/log` and the page at `/`. Bodies, queries and
/// credentials are not in it.
final class RequestLog: Sendable {
  /// Of each entry, one JSON object in a line.
  struct Entry: Codable, Sendable {
    var number = 0
    /// When it came, by the sandbox's clock.
    var time: Date
    var method: String
    var path: String
    /// `expoze.createJob`; nil for anything that is not an operation.
    var operation: String?
    var status: Int?
    /// How long the response took, in real milliseconds.
    var milliseconds: Double?
    /// Why it was refused.
    var problem: String?
    /// What went wrong with it, as was ordered: a `Fault`.
    var fault: String?
    /// Whether the sandbox sent it: a webhook.
    var isOutgoing: Bool?
  }

  /// How many entries are kept, the newest.
  static let capacity = 1000

  private struct State {
    var entries: [Entry] = []
    var count = 0
  }

  private let state = Mutex(State())
  private let onEntry: @Sendable (Entry) -> Void
  /// The requests and responses themselves, of which only the page at `/` shows something.
  let exchanges = ExchangeStore()

  /// Calls `onEntry` for each entry.
  init(onEntry: @escaping @Sendable (Entry) -> Void = { _ in }) { self.onEntry = onEntry }

  func append(_ entry: Entry, _ exchange: Exchange? = nil) {
    let numbered = state.withLock { state in
      var entry = entry
      state.count += 1
      entry.number = state.count
      // Dropping many at a time keeps the cost of each entry constant.
      if state.entries.count >= 2 * Self.capacity { state.entries.removeFirst(Self.capacity) }
      state.entries.append(entry)
      return entry
    }
    if let exchange { exchanges.keep(exchange, number: numbered.number) }
    onEntry(numbered)
  }

  /// The entries, oldest first.
  var entries: [Entry] { state.withLock { Array($0.entries.suffix(Self.capacity)) } }

  func removeAll() {
    state.withLock { $0.entries = [] }
    exchanges.removeAll()
  }

  /// The entries as newline-delimited JSON.
  var ndjson: String { entries.map { $0.json + "\n" }.joined() }
}

extension RequestLog.Entry {
  var json: String {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data = (try? encoder.encode(self)) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }
}
