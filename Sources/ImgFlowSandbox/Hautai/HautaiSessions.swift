import Foundation
import GRDB
import Hummingbird

/// Access tokens that live an hour, refresh tokens, and tokens for servers. Errors read as those of the
/// vendor's framework, Django REST.
struct HautaiSessions: Sendable {
  static let lifetime: TimeInterval = 3600
  /// Logins of a user in a minute. The guide says that there is a limit, and no number.
  static let loginLimit = 20

  private let store: SandboxStore
  private let clock: SandboxClock
  let users: UserSessions<Hautai.Session>

  init(store: SandboxStore, clock: SandboxClock) {
    self.store = store
    self.clock = clock
    users = UserSessions(
      store: store, clock: clock,
      refusals: SessionRefusals(
        missing: "Authentication credentials were not provided.",
        unknown: "Token is invalid or expired", expired: "Token is invalid or expired"))
  }

  /// Opens a session.
  ///
  /// - Throws: a 401, 403 or 429.
  func open(_ username: String, _ password: String) async throws -> (Hautai.Session, Hautai.User) {
    try await store.database.write { [now = clock.now] db in
      let found = try Hautai.User.filter(Column("username") == username).fetchOne(db)
      guard let user = found, user.password == password else {
        throw Refusal(status: 401, message: "No active account found with the given credentials")
      }
      guard !user.isLocked else {
        throw Refusal(status: 403, message: "This account is locked.")
      }
      let recent = Hautai.Session.filter(
        Column("hautaiUserId") == user.id
          && Column("createdAt") > now.timeIntervalSince1970 - 60)
      guard try recent.fetchCount(db) < Self.loginLimit else {
        throw Refusal(
          status: 429, message: "Request was throttled. Expected available in 60 seconds.",
          headers: [.retryAfter: "60"])
      }
      return (try Self.session(for: user, now, db), user)
    }
  }

  /// Opens a session with a refresh token, which is used up by it.
  ///
  /// - Throws: a 401.
  func refresh(_ token: String) async throws -> (Hautai.Session, Hautai.User) {
    try await store.database.write { [now = clock.now] db in
      let found = try Hautai.Session.filter(Column("refreshToken") == token).fetchOne(db)
      guard let used = found, let user = try Hautai.User.fetchOne(db, key: used.hautaiUserId)
      else { throw Refusal(status: 401, message: "Token is invalid or expired") }
      try used.change(db) { $0.refreshToken = nil }
      return (try Self.session(for: user, now, db), user)
    }
  }

  private static func session(
    for user: Hautai.User, _ now: Date, _ db: Database
  ) throws -> Hautai.Session {
    let session = Hautai.Session(
      accessToken: RandomToken.alphanumeric(48), hautaiUserId: user.id,
      refreshToken: RandomToken.alphanumeric(48), createdAt: now,
      expiresAt: now.addingTimeInterval(Self.lifetime))
    try session.insert(db)
    return session
  }

  /// The sender of a request with these headers.
  ///
  /// - Throws: a 401 if the token is missing, unknown or expired.
  func caller(of headers: HTTPFields) async throws -> Hautai.User {
    // The login page writes the name that way, the samples have the usual one.
    let misnamed = HTTPFields.Element.Name("Authentication")
    let text = headers.bearerToken ?? misnamed.flatMap { headers.bearerToken(in: $0) }
    let owner = try await store.database.read { [now = clock.now] db -> Hautai.User? in
      let token = try Hautai.PrivateToken.filter(Column("data") == text).fetchOne(db)
      guard let token, token.expiresAt.map({ $0 > now }) ?? true else { return nil }
      return try Hautai.User.fetchOne(db, key: token.hautaiUserId)
    }
    if let owner { return owner }
    return try await users.user(of: text)
  }
}
