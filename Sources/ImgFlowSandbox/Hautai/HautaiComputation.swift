import Foundation
import GRDB
import ImgFlowValues

/// Measures batches: at once, on the image threads; the results appear when the sandbox's clock says so,
/// and are then sent to the webhooks of the dataset.
actor HautaiComputation {
  private let store: SandboxStore
  private let clock: SandboxClock
  private let workers: ImageWorkers
  private let outbox: Outbox
  private let work: BackgroundWork

  /// Seconds until results show, and those that each image adds.
  private static let time: TimeInterval = 2
  private static let timePerImage: TimeInterval = 0.5

  init(_ services: SandboxServices) {
    store = services.store
    clock = services.clock
    workers = services.workers
    outbox = services.outbox
    work = BackgroundWork(clock: services.clock)
  }

  func settle() async { await work.settle() }
  func cancelAll() async { await work.cancelAll() }

  /// Begins the measuring of a batch.
  ///
  /// - Throws: a 400 for a batch without uploaded images.
  func start(_ batch: Hautai.Batch) async throws {
    let now = clock.now
    let ordered = try await store.database.write { db in
      let images = Hautai.Image.filter(Column("hautaiBatchId") == batch.id)
      guard try images.filter(Column("isUploaded") == true).fetchCount(db) > 0 else {
        throw Refusal(status: 400, message: "The batch has no uploaded images.")
      }
      let time = Self.time + Self.timePerImage * Double(try images.fetchCount(db))
      return try batch.change(db) { batch in
        // The end says which order it is of, so no two are the same.
        let next = batch.computedAt?.addingTimeInterval(SandboxClock.tick) ?? .distantPast
        batch.computedAt = max(now.addingTimeInterval(time), next)
        batch.isComputed = false
      }
    }
    await begin(ordered)
  }

  /// Restarts work that a restart of the sandbox interrupted. Times are set anew, since a clock that ran fast
  /// may have been far ahead of the one that starts now.
  func resume() async throws {
    let end = clock.now.addingTimeInterval(Self.time + Self.timePerImage)
    let batches = try await store.database.write { db in
      try Hautai.Batch.filter(Column("computedAt") != nil && Column("isComputed") == false)
        .fetchAll(db).map { batch in try batch.change(db) { $0.computedAt = end } }
    }
    for batch in batches { await begin(batch) }
  }

  private func begin(_ batch: Hautai.Batch) async {
    guard let end = batch.computedAt else { return }
    await work.start(until: end) { await self.run(batch, end) }
  }

  private func run(_ batch: Hautai.Batch, _ end: Date) async {
    do {
      let images = try await store.database.read { db in
        try Hautai.Image.filter(Column("hautaiBatchId") == batch.id && Column("isUploaded") == true)
          .fetchAll(db)
      }
      var measured: [Hautai.Image] = []
      for image in images { measured.append(try await measure(image)) }
      try await clock.sleep(until: end)
      await outbox.send(try await record(measured, batch))
    } catch {
      // Cancelled, or the store is gone: either way the batch stays as it is.
    }
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

  /// Stores the results, with the messages to send about them, unless that was done or the batch was ordered
  /// anew meanwhile.
  private func record(
    _ images: [Hautai.Image], _ batch: Hautai.Batch
  ) async throws -> [OutgoingMessage] {
    let (messages, gone) = try await store.database.writeWhenPossible {
      db -> ([OutgoingMessage], [Hautai.Image]) in
      let gone = try images.filter { try !Hautai.Image.exists(db, key: $0.id) }
      let current = try Hautai.Batch.fetchOne(db, key: batch.id)
      guard let current, current.computedAt == batch.computedAt, !current.isComputed else {
        return ([], gone)
      }
      let goneIDs = Set(gone.map(\.id))
      for image in images where !goneIDs.contains(image.id) {
        try image.change(db) { row in
          (row.measurement, row.problem) = (image.measurement, image.problem)
        }
      }
      let ended = try current.change(db) { $0.isComputed = true }
      return (try Self.messages(of: images, in: ended, db), gone)
    }
    // Images derived from an image that was deleted meanwhile.
    for image in gone { HautaiFiles.remove(image.id, from: store.files) }
    return messages
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
