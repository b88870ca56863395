import Foundation
import GRDB

extension DeepOpinion {
  struct Project: NumberedRecord {
    static let databaseTableName = "deepOpinionProject"
    var id: Int64?
    var deepOpinionOrganizationId: Int64
    var name: String
    var type: ProjectType
    var created: Date
  }

  struct Class: NumberedRecord {
    static let databaseTableName = "deepOpinionClass"
    var id: Int64?
    var deepOpinionProjectId: Int64
    var name: String
    var example: String?
    var description: String?
  }

  struct Label: NumberedRecord {
    static let databaseTableName = "deepOpinionLabel"
    var id: Int64?
    var deepOpinionProjectId: Int64
    var name: String
  }

  /// A file that was uploaded for a later call; its bytes are in the folder of files.
  struct Upload: KeyedRecord {
    static let databaseTableName = "deepOpinionUpload"
    var id: String
    var deepOpinionUserId: Int64
    var format: DataFormat
    var name: String
  }

  struct Document: NumberedRecord {
    static let databaseTableName = "deepOpinionDocument"
    var id: Int64?
    var deepOpinionProjectId: Int64
    var text: String
    /// The JSON of what else was known of it when it was uploaded.
    var meta: String?
  }

  /// A piece of a document, from the character `start` up to before `end`.
  struct Segment: NumberedRecord {
    static let databaseTableName = "deepOpinionSegment"
    var id: Int64?
    var deepOpinionDocumentId: Int64
    var text: String
    var start: Int
    var end: Int
  }

  /// A collection of documents; analyses and labelling sessions have one of their own.
  struct Group: NumberedRecord {
    static let databaseTableName = "deepOpinionGroup"
    var id: Int64?
    var deepOpinionProjectId: Int64
    var name: String?
    var source: Source
    var created: Date

    enum Source: String, Codable, Sendable {
      case analysis = "ANALYSIS"
      case upload = "UPLOAD"
      case annotations = "ANNOTATIONS"
    }
  }

  /// That a document is in a group.
  struct Member: NumberedRecord {
    static let databaseTableName = "deepOpinionMember"
    var id: Int64?
    var deepOpinionGroupId: Int64
    var deepOpinionDocumentId: Int64
  }
}
