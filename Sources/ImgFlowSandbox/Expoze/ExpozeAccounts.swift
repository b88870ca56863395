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
  static func seed(_ database: DatabasePool, tokens: Int) async throws {
    try await database.write { db in
      guard try Expoze.User.fetchCount(db) == 0 else { return }
      for (name, username, first) in [
        ("ImgFlow Demo", demo, "Demo"), ("ImgFlow Other", other, "Other"),
      ] {
        var organization = Expoze.Organization(
          id: nil, uuid: UUID().uuidString.lowercased(), name: name, tokens: tokens, webhook: nil)
        try organization.insert(db)
        let id = organization.id ?? 0
        var user = Expoze.User(
          id: nil, expozeOrganizationId: id, username: username, password: password,
          firstName: first, lastName: "Account", lastLogin: nil)
        try user.insert(db)
        var space = Expoze.Space(
          id: nil, expozeOrganizationId: id, name: "Developer uploads",
          description: "Images uploaded without a workspace.")
        try space.insert(db)
      }
    }
  }
}
