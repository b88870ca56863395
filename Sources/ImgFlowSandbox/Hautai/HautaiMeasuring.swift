import Foundation
import GRDB
import ImgFlowValues

/// Measures batches, on the image threads. The results are sent to the webhooks of the dataset.
struct HautaiMeasuring: TimedWork {
  let store: SandboxStore
  let workers: ImageWorkers

  func compute(_ batch: Hautai.Batch) async throws -> [Hautai.Image] {
    let images = try await store.database.read { db in
      try Hautai.Image.filter(Column("hautaiBatchId") == batch.id && Column("isUploaded") == true)
        .fetchAll(db)
    }
    var measured: [Hautai.Image] = []
    for image in images { measured.append(try await measure(image)) }
    return measured
  }

  private func measure(_ image: Hautai.Image) async throws -> Hautai.Image {
    let files = store.files
    return try await workers.run {
      var image = image
      (image.measurement, image.problem) = (nil, nil)
      do {
        let data = try files.read(HautaiFiles.stored(HautaiFiles.original(image.id)))
        let picture = try RasterImage.decode(data).image
        let least = SelfieMeasurement.leastSide
        guard picture.width >= least, picture.height >= least else {
          image.problem = Hautai.Problem(
            code: "image_too_small",
            message: "The image is \(picture.width)x\(picture.height) pixels; at least "
              + "\(least)x\(least) are needed.")
          return image
        }
        image.measurement = try SelfieMeasurement(of: picture)
        for type in HautaiAuxImage.allCases {
          try files.write(
            Data(try type.data(of: picture)),
            to: HautaiFiles.stored(HautaiFiles.aux(image.id, type)))
        }
      } catch let error as CancellationError {
        throw error
      } catch {
        // Whatever it is, work that was begun comes to an end.
        image.problem = Hautai.Problem(code: "image_unreadable", message: "\(error)")
      }
      return image
    }
  }

  /// Stores the results, unless the batch was ordered anew meanwhile.
  func finish(
    _ batch: Hautai.Batch, _ outcome: Result<[Hautai.Image], any Error>, _ now: Date, _ db: Database
  ) throws -> [OutgoingMessage] {
    // An image that cannot be measured is no failure; without the store, the batch stays as it is.
    guard case .success(let images) = outcome else { return [] }
    let kept = try images.filter { try Hautai.Image.exists(db, key: $0.id) }
    let keptIDs = Set(kept.map(\.id))
    // Images derived from an image that was deleted meanwhile.
    for image in images where !keptIDs.contains(image.id) {
      HautaiFiles.remove(image.id, from: store.files)
    }
    guard let current = try batch.ifOpen(db), current.computedAt == batch.computedAt else {
      return []
    }
    for image in kept {
      try image.change(db) { row in
        (row.measurement, row.problem) = (image.measurement, image.problem)
      }
    }
    return try Self.messages(of: images, in: try current.change(db) { $0.isComputed = true }, db)
  }

  /// Each result for the dataset's webhooks: one call for an application and image, or for all.
  private static func messages(
    of images: [Hautai.Image], in batch: Hautai.Batch, _ db: Database
  ) throws -> [OutgoingMessage] {
    let hooks = try Hautai.Webhook.filter(Column("isEnabled") == true)
      .filter(
        sql: "hautaiDatasetId = (SELECT hautaiDatasetId FROM hautaiSubject WHERE id = ?)",
        arguments: [batch.hautaiSubjectId]
      ).fetchAll(db)
    return try hooks.flatMap { hook in
      try hook.texts(of: images, in: batch).map {
        try OutgoingMessage($0, to: hook.target).inserted(db)
      }
    }
  }
}

extension Hautai.Batch: WorkItem {
  /// Seconds until results show, and those that each image adds.
  private static let time: TimeInterval = 2
  private static let timePerImage: TimeInterval = 0.5

  static var isOpen: SQLExpression { Column("computedAt") != nil && Column("isComputed") == false }

  var endsAt: Date { computedAt ?? .distantPast }

  mutating func restart(at now: Date) {
    computedAt = now.addingTimeInterval(Self.time + Self.timePerImage)
  }

  /// Orders the measuring of its images.
  ///
  /// - Throws: a 400 for a batch without uploaded images.
  func ordered(_ now: Date, _ db: Database) throws -> Hautai.Batch {
    let images = Hautai.Image.filter(Column("hautaiBatchId") == id)
    guard try images.filter(Column("isUploaded") == true).fetchCount(db) > 0 else {
      throw Refusal(status: 400, message: "The batch has no uploaded images.")
    }
    let time = Self.time + Self.timePerImage * Double(try images.fetchCount(db))
    return try change(db) { batch in
      // The end says which order it is of, so no two are the same.
      let next = batch.computedAt?.addingTimeInterval(SandboxClock.tick) ?? .distantPast
      batch.computedAt = max(now.addingTimeInterval(time), next)
      batch.isComputed = false
    }
  }
}
