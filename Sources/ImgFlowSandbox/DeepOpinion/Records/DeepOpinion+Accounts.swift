import Foundation
import GRDB

extension DeepOpinion {
  struct Organization: NumberedRecord {
    static let databaseTableName = "deepOpinionOrganization"
    var id: Int64?
    var name: String
    var description: String?
    var created: Date
    var isBeta = false
    var isReadOnly = false
    /// No one can see a deactivated workspace.
    var isActive = true
  }

  /// An account of the emulator. Its password is public and kept as it is.
  struct User: NumberedRecord {
    static let databaseTableName = "deepOpinionUser"
    var id: Int64?
    var email: String
    var password: String
    var firstName: String?
    var lastName: String?
    var isBetaUser = false
    var isSuperuser = false
    var isVerified = false
    /// The workspace that the user starts in.
    var defaultOrganizationId: Int64?

    /// What others see of a user: the name, or the address where there is none.
    var displayName: String {
      let name = [firstName, lastName].compactMap(\.self).joined(separator: " ")
      return name.isEmpty ? email : name
    }
  }

  /// A token that was given out, by its `jti`.
  struct Session: StoredSession {
    typealias User = DeepOpinion.User
    static let databaseTableName = "deepOpinionSession"
    var id: String
    var deepOpinionUserId: Int64
    var expiresAt: Date
    var userKey: Int64 { deepOpinionUserId }
  }

  /// A mail that the service would have sent, with the token in it that works once.
  struct Mail: NumberedRecord {
    static let databaseTableName = "deepOpinionMail"
    var id: Int64?
    var deepOpinionUserId: Int64
    var purpose: Purpose
    var token: String
    var created: Date

    enum Purpose: String, Codable, Sendable {
      case passwordReset, verification
    }
  }

  struct ProductKey: NumberedRecord {
    static let databaseTableName = "deepOpinionProductKey"
    var id: Int64?
    var deepOpinionUserId: Int64
    var created: Date
    var name: String
    var token: String
  }

  /// The place of a user in a workspace; its number is the permission id of the documents.
  struct Permission: NumberedRecord {
    static let databaseTableName = "deepOpinionPermission"
    var id: Int64?
    var deepOpinionOrganizationId: Int64
    var deepOpinionUserId: Int64
    var role: Role
  }

  enum Role: String, Codable, Sendable, CaseIterable {
    case viewer = "VIEWER"
    case user = "USER"
    case annotator = "ANNOTATOR"
    case manager = "MANAGER"
    case admin = "ADMIN"
  }

  /// An invitation that has not been accepted.
  struct Invitation: NumberedRecord {
    static let databaseTableName = "deepOpinionInvitation"
    var id: Int64?
    var deepOpinionOrganizationId: Int64
    var role: Role
    var email: String
    var invitedById: Int64
    var created: Date
    var token: String
  }

  struct Notification: NumberedRecord {
    static let databaseTableName = "deepOpinionNotification"
    var id: Int64?
    var deepOpinionUserId: Int64
    var title: String
    var text: String
    var created: Date
    var type: Kind
    var read: Date?

    enum Kind: String, Codable, Sendable {
      case info = "INFO"
      case warning = "WARNING"
    }
  }
}
