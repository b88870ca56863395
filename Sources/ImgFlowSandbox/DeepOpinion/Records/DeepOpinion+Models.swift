import Foundation
import GRDB

extension DeepOpinion {
  struct Model: NumberedRecord {
    static let databaseTableName = "deepOpinionModel"
    var id: Int64?
    var uuid: String
    var deepOpinionProjectId: Int64
    var base: String?
    /// Unique in its workspace.
    var name: String
    var displayName: String
    var shortDescription: String?
    var longDescription: String?
    var owner: String
    var language: String
    var type: ProjectType
    var created: Date
    /// What it is once it is trained.
    var status = "READY"
    /// Its macro F1 on documents that were held out.
    var score: Double?

    static let statuses = [
      "CREATED", "QUEUED", "TRAINING", "FAILED", "READY", "ACTIVE", "PUBLISHED",
    ]
    /// Those in which it reads texts.
    static let usable: Set<String> = ["READY", "ACTIVE", "PUBLISHED"]
  }

  /// What a model has learned, and how it was measured.
  struct Training: KeyedRecord {
    static let databaseTableName = "deepOpinionTraining"
    var deepOpinionModelId: Int64
    var content: Data
    var metrics: ModelMetrics
    /// Some documents that were held out.
    var demoset: [[LabelledText]]
  }

  /// That a user marked a model as a favourite.
  struct Star: KeyedRecord {
    static let databaseTableName = "deepOpinionStar"
    var deepOpinionUserId: Int64
    var deepOpinionModelId: Int64
  }

  struct Analysis: NumberedRecord {
    static let databaseTableName = "deepOpinionAnalysis"
    var id: Int64?
    var uuid: String
    var deepOpinionProjectId: Int64
    var deepOpinionModelId: Int64
    var deepOpinionGroupId: Int64
    var deepOpinionUserId: Int64
    var name: String?
    var created: Date
    var finished: Date?
  }

  /// How people are put into the loop of a model.
  struct Hitl: NumberedRecord {
    static let databaseTableName = "deepOpinionHitl"
    var id: Int64?
    var deepOpinionProjectId: Int64
    var name: String?
    var description: String?
    var assignedUserId: Int64?
    var deepOpinionModelId: Int64?
    var isLive: Bool?
    var webhookURL: String?
    var createdAt: Date
    var updatedAt: Date?
  }

  /// A field of a document that a person shall look at.
  struct Review: NumberedRecord {
    static let databaseTableName = "deepOpinionReview"
    var id: Int64?
    var deepOpinionHitlId: Int64
    var deepOpinionTaskId: Int64
    var documentId: Int64
    var documentName: String
    var page: Int
    var label: String
    var value: String
    var confidence: Double
    var created: Date
  }

  /// Work that takes time: before its end its state follows from the clock; the end is recorded.
  struct Task: NumberedRecord, SpannedWorkItem {
    static let databaseTableName = "deepOpinionTask"
    static var isOpen: SQLExpression { Column("finished") == nil }
    var id: Int64?
    var deepOpinionProjectId: Int64
    var deepOpinionUserId: Int64
    var kind: Kind
    /// The number of what is worked on.
    var subjectId: Int64
    /// The JSON of what else the work needs.
    var content: String
    var startsAt: Date
    var endsAt: Date
    /// When it came to its end.
    var finished: Date?
    /// Why it failed.
    var failure: String?

    enum Kind: String, Codable, Sendable {
      case train, analyse, prepareSession, prepareCorrection, fillGroup, clone, upload, extract
    }
  }
}
