import GRDB
import Hummingbird
import ImgFlowValues

// What tests and tools do, under `/_sandbox/expoze`, and what the page at `/` shows.
extension ExpozeEmulator {
  /// How many media are shown, the newest.
  private static let mediaLimit = 24

  func respond(toControl request: ControlRequest) async throws -> Response? {
    switch (request.method, request.path) {
    case (.post, "/fail-next-job"):
      return try await jobs.failNext(request.fields, reason: "The job failed as requested.")
    case (.post, "/tokens"): return try await setTokens(request.fields)
    case (.get, _):
      guard let path = request.path.after("/image") else { return nil }
      return try await image(String(path.dropFirst()))
    default: return nil
    }
  }

  private func setTokens(_ fields: ControlFields) async throws -> Response {
    try fields.only("tokens")
    guard let tokens = try fields.int("tokens") else {
      throw Refusal.malformed("Send {\"tokens\": 5}.")
    }
    try await store.database.write { db in
      try db.execute(sql: "UPDATE expozeOrganization SET tokens = ?", arguments: [tokens])
    }
    return .object(["tokens": .int(tokens)])
  }

  /// An image for the page at `/`, at viewing size: everyone who sees the page may see all images.
  private func image(_ path: String) async throws -> Response {
    guard try await owner(of: path) != nil else { throw Refusal.notFound() }
    try await render(.thumbMedium, path)
    return .image(try store.files.read(ExpozeFiles.rendition(.thumbMedium, path)))
  }

  func pageSection() async throws -> HTML? {
    let now = clock.now
    let cards = try await store.database.read { db in
      try Expoze.Media.order(Column("id").desc).limit(Self.mediaLimit).fetchAll(db).map { media in
        let own = Column("expozeMediaId") == media.id
        return ExpozeMediaCard(
          media: media, now: now,
          jobs: try Expoze.Job.filter(own).order(Column("id").desc).fetchAll(db),
          areas: try Expoze.Area.filter(own).order(Column("position")).fetchAll(db))
      }
    }
    guard !cards.isEmpty else { return nil }
    return "<h2>Media</h2><div class=\"cards\">\(HTML(joining: cards.map(\.html)))</div>"
  }
}
