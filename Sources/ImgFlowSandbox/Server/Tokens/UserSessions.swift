import Foundation
import GRDB
import Hummingbird

/// An access token that was given out.
protocol StoredSession: KeyedRecord {
  associatedtype User: StoredRecord
  associatedtype UserKey: DatabaseValueConvertible

  var userKey: UserKey { get }
  var expiresAt: Date { get }
}

/// The sessions of a vendor's users.
struct UserSessions<Session: StoredSession>: Sendable {
  let store: SandboxStore
  let clock: SandboxClock
  let refusals: SessionRefusals
  /// The key of a token's session: the token itself, unless it is signed. Nil for a forged one.
  var key: @Sendable (String) async -> String? = { $0 }

  /// The user of a token.
  ///
  /// - Throws: a 401 if the token is missing, forged, unknown or expired.
  func user(of token: String?) async throws -> Session.User {
    guard let token else { throw refusals.missing }
    guard let key = await key(token) else { throw refusals.unknown }
    let found = try await store.database.read { db -> (Session, Session.User)? in
      guard let session = try Session.fetchOne(db, key: key),
        let user = try Session.User.fetchOne(db, key: session.userKey)
      else { return nil }
      return (session, user)
    }
    guard let (session, user) = found else { throw refusals.unknown }
    guard session.expiresAt > clock.now else { throw refusals.expired }
    return user
  }

  /// Ends the session of a token.
  ///
  /// - Throws: a 401 if the token is forged.
  func close(_ token: String) async throws {
    guard let key = await key(token) else { throw refusals.unknown }
    _ = try await store.database.write { try Session.deleteOne($0, key: key) }
  }

  /// Ends all sessions; refresh tokens stay good.
  func expireAll() async throws {
    let now = clock.now.timeIntervalSince1970
    try await store.database.write { db in
      _ = try Session.updateAll(db, Column("expiresAt").set(to: now))
    }
  }
}

/// A vendor's 401s.
struct SessionRefusals: Sendable {
  let missing, unknown, expired: Refusal

  init(missing: String, unknown: String, expired: String, headers: HTTPFields = [:]) {
    self.missing = Refusal(status: 401, message: missing, headers: headers)
    self.unknown = Refusal(status: 401, message: unknown, headers: headers)
    self.expired = Refusal(status: 401, message: expired, headers: headers)
  }
}
