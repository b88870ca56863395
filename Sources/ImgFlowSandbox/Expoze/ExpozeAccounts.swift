import Foundation
import GRDB

/// The accounts that a new sandbox has: one to work with, and one of another organization, for trying
/// out that customers do not see each other.
enum ExpozeAccounts {
  static let demo = "demo@imgflow.dev"
  static let other = "other@imgflow.dev"
  /// The password of both; no secret.
  static let password = "sandbox"

  /// Makes the accounts, each with an organization and the workspace that uploads without one go to,
  /// unless there are users already.
  static func seed(_ database: StoreDatabase, tokens: Int) async throws {
    try await database.write { db in
      guard try Expoze.User.fetchCount(db) == 0 else { return }
      for (name, username, first) in [
        ("ImgFlow Demo", demo, "Demo"), ("ImgFlow Other", other, "Other"),
      ] {
        let id = try Expoze.Organization(
          id: nil, uuid: RandomToken.uuid(), name: name, tokens: tokens, webhook: nil
        ).inserted(db).number
        _ = try Expoze.User(
          id: nil, expozeOrganizationId: id, username: username, password: password,
          firstName: first, lastName: "Account", lastLogin: nil
        ).inserted(db)
        _ = try Expoze.Space(
          id: nil, expozeOrganizationId: id, name: "Developer uploads",
          description: "Images uploaded without a workspace."
        ).inserted(db)
      }
    }
  }
}
