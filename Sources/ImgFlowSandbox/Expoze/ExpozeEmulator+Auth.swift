import GRDB
import Hummingbird
import ImgFlowValues

extension ExpozeEmulator {
  func login(_ call: ExpozeCall) async throws -> Response {
    try await signIn(call, refusal: "Invalid credentials.")
  }

  /// Opens a session with a refresh token or, as the documents have it, with username and password.
  func refreshToken(_ call: ExpozeCall) async throws -> Response {
    guard let token = call.body["refresh_token"]?.asString else {
      return try await signIn(call, refusal: "An authentication exception occurred.")
    }
    return try answer(with: try await sessions.refresh(token))
  }

  private func signIn(_ call: ExpozeCall, refusal: String) async throws -> Response {
    let (username, password) = (call.text("username"), call.text("password"))
    let now = clock.now
    let found = try await store.database.read { db in
      try Expoze.User.filter(Column("username") == username).fetchOne(db)
    }
    guard let user = found, user.password == password else {
      throw Refusal(status: 401, message: refusal)
    }
    return try answer(
      with: try await sessions.open(for: user) { db in
        try user.change(db) { $0.lastLogin = now }
      })
  }

  func getCurrentUser(_ call: ExpozeCall) async throws -> Response {
    let user = try call.signedIn()
    let organization = try await organization(of: user)
    return .json(
      try .object([
        "firstName": Value(user.firstName), "lastName": Value(user.lastName),
        "company": Value(organization.name), "username": Value(user.username),
        "roles": .list(ExpozeClaims.roles.map { Value.string($0) }),
        "organization": .object([
          "uuid": Value(organization.uuid), "stripePlanId": .null, "id": Value(organization.id),
        ]),
        "organizationId": Value(organization.id), "status": .string("active"), "avatar": .null,
        "lastLogin": Value(user.lastLogin), "department": .null, "jobTitle": .null,
        "id": Value(user.id),
      ]))
  }

  private func answer(with tokens: ExpozeSessions.Tokens) throws -> Response {
    .json(
      try .object([
        "token": .string(tokens.token), "refresh_token": .string(tokens.refreshToken),
      ]))
  }

  func organization(of user: Expoze.User) async throws -> Expoze.Organization {
    let id = user.expozeOrganizationId
    let found = try await store.database.read { try Expoze.Organization.fetchOne($0, key: id) }
    guard let found else { throw Refusal.notFound() }
    return found
  }
}
