import Foundation
import GRDB

/// What Haut.AI keeps, a type a table. All ids but those of private tokens are UUIDs in lower case.
enum Hautai {
  struct Company: Codable, Sendable {
    var id: String
    var name: String
  }

  struct Dataset: Codable, Sendable {
    var id: String
    var hautaiCompanyId: String
    var name: String
    /// JSON, as sent; nil for those of a new sandbox.
    var imageTypeId: String?
  }

  /// An account of the emulator. Its password is public and kept as it is.
  struct User: Codable, Sendable {
    var id: String
    var hautaiCompanyId: String
    var username: String
    var password: String
    var isLocked: Bool
  }

  struct Session: Codable, Sendable {
    var accessToken: String
    var hautaiUserId: String
    /// Nil once it is used.
    var refreshToken: String?
    var createdAt: Date
    var expiresAt: Date
  }

  /// A token for servers.
  struct PrivateToken: Codable, Sendable {
    var id: Int64?
    var hautaiUserId: String
    var name: String
    var data: String
    var expiresAt: Date?
  }

  struct Subject: Codable, Sendable {
    var id: String
    var hautaiDatasetId: String
    var hautaiUserId: String
    var name: String
    var birthDate: String?
    var biologicalSex: String?
    /// JSON, as sent.
    var meta: String
    var createdAt: Date
    var isDeleted = false
  }

  /// Images that are computed together.
  struct Batch: Codable, Sendable {
    var id: String
    var hautaiSubjectId: String
    var createdAt: Date
    /// When its results show, once `compute` was called.
    var computedAt: Date?
    /// Whether they are recorded.
    var isComputed: Bool
  }

  struct Image: Codable, Sendable {
    var id: String
    var hautaiBatchId: String
    var hautaiSubjectId: String
    var name: String?
    var sideId: Int
    var lightId: Int
    /// JSON, as sent.
    var meta: String
    var createdAt: Date
    /// Whether the storage has its file.
    var isUploaded: Bool
    /// What was found out about it.
    var measurement: SelfieMeasurement?
    /// Why nothing could be determined.
    var problem: Problem?
  }

  struct Problem: Codable, Sendable {
    var code: String
    var message: String
  }

  /// An address that results are sent to.
  struct Webhook: Codable, Sendable {
    var id: Int64?
    var hautaiDatasetId: String
    var url: String
    var method: String
    var authorization: String?
    var authorizationKey: String?
    var authorizationValue: String?
    var isEnabled: Bool
    /// Whether records bring answers to a survey.
    var hasSurveyAnswers = false
    /// Whether the records of a batch come as one list.
    var isMerged = false
  }
}

extension Hautai.Company: KeyedRecord {
  static let databaseTableName = "hautaiCompany"
}

extension Hautai.Dataset: KeyedRecord {
  static let databaseTableName = "hautaiDataset"
}

extension Hautai.User: KeyedRecord {
  static let databaseTableName = "hautaiUser"
}

extension Hautai.Session: StoredSession {
  typealias User = Hautai.User
  static let databaseTableName = "hautaiSession"
  var userKey: String { hautaiUserId }
}

extension Hautai.PrivateToken: NumberedRecord {
  static let databaseTableName = "hautaiPrivateToken"
}

extension Hautai.Subject: KeyedRecord {
  static let databaseTableName = "hautaiSubject"
}

extension Hautai.Batch: KeyedRecord {
  static let databaseTableName = "hautaiBatch"
}

extension Hautai.Image: KeyedRecord {
  static let databaseTableName = "hautaiImage"
}

extension Hautai.Webhook: NumberedRecord {
  static let databaseTableName = "hautaiWebhook"
}
