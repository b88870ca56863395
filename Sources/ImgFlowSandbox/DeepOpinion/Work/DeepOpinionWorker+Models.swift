import Foundation
import GRDB

/// What a model shall learn from.
struct TrainingOrder: Codable, Sendable {
  /// The sessions to learn from; without others to measure with, some of their documents are held out.
  var annotations: [Int64]
  var testAnnotations: [Int64]?
  var baseModel: Int64?
}

extension TrainingOrder {
  /// The documents to learn from and to measure with.
  ///
  /// - Throws: `TrainingFault`.
  func split(for type: ProjectType, _ db: Database) throws -> TrainingSplit {
    let documents = try Self.documents(of: annotations, db)
    try TextModel.check(type, Array(documents.joined()))
    guard let testAnnotations else { return try TrainingSplit(documents) }
    return TrainingSplit(training: documents, test: try Self.documents(of: testAnnotations, db))
  }

  /// The documents of sessions with the segments that are annotated. One that was tagged and not marked
  /// counts too.
  private static func documents(of annotations: [Int64], _ db: Database) throws -> [[LabelledText]]
  {
    try annotations.flatMap { annotation in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT segment.id, segment.deepOpinionDocumentId AS document, segment.text,
            tag.class, tag.label, tag.id AS tag
          FROM deepOpinionAnnotation annotation
          JOIN deepOpinionMember member ON member.deepOpinionGroupId = annotation.deepOpinionGroupId
          JOIN deepOpinionSegment segment
            ON segment.deepOpinionDocumentId = member.deepOpinionDocumentId
          LEFT JOIN deepOpinionTag tag ON tag.deepOpinionSegmentId = segment.id
            AND tag.deepOpinionAnnotationId = annotation.id
          LEFT JOIN deepOpinionMark mark ON mark.deepOpinionSegmentId = segment.id
            AND mark.deepOpinionAnnotationId = annotation.id
          WHERE annotation.id = ? AND (tag.id IS NOT NULL OR mark.id IS NOT NULL)
          ORDER BY member.id, segment.id, tag.id
          """, arguments: [annotation])
      return Self.documents(of: rows)
    }
  }

  /// Rows that belong together follow each other.
  private static func documents(of rows: [Row]) -> [[LabelledText]] {
    var documents: [[LabelledText]] = []
    var last: (document: Int64, segment: Int64)?
    for row in rows {
      let (document, segment): (Int64, Int64) = (row["document"], row["id"])
      if document != last?.document { documents.append([]) }
      if segment != last?.segment {
        documents[documents.count - 1].append(LabelledText(text: row["text"], tags: []))
      }
      last = (document, segment)
      guard row["tag"] as Int64? != nil else { continue }
      let position = documents[documents.count - 1].count - 1
      documents[documents.count - 1][position].tags
        .insert(TagName(class: row["class"], label: row["label"]))
    }
    return documents
  }
}

extension DeepOpinionWorker {
  func train(_ task: DeepOpinion.Task) async throws -> Commit {
    let order = try JSONDecoder().decode(TrainingOrder.self, from: Data(task.content.utf8))
    let (model, split, base) = try await store.database.read { db in
      let model = try DeepOpinion.Model.fetchOne(db, key: task.subjectId)
      return (
        model, try model.map { try order.split(for: $0.type, db) },
        try order.baseModel.flatMap { try DeepOpinion.Training.fetchOne(db, key: $0) }
      )
    }
    guard let model, let split else { return { _, _ in nil } }
    let (content, metrics) = try await workers.run {
      let earlier = try base.map { try TextModel(data: $0.content) }
      let texts = Array(split.training.joined())
      let learned = try TextModel(model.type, from: texts, startingFrom: earlier)
      return (try learned.data, ModelMetrics(of: learned, on: split))
    }
    return { db, _ in
      guard let model = try DeepOpinion.Model.fetchOne(db, key: task.subjectId) else { return nil }
      try model.change(db) { $0.score = metrics.macroF1.rounded(toPlaces: 4) }
      try DeepOpinion.Training(
        deepOpinionModelId: model.number, content: content, metrics: metrics,
        demoset: Array(split.test.prefix(10))
      ).insert(db)
      return "Your model '\(model.displayName)' is ready to be used"
    }
  }

  func analyse(_ task: DeepOpinion.Task) async throws -> Commit {
    let found = try await store.database.read { db in
      try DeepOpinion.Analysis.fetchOne(db, key: task.subjectId).map { analysis in
        (
          try DeepOpinion.Segment.fetchAll(of: analysis.deepOpinionGroupId, db),
          try DeepOpinion.Training.fetchOne(db, key: analysis.deepOpinionModelId)
        )
      }
    }
    guard let (segments, training) = found else { return { _, _ in nil } }
    let tags = try await predict(segments, training)
    return { db, now in
      guard let analysis = try DeepOpinion.Analysis.fetchOne(db, key: task.subjectId) else {
        return nil
      }
      for (segment, names) in tags where try DeepOpinion.Segment.exists(db, key: segment) {
        for name in names.sorted(by: { $0.text < $1.text }) {
          _ = try DeepOpinion.Tag(
            id: nil, deepOpinionSegmentId: segment, deepOpinionAnalysisId: analysis.number,
            class: name.class, label: name.label
          ).inserted(db)
        }
      }
      try analysis.change(db) { $0.finished = now }
      return "Your analysis '\(analysis.name ?? "")' is finished."
    }
  }

  func prepareCorrection(_ task: DeepOpinion.Task) async throws -> Commit {
    let found = try await store.database.read { db in
      try DeepOpinion.Annotation.fetchOne(db, key: task.subjectId).map { session in
        (
          try DeepOpinion.Segment.fetchAll(of: session.deepOpinionGroupId, db),
          try DeepOpinion.Training.fetchOne(db, key: session.deepOpinionModelId)
        )
      }
    }
    guard let (segments, training) = found else { return { _, _ in nil } }
    let tags = try await predict(segments, training)
    return { db, _ in
      guard let session = try DeepOpinion.Annotation.fetchOne(db, key: task.subjectId) else {
        return nil
      }
      for (segment, names) in tags where try DeepOpinion.Segment.exists(db, key: segment) {
        _ = try DeepOpinion.Prediction(
          id: nil, deepOpinionAnnotationId: session.number, deepOpinionSegmentId: segment,
          tags: names
        ).inserted(db)
        for name in names.sorted(by: { $0.text < $1.text }) {
          _ = try DeepOpinion.Tag(
            id: nil, deepOpinionSegmentId: segment, deepOpinionAnnotationId: session.number,
            class: name.class, label: name.label
          ).inserted(db)
        }
      }
      return "Your correction session '\(session.name ?? "")' is ready."
    }
  }

  /// What a model says of segments, by their numbers.
  private func predict(
    _ segments: [DeepOpinion.Segment], _ training: DeepOpinion.Training?
  ) async throws -> [(segment: Int64, tags: Set<TagName>)] {
    guard let training else { throw TrainingFault(message: "The model no longer exists.") }
    return try await workers.run {
      let model = try TextModel(data: training.content)
      return segments.map { ($0.number, Set(model.predict($0.text).map(\.tag))) }
    }
  }
}

extension DeepOpinion.Segment {
  /// All segments of a group's documents.
  static func fetchAll(of group: Int64, _ db: Database) throws -> [DeepOpinion.Segment] {
    try fetchAll(
      db,
      sql: """
        SELECT segment.* FROM deepOpinionMember member
        JOIN deepOpinionSegment segment
        ON segment.deepOpinionDocumentId = member.deepOpinionDocumentId
        WHERE member.deepOpinionGroupId = ? ORDER BY member.id, segment.id
        """, arguments: [group])
  }
}
