import Foundation
import GRDB
import Hummingbird
import JWTKit

/// Access and refresh tokens. Access tokens are JSON web tokens signed with RS256, as in the vendor's
/// samples; errors read as those of its framework's JWT bundle.
struct ExpozeSessions: Sendable {
  /// What the sample tokens live.
  static let lifetime: TimeInterval = 60_480
  /// Not documented; the habit of the framework's refresh bundle.
  static let refreshLifetime: TimeInterval = 30 * 86_400

  private let store: SandboxStore
  private let clock: SandboxClock
  private let keys: SigningKeys
  let users: UserSessions<Expoze.Session>

  init(store: SandboxStore, clock: SandboxClock) {
    self.store = store
    self.clock = clock
    let keys = SigningKeys(store: store, setting: "expoze.signingKey")
    self.keys = keys
    users = UserSessions(
      store: store, clock: clock,
      refusals: SessionRefusals(
        missing: "JWT Token not found", unknown: "Invalid JWT Token", expired: "Expired JWT Token"),
      key: { await keys.session(of: $0, ExpozeClaims.self) })
  }

  struct Tokens: Sendable {
    var token: String
    var refreshToken: String
  }

  /// Starts looking for the signing key, or making one, which takes longer than starting a server may.
  func prepareKey() async { await keys.prepare() }

  /// Opens a session, in the transaction in which `body` makes certain that it may be.
  func open(
    for user: Expoze.User, _ body: @escaping @Sendable (Database) throws -> Void
  ) async throws -> Tokens {
    let now = clock.now
    let session = Expoze.Session(
      id: RandomToken.hex(bytes: 16), expozeUserId: user.number,
      expiresAt: now.addingTimeInterval(Self.lifetime))
    let refresh = Expoze.RefreshToken(
      token: RandomToken.hex(bytes: 64), expozeUserId: user.number,
      expiresAt: now.addingTimeInterval(Self.refreshLifetime))
    let claims = ExpozeClaims(
      iat: Int(now.timeIntervalSince1970),
      exp: Int(now.timeIntervalSince1970 + Self.lifetime), username: user.username,
      userId: Int(user.number), organization: Int(user.expozeOrganizationId), jti: session.id)
    let token = try await keys.sign(claims)
    try await store.database.write { db in
      try body(db)
      try session.insert(db)
      try refresh.insert(db)
    }
    return Tokens(token: token, refreshToken: refresh.token)
  }

  /// Opens a session with a refresh token, which is used up by it.
  ///
  /// - Throws: a 401 if the token is unknown, used or too old.
  func refresh(_ token: String) async throws -> Tokens {
    let now = clock.now
    let refusal = Refusal(status: 401, message: "An authentication exception occurred.")
    let user = try await store.database.read { db -> Expoze.User? in
      guard let refresh = try Expoze.RefreshToken.fetchOne(db, key: token),
        refresh.expiresAt > now
      else { return nil }
      return try Expoze.User.fetchOne(db, key: refresh.expozeUserId)
    }
    guard let user else { throw refusal }
    return try await open(for: user) { db in
      guard try Expoze.RefreshToken.deleteOne(db, key: token) else { throw refusal }
    }
  }
}

/// What an access token says: the claims of the vendor's sample tokens, and its own number.
struct ExpozeClaims: SessionClaims {
  var iat: Int
  var exp: Int
  var roles = ExpozeClaims.roles
  var username: String
  var userId: Int
  var organization: Int
  var subscription = Subscription()
  var jti: String

  static let roles = ["ROLE_USER", "ROLE_ADMIN", "ROLE_API_USER"]

  struct Subscription: Codable, Sendable {
    var pro = true
    var coreplus = false
    var core = false
  }
}
