import Foundation
import GRDB
import Hummingbird
import ImgFlowValues

extension ExpozeEmulator {
  /// Takes an image in, as a multipart form or as base64 text, into a given workspace or the first.
  func upload(_ call: ExpozeCall) async throws -> Response {
    let user = try call.signedIn()
    let space = try await space(for: call, of: user)
    let file = try call.file()
    let picture = try await check(file)
    let media = try await keep(file, picture, in: space, of: user)
    return .json(
      try .object(["message": .string("Upload accepted."), "mediaId": Value(media.id)]))
  }

  /// A media of the user's organization.
  ///
  /// - Throws: a 404, also for objects of others.
  func media(_ id: Int64, for user: Expoze.User) async throws -> Expoze.Media {
    let media = try await store.database.read { try Expoze.Media.fetchOne($0, key: id) }
    guard let media, media.expozeOrganizationId == user.expozeOrganizationId else {
      throw Refusal.notFound("Media \(id) does not exist.")
    }
    return media
  }

  private func space(for call: ExpozeCall, of user: Expoze.User) async throws -> Expoze.Space {
    let wanted = call.parameters["spaceId"] == nil ? nil : try call.id("spaceId")
    let own = Column("expozeOrganizationId") == user.expozeOrganizationId
    let space = try await store.database.read { db in
      let spaces = Expoze.Space.filter(own).order(Column("id"))
      return try wanted.map { try spaces.filter(Column("id") == $0).fetchOne(db) }
        ?? spaces.fetchOne(db)
    }
    guard let space else { throw Refusal.notFound("The space does not exist.") }
    return space
  }

  private struct Picture: Sendable {
    var format: ImageFormat
    var width: Int
    var height: Int
  }

  /// Decodes the whole image: what is accepted here can be predicted and drawn later.
  ///
  /// - Throws: a 422 for the field `file`.
  private func check(_ file: IncomingFile) async throws -> Picture {
    do {
      return try await workers.run {
        let data = try Data(contentsOf: file.url, options: .mappedIfSafe)
        let (image, format) = try RasterImage.decode(data)
        return Picture(format: format, width: image.width, height: image.height)
      }
    } catch let error as ImageError {
      if case .operationFailed = error { throw error }
      throw Refusal.invalid("file", error.description)
    }
  }

  private func keep(
    _ file: IncomingFile, _ picture: Picture, in space: Expoze.Space, of user: Expoze.User
  ) async throws -> Expoze.Media {
    let name = "\(RandomToken.uuid()).\(picture.format.fileExtension)"
    let path = "\(space.expozeOrganizationId)/\(space.id ?? 0)/\(name)"
    let media = Expoze.Media(
      id: nil, expozeOrganizationId: space.expozeOrganizationId, expozeSpaceId: space.id ?? 0,
      path: path, width: picture.width, height: picture.height, createdAt: clock.now)
    return try await store.keep(file.url, as: ExpozeFiles.original(path)) { db in
      try media.inserted(db)
    }
  }
}
