import Foundation
import GRDB
import Hummingbird

extension ExpozeEmulator {
  /// Where renditions are served. As with the vendor's image bundle (LiipImagine), `resolve` makes one and
  /// redirects here, where no authorisation is required: the path is enough.
  static let cachePath = "/core/media/cache"

  func fetchImage(_ call: ExpozeCall) async throws -> Response {
    let path = call.parameters["path"] ?? ""
    guard let preset = ImagePreset(rawValue: call.parameters["preset"] ?? "") else {
      throw Refusal.notFound(
        "The image preset \"\(call.parameters["preset"] ?? "")\" does not exist.")
    }
    let user = try call.signedIn()
    guard try await owner(of: path) == user.expozeOrganizationId else {
      throw Refusal.notFound("Image \"\(path.prefix(200))\" does not exist.")
    }
    try await render(preset, path)
    return .redirect(toPath: "/expoze\(Self.cachePath)/\(preset.rawValue)/userfiles/\(path)")
  }

  /// Serves what `resolve` made: `/<preset>/userfiles/<path>`; nil for any other path.
  func cachedImage(_ file: String) async throws -> Response? {
    let parts = file.split(separator: "/", maxSplits: 2).map(String.init)
    guard parts.count == 3, parts[0] != "resolve" else { return nil }
    guard let preset = ImagePreset(rawValue: parts[0]), parts[1] == "userfiles",
      try await owner(of: parts[2]) != nil
    else { throw Refusal.notFound("No image at this address.") }
    let rendition = ExpozeFiles.rendition(preset, parts[2])
    guard store.files.exists(rendition) else {
      throw Refusal.notFound("No image at this address.")
    }
    return .image(try store.files.read(rendition))
  }

  /// The organization that an upload or a job's output belongs to; nil if there is no such path. Only paths
  /// that are in the database ever lead to a file.
  func owner(of path: String) async throws -> Int64? {
    try await store.database.read { try Self.owner(of: path, $0) }
  }

  /// The same within an access to the database.
  static func owner(of path: String, _ db: Database) throws -> Int64? {
    if let media = try Expoze.Media.filter(Column("path") == path).fetchOne(db) {
      return media.expozeOrganizationId
    }
    let job = try Expoze.Job.filter(Column("outputPath") == path).fetchOne(db)
    return job?.expozeOrganizationId
  }

  /// Makes a rendition, unless it exists.
  func render(_ preset: ImagePreset, _ path: String) async throws {
    let files = store.files
    let rendition = ExpozeFiles.rendition(preset, path)
    guard !files.exists(rendition) else { return }
    try await workers.run {
      let data = try files.read(ExpozeFiles.original(path))
      let image = try RasterImage.decode(data).image.resized(to: preset)
      try files.write(image.hasAlpha ? try image.png() : try image.jpeg(), to: rendition)
    }
  }
}
