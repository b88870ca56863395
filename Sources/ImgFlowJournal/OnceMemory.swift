import Synchronization

/// What a run remembers with `once`: the values of its script and account.
package final class OnceMemory: Sendable {
  package let scope: OnceScope
  /// The run that can be resumed if it is stopped; nil if none can.
  package let run: RunID?
  /// Whether values that are kept are found again: with `--fresh` they are not.
  package let isFresh: Bool
  private let open: @Sendable () throws -> any OnceStore
  private let opened = Mutex<(any OnceStore)?>(nil)

  /// - Parameter open: opens the store when it is first needed.
  package init(
    scope: OnceScope, run: RunID? = nil, isFresh: Bool = false,
    open: @escaping @Sendable () throws -> any OnceStore
  ) {
    (self.scope, self.run, self.isFresh, self.open) = (scope, run, isFresh, open)
  }

  /// The store, which is opened once.
  package var store: any OnceStore {
    get throws {
      try opened.withLock { opened in
        let store = try opened ?? open()
        opened = store
        return store
      }
    }
  }
}
