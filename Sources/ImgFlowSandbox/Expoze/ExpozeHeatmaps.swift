import Foundation
import GRDB
import ImgFlowValues

/// Draws the heatmaps that jobs order, on the image threads. A job's end is sent to the webhook.
struct ExpozeHeatmaps: TimedWork {
  let store: SandboxStore
  let workers: ImageWorkers

  struct Output: Sendable {
    var path: String
    var salience: Expoze.Salience
  }

  func compute(_ job: Expoze.Job) async throws -> Output {
    if let reason = job.plannedFailure { throw WorkFailure(reason) }
    let found = try await store.database.read {
      try Expoze.Media.fetchOne($0, key: job.expozeMediaId)
    }
    guard let media = found else { throw WorkFailure("The media no longer exists.") }
    let files = store.files
    let settings = job.settings
    return try await workers.run {
      let file = try files.read(ExpozeFiles.original(media.path))
      let image = try RasterImage.decode(file).image
      let map = try Self.map(for: media, image, file, files)
      let picture = try Heatmap.jpeg(map, over: image, style: try HeatmapStyle(settings))
      let path = Self.outputPath(for: media)
      try files.write(picture, to: ExpozeFiles.original(path))
      return Output(path: path, salience: Expoze.Salience(SalienceStatistics(of: map)))
    }
  }

  func finish(
    _ job: Expoze.Job, _ outcome: Result<Output, any Error>, _ now: Date, _ db: Database
  ) throws -> [OutgoingMessage] {
    let ended = try job.ifOpen(db)?.change(db) { job in
      switch outcome {
      case .success(let result): (job.outputPath, job.salience) = (result.path, result.salience)
      case .failure(let error): job.failure = String(describing: error)
      }
    }
    guard let ended, let media = try Expoze.Media.fetchOne(db, key: ended.expozeMediaId),
      let webhook = try Expoze.Organization.fetchOne(db, key: ended.expozeOrganizationId)?.webhook
    else { return [] }
    let json = try JSON.text(of: ExpozeJobView(job: ended, media: media, now: now).json)
    return [try OutgoingMessage(json, to: .init(address: webhook)).inserted(db)]
  }

  /// The prediction for a media, which does not depend on a job's settings.
  private static func map(
    for media: Expoze.Media, _ image: RasterImage, _ file: Data, _ files: FileFolder
  ) throws -> SaliencyMap {
    let path = ExpozeFiles.map(media.id ?? 0)
    if let map = files.map(at: path) { return map }
    let map = try RecentMaps.map(of: image, from: file)
    try files.write(map, to: path)
    return map
  }

  /// organization/space/media/jobs/name, as in the samples.
  private static func outputPath(for media: Expoze.Media) -> String {
    let folder = "\(media.expozeOrganizationId)/\(media.expozeSpaceId)/\(media.id ?? 0)/jobs"
    return "\(folder)/\(RandomToken.uuid()).jpg"
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
