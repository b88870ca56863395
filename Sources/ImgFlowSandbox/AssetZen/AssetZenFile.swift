import Foundation
import ImgFlowValues

/// What an image file says about itself.
struct AssetZenFile: Sendable {
  var format: ImageFormat
  var size: Int
  /// As shown, upright.
  var width: Int
  var height: Int
  var exif: [String: String]
  var suggestedTags: [AssetZen.SuggestedTag]

  /// Reads it whole.
  ///
  /// - Throws: `ImageError`.
  init(_ data: Data) throws(ImageError) {
    let (image, format) = try RasterImage.decode(data)
    self.format = format
    size = data.count
    width = image.width
    height = image.height
    exif = RasterImage.exif(of: data)
    suggestedTags = try Self.tags(of: image)
  }

  /// The colours that a tenth or more of the image has, with their share in per cent.
  private static func tags(of image: RasterImage) throws(ImageError) -> [AssetZen.SuggestedTag] {
    let side = 32
    let lab = try image.labSamples(width: side, height: side)
    var counts: [String: Int] = [:]
    for index in stride(from: 0, to: lab.count - 2, by: 3) {
      let name = colour(Double(lab[index]), Double(lab[index + 1]), Double(lab[index + 2]))
      counts[name, default: 0] += 1
    }
    return counts.map { name, count in
      AssetZen.SuggestedTag(
        tag: name, confidence: (Double(count) * 100 / Double(side * side)).rounded(toPlaces: 2))
    }
    .filter { $0.confidence >= 10 }
    .sorted { ($1.confidence, $0.tag) < ($0.confidence, $1.tag) }
  }

  /// The name of a colour in CIELAB, by its hue where it has one.
  private static func colour(_ lightness: Double, _ a: Double, _ b: Double) -> String {
    guard (a * a + b * b).squareRoot() > 12 else {
      return lightness < 25 ? "black" : lightness > 80 ? "white" : "grey"
    }
    let hue = (atan2(b, a) * 180 / .pi + 360).truncatingRemainder(dividingBy: 360)
    return switch hue {
    case ..<45: "red"
    case ..<75: "orange"
    case ..<110: "yellow"
    case ..<180: "green"
    case ..<300: "blue"
    default: "pink"
    }
  }
}
