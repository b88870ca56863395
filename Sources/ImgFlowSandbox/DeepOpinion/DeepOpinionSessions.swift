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
  let users: UserSessions<DeepOpinion.Session>

  init(store: SandboxStore, clock: SandboxClock) {
    self.store = store
    self.clock = clock
    let keys = SigningKeys(store: store, setting: "deepopinion.signingKey")
    self.keys = keys
    users = UserSessions(
      store: store, clock: clock,
      refusals: SessionRefusals(
        missing: "The token is missing. Please log in.",
        unknown: "The token is invalid. Please log in again.",
        expired: "The token has expired. Please log in again."),
      key: { await keys.session(of: $0, DeepOpinionClaims.self) })
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
    let token = try await keys.sign(claims)
    try await store.database.write { db in
      guard try DeepOpinion.User.fetchOne(db, key: user.id)?.password == user.password else {
        throw Refusal(status: 401, message: "The e-mail address or the password is wrong.")
      }
      try session.insert(db)
    }
    return token
  }

  /// The token in the headers. The documents send it both after `Bearer` and bare.
  static func token(in headers: HTTPFields) -> String? {
    let token = headers.bearerToken ?? headers[.authorization] ?? ""
    return token.isEmpty ? nil : token
  }
}

/// What an access token says: the claims of the vendor's sample tokens, and its own number.
struct DeepOpinionClaims: SessionClaims {
  var exp: Int
  var sub: Int
  var iss = "deepopinion.ai"
  var languages = ["*"]
  var functionality = ["Analysis/*", "Training/*", "Models/*"]
  var iat: Int
  var jti: String
}
