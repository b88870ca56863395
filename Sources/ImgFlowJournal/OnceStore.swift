/// Where the values of `once` are kept, for all runs.
///
/// Calls may come from any thread and process. They throw `StoreProblem`.
package protocol OnceStore: Sendable {
  /// Takes a key for a process that is about to find its value.
  ///
  /// - Parameters:
  ///   - shown: the key as a person sees it.
  ///   - owner: the process that takes it; it loses the key when it ends.
  ///   - ignoring: what does not count although it is known.
  func claim(
    _ key: OnceKey, shown: String, for owner: RunOwner, at time: Int, ignoring: Set<OnceFact>
  ) throws -> OnceClaim
  /// Notes what is true of a key that was taken as long as its value is not known: something that must not be
  /// done twice was begun.
  ///
  /// - Parameter error: the error that says so, as `StoredValue` writes it.
  func note(_ error: String, for key: OnceKey) throws
  /// Keeps the value of a key that was taken.
  ///
  /// - Parameter expires: when it is forgotten, in milliseconds since 1970; nil for never.
  func keep(_ text: String, for key: OnceKey, shown: String, at time: Int, expires: Int?) throws
  /// Gives a key back without a value; nothing was done that must not be done twice.
  func release(_ key: OnceKey) throws
  /// Gives a key back without a value, with what was noted of it.
  func leave(_ key: OnceKey) throws
  /// All that is known, in the order in which it became known.
  func all() throws -> [OnceEntry]
  /// Forgets a key. What a living process is finding cannot be forgotten.
  func forget(_ key: OnceKey) throws
}

/// What a value of `once` is kept under.
package struct OnceKey: Hashable, Sendable {
  package let scope: OnceScope
  /// The digest of the key that the script gave.
  package let digest: String

  package init(scope: OnceScope, digest: String) { (self.scope, self.digest) = (scope, digest) }
}

/// What a value of `once` belongs to.
package struct OnceScope: Hashable, Sendable {
  /// The absolute path of the script.
  package let script: String
  /// The account or sandbox, such as `profile default`; without line ends.
  package let place: String

  package init(script: String, place: String) { (self.script, self.place) = (script, place) }
}

/// Something that can be known of a key.
package enum OnceFact: Sendable, CaseIterable {
  case value
  /// Something was begun for it that must not be done twice.
  case unknown
}

/// What is known of a key that was asked for.
package enum OnceClaim: Sendable, Equatable {
  /// Its value, as `StoredValue` writes it.
  case value(String)
  /// Nothing: the one who asked finds the value.
  case taken
  /// Another process is finding it.
  case held(RunOwner)
  /// It is unknown whether its work was done; an error, as `StoredValue` writes it, says so.
  case unknown(String)
}

/// What is known of a key, as it is listed.
package struct OnceEntry: Sendable, Equatable {
  package let key: OnceKey
  /// The key as a person sees it.
  package let shown: String
  package let claim: OnceClaim
  /// When it was kept, in milliseconds since 1970; nil for what has no value.
  package let kept: Int?
  /// When it is forgotten; nil for never.
  package let expires: Int?

  package init(key: OnceKey, shown: String, claim: OnceClaim, kept: Int?, expires: Int?) {
    (self.key, self.shown, self.claim) = (key, shown, claim)
    (self.kept, self.expires) = (kept, expires)
  }
}
