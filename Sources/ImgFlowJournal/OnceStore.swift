/// Where the values of `once` are kept, for all runs.
package protocol OnceStore: Sendable {
  /// Claims a key for a run that will compute its value, unless the value exists or another run computes it.
  ///
  /// - Parameters:
  ///   - shown: the key as a person sees it.
  ///   - owner: the process that takes it; it loses the key when it ends.
  func claim(
    _ key: OnceKey, shown: String, for owner: RunOwner, at time: Int
  ) throws -> OnceClaim
  /// Keeps the value of a key that was taken.
  ///
  /// - Parameter expires: when it is forgotten, in milliseconds since 1970; nil for never.
  func keep(_ text: String, for key: OnceKey, shown: String, at time: Int, expires: Int?) throws
  /// Gives a key back without a value.
  func release(_ key: OnceKey) throws
  /// All values of a script, or of all scripts, in the order in which they were kept.
  func all() throws -> [KeptOnce]
  /// Forgets a value; false if there is none.
  func forget(_ key: OnceKey) throws -> Bool
}

/// What a value of `once` is kept under.
package struct OnceKey: Hashable, Sendable {
  /// The script and the account, or sandbox, that the value belongs to.
  package let scope: String
  /// The digest of the key that the script gave.
  package let digest: String

  package init(scope: String, digest: String) { (self.scope, self.digest) = (scope, digest) }
}

/// Whether there is a value.
package enum OnceClaim: Sendable, Equatable {
  /// There is, as `StoredValue` writes it.
  case value(String)
  /// There is none: the one who asked finds it.
  case taken
  /// Another process is finding it.
  case held(RunOwner)
}

/// A value of `once`, as it is listed.
package struct KeptOnce: Sendable, Equatable {
  package let key: OnceKey
  package let shown: String
  package let value: String
  package let kept: Int
  package let expires: Int?

  package init(key: OnceKey, shown: String, value: String, kept: Int, expires: Int?) {
    (self.key, self.shown, self.value) = (key, shown, value)
    (self.kept, self.expires) = (kept, expires)
  }
}

/// What a run remembers with `once`: the values of its script and account.
package struct OnceMemory: Sendable {
  /// Opens the store when it is first needed.
  package let store: @Sendable () throws -> any OnceStore
  package let scope: String
  /// Whether values that are kept are found again: with `--fresh` they are not.
  package let isFresh: Bool

  package init(
    scope: String, isFresh: Bool, store: @escaping @Sendable () throws -> any OnceStore
  ) {
    (self.scope, self.isFresh, self.store) = (scope, isFresh, store)
  }
}
