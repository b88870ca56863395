import Foundation
import GRDB

extension DeepOpinion.Annotation {
  /// The segments of the session's documents.
  private static let segments = """
    FROM deepOpinionMember member
    JOIN deepOpinionSegment segment
    ON segment.deepOpinionDocumentId = member.deepOpinionDocumentId
    WHERE member.deepOpinionGroupId = :group
    """

  private static let marked = """
    EXISTS (SELECT 1 FROM deepOpinionMark mark WHERE mark.deepOpinionSegmentId = segment.id
    AND mark.deepOpinionAnnotationId = :session)
    """

  private func count(_ condition: String, _ db: Database) throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT count(*) \(Self.segments) AND \(condition)",
      arguments: ["group": deepOpinionGroupId, "session": number]) ?? 0
  }

  /// How much of the segments is marked, in per cent with two decimals.
  func progress(_ db: Database) throws -> Double {
    let total = try count(":session = :session", db)
    guard total > 0 else { return 100 }
    return (Double(try count(Self.marked, db)) / Double(total) * 100).rounded(toPlaces: 2)
  }

  /// Records the end of the session when the last segment is marked.
  func finishIfComplete(_ db: Database, _ now: Date) throws {
    guard finished == nil, try count("NOT \(Self.marked)", db) == 0 else { return }
    try change(db) { $0.finished = now }
  }

  /// Goes back to work when segments came that are not marked.
  func reopenIfIncomplete(_ db: Database) throws {
    guard finished != nil, try count("NOT \(Self.marked)", db) > 0 else { return }
    try change(db) { $0.finished = nil }
  }

  /// Marks a segment, once.
  func mark(_ segment: Int64, _ now: Date, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO deepOpinionMark
        (deepOpinionAnnotationId, deepOpinionSegmentId, created) VALUES (?, ?, ?)
        """
    ).execute(arguments: [number, segment, now.timeIntervalSince1970])
  }

  /// The mark of a segment, where it has one.
  func mark(of segment: Int64, _ db: Database) throws -> DeepOpinion.Mark? {
    try DeepOpinion.Mark.filter(Column("deepOpinionAnnotationId") == number)
      .filter(Column("deepOpinionSegmentId") == segment).fetchOne(db)
  }

  /// How well the model did by what is corrected so far: the F1 of its tags against those that people
  /// left; before the first correction, its score.
  func predictedScore(_ db: Database) throws -> Double? {
    let marked = try DeepOpinion.Prediction.filter(Column("deepOpinionAnnotationId") == number)
      .filter(
        sql: """
          deepOpinionPrediction.deepOpinionSegmentId IN
          (SELECT deepOpinionSegmentId FROM deepOpinionMark WHERE deepOpinionAnnotationId = ?)
          """, arguments: [number]
      ).fetchAll(db)
    guard !marked.isEmpty else {
      return try DeepOpinion.Model.fetchOne(db, key: deepOpinionModelId)?.score
    }
    let tags = try DeepOpinion.Tag.filter(Column("deepOpinionAnnotationId") == number).fetchAll(db)
    let bySegment = Dictionary(grouping: tags, by: \.deepOpinionSegmentId)
    let pairs = marked.map { prediction in
      (
        expected: Set((bySegment[prediction.deepOpinionSegmentId] ?? []).map(\.name)),
        predicted: prediction.tags
      )
    }
    return ModelMetrics(comparing: pairs, isExclusive: false).microF1.rounded(toPlaces: 4)
  }
}
