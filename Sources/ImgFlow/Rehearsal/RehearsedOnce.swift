import ImgFlowJournal
import ImgFlowRuntime
import Synchronization

/// The values of `once` in a rehearsal. Those of earlier runs mean nothing to the sandbox, so their blocks are rehearsed
/// too; but as a run would not execute them, what they send is not counted.
package final class RehearsedOnce: OnceStore {
  private enum Entry {
    case taken
    case kept(String, expires: Int?)
  }

  private struct State {
    var entries: [OnceKey: Entry] = [:]
    var skipped: Set<OnceKey> = []
  }

  private let known: [OnceKey: OnceEntry]
  private let host: RehearsalHost
  private let state = Mutex(State())

  /// - Parameter known: what earlier runs have kept.
  package init(_ known: [OnceEntry], on host: RehearsalHost) {
    self.known = Dictionary(known.map { ($0.key, $0) }) { $1 }
    self.host = host
  }

  /// How many blocks a run would not execute.
  package var skipped: Int { state.withLock { $0.skipped.count } }

  package func claim(
    _ key: OnceKey, shown: String, for owner: RunOwner, at time: Int, ignoring: Set<OnceFact>
  ) -> OnceClaim {
    let claim = state.withLock { state -> OnceClaim in
      switch state.entries[key] {
      case .taken: return .held(owner)
      case .kept(let text, let expires) where expires.map { time < $0 } ?? true:
        return .value(text)
      case .kept, nil:
        state.entries[key] = .taken
        if isKnown(key, at: time) { state.skipped.insert(key) }
        return .taken
      }
    }
    if case .taken = claim, isSkipped(key) { host.leaveOut(1) }
    return claim
  }

  package func keep(_ text: String, for key: OnceKey, shown: String, at time: Int, expires: Int?) {
    state.withLock { $0.entries[key] = .kept(text, expires: expires) }
    if isSkipped(key) { host.leaveOut(-1) }
  }

  package func release(_ key: OnceKey) {
    state.withLock { $0.entries[key] = nil }
    if isSkipped(key) { host.leaveOut(-1) }
  }

  private func isKnown(_ key: OnceKey, at time: Int) -> Bool {
    known[key].map { $0.expires.map { time < $0 } ?? true } ?? false
  }

  private func isSkipped(_ key: OnceKey) -> Bool { state.withLock { $0.skipped.contains(key) } }

  /// A rehearsal has no later runs for which something could be unknown.
  package func note(_ error: String, for key: OnceKey) {}

  package func leave(_ key: OnceKey) { release(key) }

  package func all() -> [OnceEntry] { [] }

  package func forget(_ key: OnceKey) { state.withLock { $0.entries[key] = nil } }
}
