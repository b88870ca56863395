import Foundation
import GRDB
import Hummingbird
import ImgFlowValues

/// OAuth 2.0 (RFC 6749): authorization codes, access tokens, refresh tokens.
struct AssetZenGrants: Sendable {
  let store: SandboxStore
  let clock: SandboxClock

  /// What Doorkeeper gives without being told otherwise.
  static let lifetime: TimeInterval = 7200
  /// The longest that section 4.1.2 recommends.
  static let codeLifetime: TimeInterval = 600
  /// Asks to show the code rather than to send it somewhere.
  private static let outOfBand = "urn:ietf:wg:oauth:2.0:oob"

  // MARK: - Authorization

  /// The authorization page, which approves at once for the demo user and sends the browser back.
  func authorize(_ query: [(name: String, text: String)]) async throws -> Response {
    let given = { (name: String) in query.last { $0.name == name }?.text }
    let id = given("client_id") ?? ""
    let application = try await store.database.read {
      try AssetZen.Application.fetchOne($0, key: id)
    }
    guard let application else {
      throw Refusal.oauth("invalid_client", "Application \(id.prefix(80)) does not exist.")
    }
    let address = given("redirect_uri") ?? ""
    guard address == Self.outOfBand || Loopback.isHost(ofAddress: address) else {
      throw Refusal.oauth(
        "invalid_redirect_uri", "The sandbox only sends browsers back to this machine.")
    }
    guard given("response_type") == "code" else {
      return try redirect(to: address, ["error": "unsupported_response_type"], given("state"))
    }
    let code = AssetZen.Code(
      code: RandomToken.hex(bytes: 32), assetzenApplicationId: application.id,
      assetzenUserId: AssetZenSeeds.demoUser.id, redirectURI: address,
      expiresAt: clock.now.addingTimeInterval(Self.codeLifetime))
    try await store.database.write { try code.insert($0) }
    guard address != Self.outOfBand else {
      let page: HTML = """
        <!doctype html><title>AssetZen (sandbox)</title>
        <p>Approved for \(AssetZenSeeds.demoUser.name). The code: <code>\(code.code)</code></p>
        """
      return .text(page.text, type: "text/html; charset=utf-8")
    }
    return try redirect(to: address, ["code": code.code], given("state"))
  }

  private func redirect(
    to address: String, _ items: KeyValuePairs<String, String>, _ state: String?
  ) throws -> Response {
    guard var parts = URLComponents(string: address) else {
      throw Refusal.oauth("invalid_redirect_uri", "The redirect address cannot be read.")
    }
    let state = state.map { [URLQueryItem(name: "state", value: $0)] } ?? []
    let added = items.map { URLQueryItem(name: $0.key, value: $0.value) } + state
    parts.queryItems = (parts.queryItems ?? []) + added
    return Response(status: .found, headers: [.location: parts.string ?? address])
  }

  // MARK: - Tokens

  /// Exchanges a code or a refresh token, each of which works once.
  func token(_ call: AssetZenCall) async throws -> Response {
    let (id, secret) = (call.text("client_id"), call.text("client_secret"))
    let application = try await store.database.read {
      try AssetZen.Application.fetchOne($0, key: id)
    }
    guard let application, application.secret == secret else {
      throw Refusal.oauth(
        "invalid_client", "Client authentication failed.", status: 401)
    }
    let now = clock.now
    let opened = try await store.database.write { db -> AssetZen.Token? in
      let user =
        call.text("grant_type") == "refresh_token"
        ? try Self.useRefreshToken(call.text("refresh_token"), application, db)
        : try Self.useCode(call.text("code"), call.text("redirect_uri"), application, now, db)
      guard let user else { return nil }
      let token = AssetZen.Token(
        accessToken: RandomToken.hex(bytes: 32), assetzenApplicationId: application.id,
        assetzenUserId: user, refreshToken: RandomToken.hex(bytes: 32),
        expiresAt: now.addingTimeInterval(Self.lifetime), isReusable: false)
      try token.insert(db)
      return token
    }
    guard let token = opened else {
      throw Refusal.oauth(
        "invalid_grant",
        "The provided authorization grant is invalid, expired, revoked, does not match the "
          + "redirection URI, or was issued to another client.")
    }
    return .object([
      "access_token": .string(token.accessToken), "token_type": .string("Bearer"),
      "expires_in": .int(Int(Self.lifetime)), "refresh_token": Value(token.refreshToken),
      "scope": .string("public"), "created_at": .int(Int(now.timeIntervalSince1970)),
    ])
  }

  /// The user who gave the code; nil for a code that is unknown, used, too old, or another's.
  private static func useCode(
    _ text: String, _ address: String, _ application: AssetZen.Application, _ now: Date,
    _ db: Database
  ) throws -> Int64? {
    guard let code = try AssetZen.Code.fetchOne(db, key: text) else { return nil }
    try code.delete(db)
    let isGood =
      code.expiresAt > now && code.redirectURI == address
      && code.assetzenApplicationId == application.id
    return isGood ? code.assetzenUserId : nil
  }

  /// The user of a session that is continued; nil for a refresh token that is unknown, used or another's.
  private static func useRefreshToken(
    _ text: String, _ application: AssetZen.Application, _ db: Database
  ) throws -> Int64? {
    let found = try AssetZen.Token.filter(Column("refreshToken") == text).fetchOne(db)
    guard let token = found, token.assetzenApplicationId == application.id else { return nil }
    if !token.isReusable { try token.change(db) { $0.refreshToken = nil } }
    return token.assetzenUserId
  }
}

extension Refusal {
  /// An error of RFC 6749 section 5.2.
  static func oauth(_ error: String, _ description: String, status: Int = 400) -> Refusal {
    Refusal(
      status: status, message: description,
      body: try? .object(["error": .string(error), "error_description": .string(description)]))
  }
}
