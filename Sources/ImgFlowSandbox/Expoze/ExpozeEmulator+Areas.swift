import Foundation
import GRDB
import Hummingbird
import ImgFlowValues

extension ExpozeEmulator {
  /// Makes an area without points. "You cannot create an AOI without first creating a heatmap!"
  func createAOI(_ call: ExpozeCall) async throws -> Response {
    let user = try call.signedIn()
    let named = ["media", "mediaId", "media_id"].lazy.compactMap { call.body[$0] }.first
    let media = try await media(try Self.mediaId(named), for: user)
    let draft = Expoze.Area(
      id: nil, expozeOrganizationId: media.expozeOrganizationId, expozeMediaId: media.id ?? 0,
      position: 0, type: call.text("type"), visible: true, points: "[]")
    let area = try await store.database.write { db -> Expoze.Area? in
      let jobs = Expoze.Job.filter(Column("expozeMediaId") == draft.expozeMediaId)
      guard try jobs.filter(Column("outputPath") != nil).fetchCount(db) > 0 else { return nil }
      var area = draft
      let others = Expoze.Area.filter(Column("expozeMediaId") == draft.expozeMediaId)
      area.position = try others.fetchCount(db)
      return try area.inserted(db)
    }
    guard let area else {
      throw Refusal.invalid("media", "has no heatmap yet: create a job and wait until it is done")
    }
    return .json(try Self.json(of: area))
  }

  /// Gives an area its shape and name, and computes the share of attention that it gets. Fields missing from
  /// the request are unchanged.
  func updateAOI(_ call: ExpozeCall) async throws -> Response {
    let user = try call.signedIn()
    let id = try call.id("aoi_id")
    let found = try await store.database.read { try Expoze.Area.fetchOne($0, key: id) }
    guard let area = found, area.expozeOrganizationId == user.expozeOrganizationId else {
      throw Refusal.notFound("Area of interest \(id) does not exist.")
    }
    let body = call.body
    try Self.check(body, against: area)
    let points = try body["points"].map { try JSON.text(of: $0) }
    // A score belongs to its points, and to a media that never changes.
    let media = try await media(area.expozeMediaId, for: user)
    let score = points == nil ? nil : try await score(of: points ?? "", on: media)
    let changed = try await store.database.write { db in
      try area.change(db) { area in
        area.type = body["type"]?.asString ?? area.type
        area.visible = body["visible"]?.asBool ?? area.visible
        area.position = body["position"]?.asInt ?? area.position
        if let name = body["name"] { area.name = name.asString }
        if let points { (area.points, area.score) = (points, score) }
      }
    }
    return .json(try Self.json(of: changed))
  }

  /// An area that is named twice must be the same one both times.
  private static func check(_ body: RecordObject, against area: Expoze.Area) throws {
    if let id = body["id"]?.asInt, id != Int(area.id ?? 0) {
      throw Refusal.invalid("id", "must be the id in the address")
    }
    for field in ["media", "mediaId"] {
      guard let value = body[field], !value.isNull else { continue }
      guard try mediaId(value) == area.expozeMediaId else {
        throw Refusal.invalid(field, "must be the media that the area was created on")
      }
    }
  }

  /// The share of the prediction that is inside an area, in per cent with two decimals; nil while the
  /// area has no points.
  private func score(of points: String, on media: Expoze.Media) async throws -> Double? {
    guard points != "[]" else { return nil }
    let files = store.files
    do {
      return try await workers.run {
        let shapes = try JSONDecoder().decode([AreaShape].self, from: Data(points.utf8))
        guard let map = files.map(at: ExpozeFiles.map(media.id ?? 0)) else {
          throw Refusal.invalid("media", "has no heatmap yet")
        }
        let size = (width: media.width, height: media.height)
        return try AreaScore(of: shapes, on: map, imageSize: size).score.rounded(toPlaces: 2)
      }
    } catch let error as AreaError {
      throw Refusal.invalid("points", error.description)
    } catch let error as DecodingError {
      throw Refusal.invalid("points", Self.text(of: error))
    }
  }

  /// What is wrong with a shape, and where.
  private static func text(of error: DecodingError) -> String {
    let context: DecodingError.Context? =
      switch error {
      case .typeMismatch(_, let context), .valueNotFound(_, let context),
        .keyNotFound(_, let context), .dataCorrupted(let context):
        context
      @unknown default: nil
      }
    guard let context else { return "A shape cannot be read." }
    let place = context.codingPath.map(\.stringValue).joined(separator: ".")
    return place.isEmpty
      ? context.debugDescription : "A shape cannot be read at \(place): \(context.debugDescription)"
  }

  /// The object of the documents, field by field in their order.
  static func json(of area: Expoze.Area) throws -> Value {
    try .object([
      "id": Value(area.id), "position": Value(area.position), "type": .string(area.type),
      "media": .string("/images/\(area.expozeMediaId)"), "mediaId": Value(area.expozeMediaId),
      "points": try JSON.parse(area.points), "name": Value(area.name),
      "score": Value(area.score), "visible": .bool(area.visible), "colors": .list([]),
    ])
  }
}
