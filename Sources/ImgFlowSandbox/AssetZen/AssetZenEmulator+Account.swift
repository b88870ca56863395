import Foundation
import GRDB
import Hummingbird
import ImgFlowValues

extension AssetZenEmulator {
  /// How long a CDN takes: the sample's half minute.
  static let invalidationTime: TimeInterval = 30
  /// Invalidations of an account in a minute. The document says "stricter usage limits", and no number.
  static let invalidationLimit = 10

  // MARK: - Invalidations

  /// The newest first.
  func listInvalidations(_ call: AssetZenCall) async throws -> Response {
    let image = try await image(call)
    let now = clock.now
    let list = try await store.database.read { db in
      try AssetZen.Invalidation.filter(Column("assetzenImageId") == image.id)
        .order(Column("createdAt").desc).fetchAll(db)
        .map { ($0, try AssetZen.User.fetchOne(db, key: $0.assetzenUserId)) }
    }
    return .json(
      try .list(
        list.map { invalidation, user in
          let isDone = invalidation.completesAt <= now
          return try .object([
            "user": try user.map(json) ?? .null,
            "status": .string(isDone ? "completed" : "pending"),
            "created_at": .string(invalidation.createdAt.withSpace),
            "completed_at": isDone ? .string(invalidation.completesAt.withSpace) : .null,
            "reference": .string(invalidation.reference),
          ])
        }))
  }

  func createInvalidation(_ call: AssetZenCall) async throws -> Response {
    let user = try call.signedIn()
    let image = try await image(call)
    let now = clock.now
    let invalidation = AssetZen.Invalidation(
      reference: "I" + RandomToken.alphanumeric(13).uppercased(), assetzenImageId: image.id ?? 0,
      assetzenUserId: user.id, createdAt: now,
      completesAt: now.addingTimeInterval(Self.invalidationTime))
    let isTaken = try await store.database.write { db in
      let recent = try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM assetzenInvalidation
          JOIN assetzenUser ON assetzenUser.id = assetzenUserId
          WHERE createdAt > ? AND assetzenAccountId = ?
          """,
        arguments: [now.timeIntervalSince1970 - 60, user.assetzenAccountId])
      guard recent ?? 0 < Self.invalidationLimit else { return false }
      try invalidation.insert(db)
      return true
    }
    guard isTaken else {
      throw Refusal(
        status: 429, message: "Too many invalidations. Try again in a minute.",
        headers: [.retryAfter: "60"])
    }
    return Response(status: .noContent)
  }

  // MARK: - Albums and the account

  func listAlbums(_ call: AssetZenCall) async throws -> Response {
    let account = try call.signedIn().assetzenAccountId
    let albums = try await store.database.read { db in
      try AssetZen.Album.filter(Column("assetzenAccountId") == account).order(Column("id"))
        .fetchAll(db)
    }
    return .json(
      try .list(
        albums.map { album in
          try .object([
            "id": Value(album.id), "title": .string(album.title),
            "parent_id": Value(album.parentId), "sid": .string(album.sid),
            "description": Value(album.description),
            "created_at": .string(album.createdAt.withMilliseconds),
            "updated_at": .string(album.updatedAt.withMilliseconds),
            "is_public": .bool(album.isPublic),
          ])
        }))
  }

  /// The account, with where its images are served: here, not at the vendor's CDN, and at the root of the
  /// server, as `rootPath` says.
  func getAccount(_ call: AssetZenCall) async throws -> Response {
    let id = try call.signedIn().assetzenAccountId
    let account = try await store.database.read { try AssetZen.Account.fetchOne($0, key: id) }
    let root = String(call.base.dropLast(Self.name.count + 1))
    return .object([
      "name": Value(account?.name), "id": .string(id),
      "settings": try .object(["images_service": .string(root)]),
    ])
  }

  func listAccountUsers(_ call: AssetZenCall) async throws -> Response {
    let account = try call.signedIn().assetzenAccountId
    let users = try await store.database.read { db in
      try AssetZen.User.filter(Column("assetzenAccountId") == account).order(Column("id"))
        .fetchAll(db)
    }
    return .json(try .list(users.map(json)))
  }

  private func json(of user: AssetZen.User) throws -> Value {
    try .object([
      "id": .int(Int(user.id)), "name": .string(user.name), "email": .string(user.email),
    ])
  }
}
