import Foundation
import GRDB
import Hummingbird
import ImgFlowValues

extension DeepOpinionOperation {
  enum Accounts: String, DeepOpinionSection {
    case login, register, logout, getAuthStatus, resetPassword, sendPasswordResetEmail,
      verifyEmail, resendVerification, getUser, updateUser, deleteUser, getUserPermissions,
      updateUserPermissions, listUserKeys, createUserKey, deleteUserKey

    var work: DeepOpinionWork {
      switch self {
      case .login: .direct { try await $0.login($1) }
      case .register: .direct { try await $0.register($1) }
      case .logout:
        .direct { emulator, call in
          if let token = DeepOpinionSessions.token(in: call.request.headers) {
            try await emulator.sessions.users.close(token)
          }
          return emulator.answer(
            to: call, try DeepOpinionTransaction.done("Successfully logged out."))
        }
      case .getAuthStatus:
        .read { transaction in
          let user = try transaction.user
          return try .object([
            "status": .string("OK"), "message": .string("Logged in as \(user.email)."),
            "user_id": Value(user.id), "email": .string(user.email),
          ])
        }
      case .resetPassword: .write { try $0.resetPassword() }
      case .sendPasswordResetEmail: .write { try $0.sendPasswordResetEmail() }
      case .verifyEmail: .write { try $0.verifyEmail() }
      case .resendVerification: .write { try $0.resendVerification() }
      case .getUser: .read { DeepOpinionTransaction.json(try $0.userOfPath()) }
      case .updateUser: .write { try $0.updateUser() }
      case .deleteUser: .write { try $0.deleteUser() }
      case .getUserPermissions:
        .read { DeepOpinionTransaction.permissions(of: try $0.userOfPath()) }
      case .updateUserPermissions: .write { try $0.updateUserPermissions() }
      case .listUserKeys: .read { try $0.keys(of: try $0.userOfPath()) }
      case .createUserKey: .write { try $0.createUserKey() }
      case .deleteUserKey: .write { try $0.deleteUserKey() }
      }
    }
  }
}

extension DeepOpinionEmulator {
  fileprivate func login(_ call: DeepOpinionCall) async throws -> Response {
    let (email, password) = (call.text("email"), call.text("password"))
    let user = try await store.database.read { db in
      try DeepOpinion.User.filter(Column("email") == email).fetchOne(db)
    }
    guard let user, user.password == password else {
      throw Refusal(status: 401, message: "The e-mail address or the password is wrong.")
    }
    return try await opened(for: user, call, "Successfully logged in.", "OK")
  }

  /// Makes an account with a workspace of its own.
  fileprivate func register(_ call: DeepOpinionCall) async throws -> Response {
    let draft = DeepOpinion.User(
      id: nil, email: call.text("email"), password: call.text("password"),
      firstName: call.body["first_name"]?.asString, lastName: call.body["last_name"]?.asString)
    let now = clock.now
    let user = try await store.database.write { db in
      let user = try draft.insertedOnce(db)
      let name = "\(user.displayName)'s workspace"
      try DeepOpinionAccounts.addWorkspace(name, description: nil, for: user, now, db)
      try user.send(.verification, now, db)
      return user
    }
    return try await opened(for: user, call, "Successfully registered.", "CREATED")
  }

  private func opened(
    for user: DeepOpinion.User, _ call: DeepOpinionCall, _ message: String, _ status: String
  ) async throws -> Response {
    let token = try await sessions.open(for: user)
    return answer(
      to: call,
      try .object([
        "auth_token": .string(token), "message": .string(message), "status": .string(status),
      ]))
  }
}

extension DeepOpinion.User {
  /// Stores a new user.
  ///
  /// - Throws: a 400 if someone has the address.
  func insertedOnce(_ db: Database) throws -> DeepOpinion.User {
    guard try DeepOpinion.User.filter(Column("email") == email).fetchCount(db) == 0 else {
      throw Refusal.malformed("A user with the address \(email) already exists.")
    }
    return try inserted(db)
  }

  /// Puts a mail with a token into the sandbox's outbox.
  func send(_ purpose: DeepOpinion.Mail.Purpose, _ now: Date, _ db: Database) throws {
    _ = try DeepOpinion.Mail(
      id: nil, deepOpinionUserId: number, purpose: purpose, token: RandomToken.hex(bytes: 16),
      created: now
    ).inserted(db)
  }
}

extension DeepOpinionTransaction {
  /// The user of the path, whom only they themselves and superusers may see.
  fileprivate func userOfPath() throws -> DeepOpinion.User {
    let (id, caller) = (try call.id("user_id"), try user)
    guard id == caller.number || caller.isSuperuser else {
      throw Refusal.forbidden("Only administrators may see and change other users.")
    }
    guard let found = try DeepOpinion.User.fetchOne(db, key: id) else {
      throw Refusal.notFound("User \(id) does not exist.")
    }
    return found
  }

  fileprivate static func json(_ user: DeepOpinion.User) -> Value {
    (try? .object([
      "first_name": Value(user.firstName), "last_name": Value(user.lastName),
      "email": .string(user.email),
    ])) ?? .null
  }

  /// The documents show a user here, without the flags that it is about, which come separately.
  fileprivate static func permissions(of user: DeepOpinion.User) -> Value {
    (try? .object([
      "first_name": Value(user.firstName), "last_name": Value(user.lastName),
      "email": .string(user.email), "is_betauser": .bool(user.isBetaUser),
      "is_superuser": .bool(user.isSuperuser),
    ])) ?? .null
  }

  fileprivate func updateUser() throws -> Value {
    let found = try userOfPath()
    if let email = text("email"), email.lowercased() != found.email.lowercased() {
      guard try DeepOpinion.User.filter(Column("email") == email).fetchCount(db) == 0 else {
        throw Refusal.malformed("A user with the address \(email) already exists.")
      }
    }
    return Self.json(
      try found.change(db) { user in
        user.email = text("email") ?? user.email
        user.firstName = text("first_name", replacing: user.firstName)
        user.lastName = text("last_name", replacing: user.lastName)
        user.password = text("password") ?? user.password
      })
  }

  fileprivate func deleteUser() throws -> Value {
    _ = try userOfPath().delete(db)
    return try Self.done("Successfully deleted.")
  }

  fileprivate func updateUserPermissions() throws -> Value {
    guard try user.isSuperuser else {
      throw Refusal.forbidden("Only superusers may change permissions of users.")
    }
    return Self.permissions(
      of: try userOfPath().change(db) { user in
        user.isBetaUser = body["is_betauser"]?.asBool ?? user.isBetaUser
        user.isSuperuser = body["is_superuser"]?.asBool ?? user.isSuperuser
      })
  }

  // MARK: - Mails

  fileprivate func sendPasswordResetEmail() throws -> Value {
    let user = try DeepOpinion.User.filter(Column("email") == call.text("email")).fetchOne(db)
    try user?.send(.passwordReset, now, db)
    // The response is the same whether or not the address is in use; otherwise anyone could find out who is a
    // user.
    return try Self.done("If someone has this address, a mail was sent to it.")
  }

  fileprivate func resetPassword() throws -> Value {
    let user = try recipient(of: call.text("reset_password_token"), .passwordReset)
    try user.change(db) { $0.password = call.text("password") }
    return try Self.done("The password was changed.")
  }

  fileprivate func resendVerification() throws -> Value {
    try user.send(.verification, now, db)
    return try Self.done("A mail was sent.")
  }

  fileprivate func verifyEmail() throws -> Value {
    let user = try recipient(of: call.text("verify_email_token"), .verification)
    try user.change(db) { $0.isVerified = true }
    return try Self.done("The e-mail address is confirmed.")
  }

  /// Whom a mail with a token was sent to. A token works once, and for a day.
  private func recipient(
    of token: String, _ purpose: DeepOpinion.Mail.Purpose
  ) throws -> DeepOpinion.User {
    let mail = try DeepOpinion.Mail.filter(Column("token") == token).fetchOne(db)
    guard let mail, mail.purpose == purpose, mail.created.addingTimeInterval(86_400) > now,
      let user = try DeepOpinion.User.fetchOne(db, key: mail.deepOpinionUserId)
    else { throw Refusal.malformed("The token is unknown, used or too old.") }
    _ = try mail.delete(db)
    return user
  }

  // MARK: - Product keys

  fileprivate func keys(of user: DeepOpinion.User) throws -> Value {
    let keys = try DeepOpinion.ProductKey.filter(Column("deepOpinionUserId") == user.number)
      .order(Column("id")).fetchAll(db)
    return try .list(keys.map(Self.json))
  }

  private static func json(_ key: DeepOpinion.ProductKey) throws -> Value {
    try .object([
      "id": Value(key.id), "created": .instant(key.created), "name": .string(key.name),
      "token": .string(key.token),
    ])
  }

  fileprivate func createUserKey() throws -> Value {
    let user = try userOfPath().number
    let known = DeepOpinion.ProductKey.filter(Column("deepOpinionUserId") == user)
    let key = try DeepOpinion.ProductKey(
      id: nil, deepOpinionUserId: user, created: now,
      name: text("name") ?? "Key \(try known.fetchCount(db) + 1)",
      token: RandomToken.hex(bytes: 16)
    ).inserted(db)
    return try Self.json(key)
  }

  fileprivate func deleteUserKey() throws -> Value {
    let (user, id) = (try userOfPath(), try call.id("key_id"))
    let key = try DeepOpinion.ProductKey.filter(Column("deepOpinionUserId") == user.number)
      .filter(Column("id") == id).fetchOne(db)
    guard let key else { throw Refusal.notFound("Key \(id) does not exist.") }
    _ = try key.delete(db)
    return try keys(of: user)
  }
}
