import CryptoExtras
import Foundation
import GRDB
import Hummingbird
import ImgFlowValues

extension AssetZenEmulator {
  /// Where the links of an account lead, below the vendor's address: it stands for the CDN.
  static let imagesService = "/cdn"
  static let imagesPath = imagesService + "/image"

  private struct LinkParameters: Decodable, Sendable {
    var imageId: String
    var width: Int?
    var height: Int?
    var quality: Int?
    var focus: Focus?
    var ignoresFocus: Bool?
    /// Seconds since 1970; not in the vendor's clients, for links that shall die.
    var expires: Double?

    struct Focus: Decodable, Sendable { var x, y: Double }

    enum CodingKeys: String, CodingKey {
      case imageId, width, height, quality, focus, expires
      case ignoresFocus = "ignore_focus"
    }
  }

  /// Pixels of the longest side of a rendition, a limit of ours.
  private static let longestSide = 4096

  /// Serves an image by its signed link, `/<signature>.<parameters>`: as large as the parameters say,
  /// cut around the focus where the shapes differ.
  func linkedImage(_ link: String) async throws -> Response {
    let parts = link.split(separator: "/").last?.split(separator: ".").suffix(2).map(String.init)
    guard let parts, parts.count == 2, let signature = Data(base64url: parts[0]),
      let text = Data(base64url: parts[1]),
      let parameters = try? JSONDecoder().decode(LinkParameters.self, from: text)
    else { throw Refusal(status: 400, message: "The link cannot be read.") }
    let image = try await store.database.read { db in
      try AssetZen.Image.filter(Column("sid") == parameters.imageId).fetchOne(db)
    }
    guard let image else { throw Refusal.notFound("There is no image \(parameters.imageId).") }
    let key = SymmetricKey(data: Data(image.assetzenAccountId.utf8))
    guard HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: text, using: key) else {
      throw Refusal(status: 403, message: "The signature is not valid for these parameters.")
    }
    if let expires = parameters.expires, expires <= clock.now.timeIntervalSince1970 {
      throw Refusal(status: 410, message: "The link has expired.")
    }
    return .image(try await rendition(of: image, parameters))
  }

  private func rendition(
    of image: AssetZen.Image, _ parameters: LinkParameters
  ) async throws -> Data {
    let files = store.files
    return try await workers.run {
      let data = try files.read(AssetZenFiles.original(image.sid))
      let wanted = (parameters.width, parameters.height)
      guard wanted != (nil, nil) else { return data }
      for side in [parameters.width, parameters.height].compactMap({ $0 }) {
        guard (1...Self.longestSide).contains(side) else {
          throw Refusal(status: 400, message: "Sides are from 1 to \(Self.longestSide) pixels.")
        }
      }
      let picture = try RasterImage.decode(data).image
      let ratio = Double(picture.width) / Double(picture.height)
      let width =
        parameters.width ?? max(1, Int((Double(parameters.height ?? 1) * ratio).rounded()))
      let height = parameters.height ?? max(1, Int((Double(width) / ratio).rounded()))
      let focus = parameters.ignoresFocus ?? false ? nil : Self.focus(of: image, parameters)
      let cut = try picture.covering(width: width, height: height, focus: focus)
      return try cut.jpeg(quality: parameters.quality ?? 80)
    }
  }

  /// The place that stays in sight, as shares of width and height; nil for the middle.
  private static func focus(
    of image: AssetZen.Image, _ parameters: LinkParameters
  ) -> (x: Double, y: Double)? {
    let own = image.focusX.flatMap { x in image.focusY.map { (Double(x), Double($0)) } }
    guard let (x, y) = parameters.focus.map({ ($0.x, $0.y) }) ?? own else { return nil }
    return (x / Double(image.width), y / Double(image.height))
  }
}

extension Data {
  /// Reads URL-safe base64, with or without padding; nil for what is none.
  init?(base64url text: String) {
    let plain = text.replacing("-", with: "+").replacing("_", with: "/").replacing("=", with: "")
    self.init(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4))
  }
}
