import Foundation
import GRDB

/// What AssetZen keeps, a type a table. Fields are named as in the vendor's document where it has them.
enum AssetZen {
  /// An organization: the owner of all data. Its id signs image links.
  struct Account: Codable, Sendable {
    var id: String
    var name: String
  }

  struct User: Codable, Sendable {
    var id: Int64
    var assetzenAccountId: String
    var name: String
    var email: String
  }

  /// A registered application, which users give grants to.
  struct Application: Codable, Sendable {
    var id: String
    var secret: String
  }

  /// An authorization code that has not been used.
  struct Code: Codable, Sendable {
    var code: String
    var assetzenApplicationId: String
    var assetzenUserId: Int64
    var redirectURI: String
    var expiresAt: Date
  }

  struct Token: Codable, Sendable {
    var accessToken: String
    var assetzenApplicationId: String
    var assetzenUserId: Int64
    /// Nil once it is used.
    var refreshToken: String?
    var expiresAt: Date
    /// Whether its refresh token can be used again and again, which those of new sandboxes can.
    var isReusable: Bool
  }

  struct Image: Codable, Sendable {
    var id: Int64?
    var sid: String
    var assetzenAccountId: String
    var assetzenUserId: Int64
    var title: String?
    var description: String?
    var altText: String?
    var license: String?
    var tags: [String]
    var fileName: String
    var contentType: String
    var fileSize: Int
    var width: Int
    var height: Int
    var focusX: Int?
    var focusY: Int?
    var exif: [String: String]
    var suggestedTags: [SuggestedTag]
    var createdAt: Date
    var updatedAt: Date
  }

  struct SuggestedTag: Codable, Sendable {
    var tag: String
    /// 0 to 100.
    var confidence: Double
  }

  struct Album: Codable, Sendable {
    var id: Int64?
    var sid: String
    var assetzenAccountId: String
    var title: String
    var description: String?
    var parentId: Int64?
    var isPublic: Bool
    var createdAt: Date
    var updatedAt: Date
  }

  /// An image's removal from the CDN, whose state follows from the clock.
  struct Invalidation: Codable, Sendable {
    var reference: String
    var assetzenImageId: Int64
    var assetzenUserId: Int64
    var createdAt: Date
    var completesAt: Date
  }
}

extension AssetZen.Account: KeyedRecord {
  static let databaseTableName = "assetzenAccount"
}

extension AssetZen.User: KeyedRecord {
  static let databaseTableName = "assetzenUser"
}

extension AssetZen.Application: KeyedRecord {
  static let databaseTableName = "assetzenApplication"
}

extension AssetZen.Code: KeyedRecord {
  static let databaseTableName = "assetzenCode"
}

extension AssetZen.Token: StoredSession {
  typealias User = AssetZen.User
  static let databaseTableName = "assetzenToken"
  var userKey: Int64 { assetzenUserId }
}

extension AssetZen.Image: NumberedRecord {
  static let databaseTableName = "assetzenImage"
}

extension AssetZen.Album: NumberedRecord {
  static let databaseTableName = "assetzenAlbum"
}

extension AssetZen.Invalidation: KeyedRecord {
  static let databaseTableName = "assetzenInvalidation"
}
