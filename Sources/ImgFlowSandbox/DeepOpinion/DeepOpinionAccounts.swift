import Foundation
import GRDB

/// The accounts that a new sandbox has: one to work with, and one of another workspace, for trying out
/// roles, invitations, and that customers do not see each other.
enum DeepOpinionAccounts {
  static let demo = "demo@imgflow.dev"
  static let other = "other@imgflow.dev"
  /// The password of both; no secret.
  static let password = "sandbox"

  /// Makes the accounts, each with a workspace, unless there are users already.
  static func seed(_ database: StoreDatabase, now: Date) async throws {
    try await database.write { db in
      guard try DeepOpinion.User.fetchCount(db) == 0 else { return }
      for (name, email, first) in [
        ("ImgFlow Demo", demo, "Demo"), ("ImgFlow Other", other, "Other"),
      ] {
        let user = try DeepOpinion.User(
          id: nil, email: email, password: password, firstName: first, lastName: "Account",
          isSuperuser: email == demo, isVerified: true
        ).inserted(db)
        try addWorkspace(name, description: nil, for: user, now, db)
      }
    }
  }

  /// Makes a workspace whose administrator is the user.
  @discardableResult
  static func addWorkspace(
    _ name: String, description: String?, for user: DeepOpinion.User, _ now: Date, _ db: Database
  ) throws -> DeepOpinion.Organization {
    let workspace = try DeepOpinion.Organization(
      id: nil, name: name, description: description, created: now
    ).inserted(db)
    _ = try DeepOpinion.Permission(
      id: nil, deepOpinionOrganizationId: workspace.number, deepOpinionUserId: user.number,
      role: .admin
    ).inserted(db)
    return workspace
  }
}
