import Foundation
import GRDB

extension DeepOpinion {
  /// A labelling session, or a correction session, which begins with the tags of a model.
  struct Annotation: NumberedRecord {
    static let databaseTableName = "deepOpinionAnnotation"
    var id: Int64?
    var uuid: String
    var deepOpinionProjectId: Int64
    var deepOpinionGroupId: Int64
    var deepOpinionUserId: Int64
    /// The model whose tags are corrected.
    var deepOpinionModelId: Int64?
    var mode: Mode
    var name: String?
    var created: Date
    /// When the last segment was marked.
    var finished: Date?
    var classes: [String]
    var labels: [String]

    enum Mode: String, Codable, Sendable {
      case annotation = "ANNOTATION"
      case correction = "CORRECTION"
    }
  }

  /// A tag of a segment, in a session or an analysis.
  struct Tag: NumberedRecord {
    static let databaseTableName = "deepOpinionTag"
    var id: Int64?
    var deepOpinionSegmentId: Int64
    var deepOpinionAnnotationId: Int64?
    var deepOpinionAnalysisId: Int64?
    var `class`: String?
    var label: String?
    var status = Status.ready
    /// The part of the document that it is for, where it is not all of the segment.
    var span: [Int]?
    var text: String?

    var name: TagName { TagName(class: `class`, label: label) }

    enum Status: String, Codable, Sendable {
      case ready = "READY"
      case correcting = "CORRECTING"
    }
  }

  /// What a model said of a segment before people corrected it: the JSON of its tags.
  struct Prediction: NumberedRecord {
    static let databaseTableName = "deepOpinionPrediction"
    var id: Int64?
    var deepOpinionAnnotationId: Int64
    var deepOpinionSegmentId: Int64
    var tags: Set<TagName>
  }

  /// That a segment is annotated.
  struct Mark: NumberedRecord {
    static let databaseTableName = "deepOpinionMark"
    var id: Int64?
    var deepOpinionAnnotationId: Int64
    var deepOpinionSegmentId: Int64
    var created: Date
  }
}
