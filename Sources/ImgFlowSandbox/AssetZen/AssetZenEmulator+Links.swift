import CryptoExtras
import Foundation
import GRDB
import Hummingbird
import ImgFlowValues

extension AssetZenEmulator {
  /// Where the links of an account lead: it represents the CDN. The vendor's Ruby client puts the path of a
  /// link in place of the one of the account's address, so this is at the root of the server.
  static let rootPath: String? = "/image"

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

  /// Pixels of the longest side of a rendition, ImgFlow's own limit.
  private static let longestSide = 4096

  /// Serves an image by its signed link: as large as the parameters say, cut around the focus where the
  /// shapes differ.
  ///
  /// Links are `/<signature>.<parameters>`, with the image's `sid` optionally before, and `.jpg` optionally
  /// after.
  func linkedImage(_ link: String) async throws -> Response {
    let plain = link.removingPercentEncoding ?? link
    var parts = plain.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    var words = parts.popLast()?.split(separator: ".").map(String.init) ?? []
    let isJPEG = words.count == 3 && ["jpg", "jpeg"].contains(words[2].lowercased())
    if isJPEG { words.removeLast() }
    guard parts.count < 2, words.count == 2, let signature = Data(base64url: words[0]),
      let text = Data(base64url: words[1]),
      let parameters = try? JSONDecoder().decode(LinkParameters.self, from: text)
    else { throw Refusal(status: 400, message: "The link cannot be read.") }
    if let sid = parts.first, sid != parameters.imageId {
      throw Refusal.notFound("The link is not for the image \(sid.prefix(80)).")
    }
    let image = try await store.database.read { db in
      try AssetZen.Image.filter(Column("sid") == parameters.imageId).fetchOne(db)
    }
    guard let image else { throw Refusal.notFound("Image \(parameters.imageId) does not exist.") }
    let key = SymmetricKey(data: Data(image.assetzenAccountId.utf8))
    guard HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: text, using: key) else {
      throw Refusal(status: 403, message: "The signature is not valid for these parameters.")
    }
    if let expires = parameters.expires, expires <= clock.now.timeIntervalSince1970 {
      throw Refusal(status: 410, message: "The link has expired.")
    }
    return .image(try await rendition(of: image, parameters, isJPEG: isJPEG))
  }

  private func rendition(
    of image: AssetZen.Image, _ parameters: LinkParameters, isJPEG: Bool
  ) async throws -> Data {
    if let quality = parameters.quality, !(1...100).contains(quality) {
      throw Refusal(status: 400, message: "The quality must be from 1 to 100.")
    }
    let files = store.files
    return try await workers.run {
      let data = try files.read(AssetZenFiles.original(image.sid))
      let isAsItIs =
        parameters.width == nil && parameters.height == nil && parameters.quality == nil
        && (!isJPEG || image.contentType == ImageFormat.jpeg.mediaType)
      if isAsItIs { return data }
      for side in [parameters.width, parameters.height].compactMap({ $0 }) {
        guard (1...Self.longestSide).contains(side) else {
          throw Refusal(status: 400, message: "Sides must be from 1 to \(Self.longestSide) pixels.")
        }
      }
      let picture = try RasterImage.decode(data).image
      let ratio = Double(picture.width) / Double(picture.height)
      let width =
        parameters.width
        ?? parameters.height.map { max(1, Int((Double($0) * ratio).rounded())) } ?? picture.width
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
  /// Reads URL-safe base64, with or without padding; nil for anything else.
  init?(base64url text: String) {
    let plain = text.replacing("-", with: "+").replacing("_", with: "/").replacing("=", with: "")
    self.init(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4))
  }
}
