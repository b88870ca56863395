import Foundation
import GRDB
import ImgFlowValues

/// Carries jobs out: computes at once, on the image threads, and lets the result appear when the
/// sandbox's clock says that the job is over. A job's end is recorded once, then sent to the webhook.
actor ExpozeJobRunner {
  private let store: SandboxStore
  private let clock: SandboxClock
  private let workers: ImageWorkers
  private let outbox: Outbox
  private let work: BackgroundWork
  /// Why the next jobs will fail, one each.
  private var plannedFailures: [String] = []

  init(_ services: SandboxServices) {
    store = services.store
    clock = services.clock
    workers = services.workers
    outbox = services.outbox
    work = BackgroundWork(clock: services.clock)
  }

  /// Begins a job that is in the store.
  func start(_ job: Expoze.Job) async {
    await work.start(until: job.endsAt) { await self.run(job) }
  }

  /// Restarts work that a restart of the sandbox interrupted. Times are set anew, since a clock that ran fast
  /// may have been far ahead of the one that starts now.
  func resume() async throws {
    let now = clock.now
    let jobs = try await store.database.write { db in
      try Expoze.Job.filter(Column("outputPath") == nil && Column("failure") == nil).fetchAll(db)
        .map { job in
          try job.change(db) { job in
            let length = job.endsAt.timeIntervalSince(job.startsAt)
            job.startsAt = now
            job.endsAt = now.addingTimeInterval(length)
          }
        }
    }
    for job in jobs { await start(job) }
  }

  /// Returns when every job that is over by the clock has its end recorded and sent.
  func settle() async { await work.settle() }

  /// Stops all work. Unfinished jobs stay so in the store.
  func cancelAll() async {
    plannedFailures = []
    await work.cancelAll()
  }

  /// Makes the next `count` jobs fail.
  func failNext(_ count: Int, reason: String) {
    plannedFailures += Array(repeating: reason, count: count)
  }

  /// Why the job that is being made shall fail; nil in general.
  func takePlannedFailure() -> String? {
    plannedFailures.isEmpty ? nil : plannedFailures.removeFirst()
  }

  // MARK: - One job

  private func run(_ job: Expoze.Job) async {
    let outcome: Result<JobResult, any Error>
    do {
      outcome = .success(try await compute(job))
    } catch {
      outcome = .failure(error)
    }
    guard (try? await clock.sleep(until: job.endsAt)) != nil, !Task.isCancelled else { return }
    await finish(job, outcome)
  }

  /// Records the end of a job, unless it has one, with what is to be sent of it.
  private func finish(_ job: Expoze.Job, _ outcome: Result<JobResult, any Error>) async {
    let message = try? await store.database.writeWhenPossible {
      [now = clock.now] db -> OutgoingMessage? in
      let isOpen = Column("outputPath") == nil && Column("failure") == nil
      let open = try Expoze.Job.filter(key: job.id).filter(isOpen).fetchOne(db)
      let ended = try open?.change(db) { job in
        switch outcome {
        case .success(let result): (job.outputPath, job.salience) = (result.path, result.salience)
        case .failure(let error):
          job.failure = (error as? JobFailure)?.reason ?? String(describing: error)
        }
      }
      guard let ended, let media = try Expoze.Media.fetchOne(db, key: ended.expozeMediaId),
        let webhook = try Expoze.Organization.fetchOne(db, key: ended.expozeOrganizationId)?.webhook
      else { return nil }
      let json = try JSON.text(of: ExpozeJobView(job: ended, media: media, now: now).json)
      return try OutgoingMessage(json, to: .init(address: webhook)).inserted(db)
    }
    await outbox.send([message ?? nil].compactMap { $0 })
  }

  private struct JobFailure: Error {
    let reason: String
  }

  private struct JobResult: Sendable {
    var path: String
    var salience: Expoze.Salience
  }

  private func compute(_ job: Expoze.Job) async throws -> JobResult {
    if let reason = job.plannedFailure { throw JobFailure(reason: reason) }
    let found = try await store.database.read {
      try Expoze.Media.fetchOne($0, key: job.expozeMediaId)
    }
    guard let media = found else { throw JobFailure(reason: "The media is gone.") }
    let files = store.files
    let settings = job.settings
    return try await workers.run {
      let image = try RasterImage.decode(try files.read(ExpozeFiles.original(media.path))).image
      let map = try Self.map(for: media, image, files)
      let picture = try Heatmap.jpeg(map, over: image, style: try HeatmapStyle(settings))
      let path = Self.outputPath(for: media)
      try files.write(picture, to: ExpozeFiles.original(path))
      return JobResult(path: path, salience: Expoze.Salience(SalienceStatistics(of: map)))
    }
  }

  /// The prediction for a media, which does not depend on a job's settings.
  private static func map(
    for media: Expoze.Media, _ image: RasterImage, _ files: FileFolder
  ) throws -> SaliencyMap {
    let path = ExpozeFiles.map(media.id ?? 0)
    if let map = files.map(at: path) { return map }
    let map = try SaliencyModel.predict(image)
    try files.write(map, to: path)
    return map
  }

  /// organization/space/media/jobs/name, as in the samples.
  private static func outputPath(for media: Expoze.Media) -> String {
    let folder = "\(media.expozeOrganizationId)/\(media.expozeSpaceId)/\(media.id ?? 0)/jobs"
    return "\(folder)/\(UUID().uuidString.lowercased()).jpg"
  }
}

extension HeatmapStyle {
  /// The style that a job requests. The mark is on every heatmap, or one could be taken for the vendor's.
  init(_ settings: Expoze.JobSettings) throws(HeatmapStyleError) {
    try self.init(
      colormap: settings.colormap, alpha: settings.alpha, boost: settings.boost,
      inverse: settings.inverse, reveal: settings.reveal,
      enableWatermark: true, preset: settings.preset)
  }
}
