import Foundation
import GRDB
import Hummingbird
import ImgFlowValues

extension ExpozeEmulator {
  /// Orders a heatmap, for one of the organization's tokens.
  func createJob(_ call: ExpozeCall) async throws -> Response {
    let user = try call.signedIn()
    let settings = try settings(of: call)
    let media = try await media(try Self.mediaId(call.body["media"]), for: user)
    guard try await organization(of: user).tokens > 0 else { throw Self.outOfTokens }
    let failure = await jobs.takePlannedFailure()
    let (startsAt, endsAt) = Self.times(for: media, from: clock.now)
    let draft = Expoze.Job(
      id: nil, expozeOrganizationId: media.expozeOrganizationId, expozeMediaId: media.id ?? 0,
      position: 0, settings: settings, startsAt: startsAt, endsAt: endsAt,
      plannedFailure: failure)
    let job = try await store.database.write { try Self.pay(for: draft, $0) }
    guard let job else { throw Self.outOfTokens }
    await jobs.start(job)
    return try answer(job, media)
  }

  func getJob(_ call: ExpozeCall) async throws -> Response {
    let user = try call.signedIn()
    let id = try call.id("job_id")
    let job = try await store.database.read { try Expoze.Job.fetchOne($0, key: id) }
    guard let job, job.expozeOrganizationId == user.expozeOrganizationId else {
      throw Refusal.notFound("Job \(id) does not exist.")
    }
    return try answer(job, try await media(job.expozeMediaId, for: user))
  }

  private func answer(_ job: Expoze.Job, _ media: Expoze.Media) throws -> Response {
    .json(try ExpozeJobView(job: job, media: media, now: clock.now).json)
  }

  /// The documents' answer to an account without tokens, the only 422 that they show.
  private static var outOfTokens: Refusal {
    Refusal.invalid(
      "tokens", "There are not enough tokens left in your account to add this job.")
  }

  /// Takes a token and files the job, both or neither; nil without a token.
  private static func pay(for draft: Expoze.Job, _ db: Database) throws -> Expoze.Job? {
    try db.execute(
      sql: "UPDATE expozeOrganization SET tokens = tokens - 1 WHERE id = ? AND tokens > 0",
      arguments: [draft.expozeOrganizationId])
    guard db.changesCount > 0 else { return nil }
    var job = draft
    let others = Expoze.Job.filter(Column("expozeMediaId") == draft.expozeMediaId)
    job.position = try others.fetchCount(db) + 1
    return try job.inserted(db)
  }

  /// When a job starts and ends: half a second in the queue, then one and a half, and up to two more for
  /// large images.
  static func times(for media: Expoze.Media, from now: Date) -> (Date, Date) {
    let megapixels = Double(media.width * media.height) / 1e6
    let start = now.addingTimeInterval(0.5)
    return (start, start.addingTimeInterval(1.5 + min(2, megapixels / 4)))
  }

  /// Reads a media's number in any form that the documents use: `50`, `"50"`, `"/images/50"`.
  ///
  /// - Throws: a 422.
  static func mediaId(_ value: Value?) throws -> Int64 {
    if let id = value?.asInt { return Int64(id) }
    let last = value?.asString?.split(separator: "/").last ?? ""
    guard let id = Int64(last) else {
      throw Refusal.invalid("media", "must be the id of an upload")
    }
    return id
  }

  private func settings(of call: ExpozeCall) throws -> Expoze.JobSettings {
    let body = call.body
    let settings = Expoze.JobSettings(
      colormap: call.text("colormap"), alpha: body["alpha"]?.asDouble ?? 0.85,
      // An integer too large for one is out of range in any case.
      boost: body["boost"].map { $0.asInt ?? .max } ?? 2, inverse: body["inverse"]?.asBool ?? false,
      reveal: body["reveal"]?.asBool ?? false,
      enableWatermark: body["enableWatermark"]?.asBool ?? false, preset: call.text("preset"))
    do throws(HeatmapStyleError) {
      _ = try HeatmapStyle(settings)
    } catch {
      throw Refusal.invalid(error.property, error.description)
    }
    return settings
  }
}
