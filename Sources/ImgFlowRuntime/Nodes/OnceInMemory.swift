import ImgFlowJournal
import Synchronization

/// The values of `once` where nothing is kept from run to run, as at the prompt.
final class OnceInMemory: OnceStore {
  private struct Entry {
    var value: (text: String, expires: Int?)?
    var owner: RunOwner?
    var error: String?
  }

  /// A memory that is made when something is kept in it.
  static var memory: OnceMemory {
    OnceMemory(scope: OnceScope(script: "", place: "")) { OnceInMemory() }
  }

  private let entries = Mutex<[OnceKey: Entry]>([:])

  func claim(
    _ key: OnceKey, shown: String, for owner: RunOwner, at time: Int, ignoring: Set<OnceFact>
  ) -> OnceClaim {
    entries.withLock { entries in
      let entry = entries[key] ?? Entry()
      if let (text, expires) = entry.value, !ignoring.contains(.value),
        expires.map({ time < $0 }) ?? true
      {
        return .value(text)
      }
      if let owner = entry.owner { return .held(owner) }
      if let error = entry.error, !ignoring.contains(.unknown) { return .unknown(error) }
      entries[key, default: Entry()].owner = owner
      return .taken
    }
  }

  func note(_ error: String, for key: OnceKey) { entries.withLock { $0[key]?.error = error } }

  func keep(_ text: String, for key: OnceKey, shown: String, at time: Int, expires: Int?) {
    entries.withLock { $0[key] = Entry(value: (text, expires)) }
  }

  func release(_ key: OnceKey) {
    entries.withLock {
      $0[key]?.owner = nil
      $0[key]?.error = nil
    }
  }

  func leave(_ key: OnceKey) { entries.withLock { $0[key]?.owner = nil } }
  func all() -> [OnceEntry] { [] }
  func forget(_ key: OnceKey) { entries.withLock { $0[key] = nil } }
}
