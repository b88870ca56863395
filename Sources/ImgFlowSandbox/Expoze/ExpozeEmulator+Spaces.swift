import GRDB
import Hummingbird
import ImgFlowValues

extension ExpozeEmulator {
  func createSpace(_ call: ExpozeCall) async throws -> Response {
    let user = try call.signedIn()
    guard call.body["organization"]?.asInt == Int(user.expozeOrganizationId) else {
      throw Refusal.notFound("The organization does not exist.")
    }
    let space = Expoze.Space(
      id: nil, expozeOrganizationId: user.expozeOrganizationId, name: call.text("name"),
      description: call.body["description"]?.asString)
    let created = try await store.database.write { try space.inserted($0) }
    return .json(try json(of: created, media: [], outputs: [:]))
  }

  func listSpaces(_ call: ExpozeCall) async throws -> Response {
    let organization = try call.signedIn().expozeOrganizationId
    let (spaces, media, jobs) = try await store.database.read { db in
      let own = Column("expozeOrganizationId") == organization
      return (
        try Expoze.Space.filter(own).order(Column("id")).fetchAll(db),
        try Expoze.Media.filter(own).order(Column("id").desc).fetchAll(db),
        try Expoze.Job.filter(own && Column("outputPath") != nil).order(Column("id")).fetchAll(db)
      )
    }
    // Of several heatmaps the last is shown.
    let outputs = Dictionary(
      jobs.map { ($0.expozeMediaId, $0.outputPath ?? "") }, uniquingKeysWith: { $1 })
    let bySpace = Dictionary(grouping: media, by: \.expozeSpaceId)
    return .json(
      try .list(
        spaces.map { try json(of: $0, media: bySpace[$0.id ?? 0] ?? [], outputs: outputs) }))
  }

  /// A space with its media, newest first. Its cover is the newest image, a heatmap if there is one; the grid
  /// has four.
  private func json(
    of space: Expoze.Space, media: [Expoze.Media], outputs: [Int64: String]
  ) throws -> Value {
    let pictures = media.prefix(4).map { outputs[$0.id ?? 0] ?? $0.path }.map(Value.escaped)
    return try .object([
      "organization": .object(["id": Value(space.expozeOrganizationId)]),
      "name": Value(space.name), "description": Value(space.description),
      "cover": pictures.first ?? .null, "coverGrid": .list(pictures),
      "mediaobject": .list(media.map { try .object(["id": Value($0.id)]) }),
      "parent": .null, "parentId": .null, "children": .list([]), "id": Value(space.id),
    ])
  }
}

extension Value {
  /// A relative path as the vendor's samples have it: with a backslash before each slash, even after
  /// the JSON is read.
  static func escaped(_ path: String) -> Value {
    .string(path.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "\\/"))
  }
}
