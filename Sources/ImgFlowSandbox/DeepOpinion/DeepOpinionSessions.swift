import Foundation
import GRDB
import Hummingbird
import JWTKit

/// Access tokens: JSON web tokens signed with RS256, as in the vendor's samples. They cannot be refreshed: a
/// client whose token has expired signs in again.
struct DeepOpinionSessions: Sendable {
  /// What the sample tokens live.
  static let lifetime: TimeInterval = 1_209_600

  private let store: SandboxStore
  private let clock: SandboxClock
  private let keys: SigningKeys

  init(store: SandboxStore, clock: SandboxClock) {
    self.store = store
    self.clock = clock
    keys = SigningKeys(store: store, setting: "deepopinion.signingKey")
  }

  /// Starts looking for the signing key, or making one, which takes longer than starting a server may.
  func prepareKey() async { await keys.prepare() }

  /// Opens a session and returns its token.
  ///
  /// - Throws: a 401 if the account was deleted or has another password since it was looked up.
  func open(for user: DeepOpinion.User) async throws -> String {
    let now = clock.now
    let session = DeepOpinion.Session(
      id: RandomToken.hex(bytes: 16), deepOpinionUserId: user.number,
      expiresAt: now.addingTimeInterval(Self.lifetime))
    let claims = DeepOpinionClaims(
      exp: Int(now.timeIntervalSince1970 + Self.lifetime), sub: Int(user.number),
      iat: Int(now.timeIntervalSince1970), jti: session.id)
    let token = try await keys.collection.sign(claims)
    try await store.database.write { db in
      guard try DeepOpinion.User.fetchOne(db, key: user.id)?.password == user.password else {
        throw Refusal(status: 401, message: "The e-mail address or the password is wrong.")
      }
      try session.insert(db)
    }
    return token
  }

  /// The sender of a request with these headers. The documents send the token both after `Bearer` and bare.
  ///
  /// - Throws: a 401 if the token is missing, forged or expired.
  func user(of headers: HTTPFields) async throws -> DeepOpinion.User {
    guard let claims = try await claims(of: headers) else {
      throw Refusal(status: 401, message: "The token is missing. Please log in.")
    }
    let found = try await store.database.read { db -> (DeepOpinion.Session, DeepOpinion.User)? in
      guard let session = try DeepOpinion.Session.fetchOne(db, key: claims.jti),
        let user = try DeepOpinion.User.fetchOne(db, key: session.deepOpinionUserId)
      else { return nil }
      return (session, user)
    }
    guard let (session, user) = found else {
      throw Refusal(status: 401, message: "The token is invalid. Please log in again.")
    }
    guard session.expiresAt > clock.now else {
      throw Refusal(status: 401, message: "The token has expired. Please log in again.")
    }
    return user
  }

  /// What the token in the headers says; nil without one.
  ///
  /// - Throws: a 401 for a forged one.
  private func claims(of headers: HTTPFields) async throws -> DeepOpinionClaims? {
    guard let token = headers.bearerToken ?? headers[.authorization], !token.isEmpty else {
      return nil
    }
    guard let claims = try? await keys.collection.verify(token, as: DeepOpinionClaims.self) else {
      throw Refusal(status: 401, message: "The token is invalid. Please log in again.")
    }
    return claims
  }

  /// Ends the session that the token in the headers belongs to.
  func close(_ headers: HTTPFields) async throws {
    guard let claims = try await claims(of: headers) else { return }
    _ = try await store.database.write { try DeepOpinion.Session.deleteOne($0, key: claims.jti) }
  }

  /// Ends all sessions.
  func expireAll() async throws {
    let now = clock.now.timeIntervalSince1970
    try await store.database.write { db in
      try db.execute(sql: "UPDATE deepOpinionSession SET expiresAt = ?", arguments: [now])
    }
  }
}

/// What an access token says: the claims of the vendor's sample tokens, and its own number.
struct DeepOpinionClaims: JWTPayload {
  var exp: Int
  var sub: Int
  var iss = "deepopinion.ai"
  var languages = ["*"]
  var functionality = ["Analysis/*", "Training/*", "Models/*"]
  var iat: Int
  var jti: String

  /// Expiry is checked against the sandbox's clock, which the library does not know.
  func verify(using algorithm: some JWTAlgorithm) {}
}
