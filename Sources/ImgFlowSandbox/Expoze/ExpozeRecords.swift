import Foundation
import GRDB

/// What expoze keeps, a type a table. Fields are named as in the vendor's documents where it has them.
enum Expoze {
  /// A customer: owner of spaces, media, jobs and areas, and of the tokens that jobs cost.
  struct Organization: Codable, Sendable {
    var id: Int64?
    var uuid: String
    var name: String
    var tokens: Int
    /// Where finished jobs are sent.
    var webhook: String?
  }

  /// An account of the emulator. Its password is public and kept as it is.
  struct User: Codable, Sendable {
    var id: Int64?
    var expozeOrganizationId: Int64
    var username: String
    var password: String
    var firstName: String
    var lastName: String
    var lastLogin: Date?
  }

  /// An access token that was given out, by its `jti`.
  struct Session: Codable, Sendable {
    var id: String
    var expozeUserId: Int64
    var expiresAt: Date
  }

  /// A refresh token that has not been used.
  struct RefreshToken: Codable, Sendable {
    var token: String
    var expozeUserId: Int64
    var expiresAt: Date
  }

  struct Space: Codable, Sendable {
    var id: Int64?
    var expozeOrganizationId: Int64
    var name: String
    var description: String?
  }

  /// An image that was uploaded and could be read.
  struct Media: Codable, Sendable {
    var id: Int64?
    var expozeOrganizationId: Int64
    var expozeSpaceId: Int64
    /// Relative to `userfiles/`: `1/1/<uuid>.jpg`.
    var path: String
    /// As shown, upright.
    var width: Int
    var height: Int
    var createdAt: Date
  }

  /// A heatmap that was ordered. Before the end its state follows from the clock; the end is recorded.
  struct Job: Codable, Sendable {
    var id: Int64?
    var expozeOrganizationId: Int64
    var expozeMediaId: Int64
    var position: Int
    var settings: JobSettings
    var startsAt: Date
    var endsAt: Date
    /// Why it will fail, by order of a test.
    var plannedFailure: String?
    /// Why it failed.
    var failure: String?
    /// Relative to `userfiles/`: `1/1/25/jobs/<uuid>.jpg`. Set when it is done.
    var outputPath: String?
    var salience: Salience?
  }

  /// What a job found out about its map.
  struct Salience: Codable, Sendable {
    var mode, sum, min, max, mean, median, stddev, variance: Double

    init(_ figures: SalienceStatistics) {
      mode = figures.mode
      sum = figures.sum
      min = figures.min
      max = figures.max
      mean = figures.mean
      median = figures.median
      stddev = figures.stddev
      variance = figures.variance
    }
  }

  /// What a job was requested to do.
  struct JobSettings: Codable, Sendable {
    var colormap: String
    var alpha: Double
    var boost: Int
    var inverse: Bool
    var reveal: Bool
    var enableWatermark: Bool
    var preset: String
  }

  /// An area of interest.
  struct Area: Codable, Sendable {
    var id: Int64?
    var expozeOrganizationId: Int64
    var expozeMediaId: Int64
    var position: Int
    var type: String
    var name: String?
    var visible: Bool
    /// The JSON of its fabric.js objects, as sent.
    var points: String
    var score: Double?
  }
}

extension Expoze.Organization: NumberedRecord {
  static let databaseTableName = "expozeOrganization"
}

extension Expoze.User: NumberedRecord {
  static let databaseTableName = "expozeUser"
}

extension Expoze.Session: StoredSession {
  typealias User = Expoze.User
  static let databaseTableName = "expozeSession"
  var userKey: Int64 { expozeUserId }
}

extension Expoze.RefreshToken: KeyedRecord {
  static let databaseTableName = "expozeRefreshToken"
}

extension Expoze.Space: NumberedRecord {
  static let databaseTableName = "expozeSpace"
}

extension Expoze.Media: NumberedRecord {
  static let databaseTableName = "expozeMedia"
}

extension Expoze.Job: NumberedRecord, SpannedWorkItem {
  static let databaseTableName = "expozeJob"
  static var isOpen: SQLExpression { Column("outputPath") == nil && Column("failure") == nil }
}

extension Expoze.Area: NumberedRecord {
  static let databaseTableName = "expozeArea"
}
