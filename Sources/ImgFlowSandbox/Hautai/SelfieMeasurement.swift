import CVips
import Foundation

/// What `compute` measures in an image. These are plain image statistics: they say that an image was looked
/// at, and nothing about skin.
struct SelfieMeasurement: Codable, Sendable {
  /// As shown, upright.
  var width: Int
  var height: Int
  /// The standard deviation of the Laplacian of the lightness, at 512 pixels of width: fine detail, which a
  /// blurred image lacks (the focus measure LAPV of Pech-Pacheco et al. 2000).
  var sharpness: Double
  /// The mean lightness, 0 to 100.
  var exposure: Double
  /// The share of pixels that are nearly black or white, 0 to 1: detail that is lost.
  var clipping: Double
  /// How little the lightness varies from place to place in the middle of the image, 0 to 100: 100 less four
  /// times its standard deviation.
  var evenness: Double
  /// How red the middle of the image is: the mean of a* in CIELAB, about −100 to 100.
  var redness: Double

  /// The least side, in pixels, of an image that is measured.
  static let leastSide = 256
  /// Pixels of the sides of the sample that the figures but sharpness are taken from.
  private static let sampleSide = 64

  /// - Throws: `ImageError`.
  init(of image: RasterImage) throws(ImageError) {
    width = image.width
    height = image.height
    let flat = try image.flattened()
    let narrow = try flat.fitted(width: 512, height: .max / 2)
    let lightness = try Vips.image("convert to CIELAB", cvips_lightness(narrow.pointer))
    let deviation = cvips_laplacian_deviation(lightness.pointer)
    guard !deviation.isNaN else { throw Vips.failure("measure sharpness") }
    sharpness = deviation.rounded(toPlaces: 2)

    let side = Self.sampleSide
    let lab = try flat.labSamples(width: side, height: side)
    let all = stride(from: 0, to: lab.count - 2, by: 3).map { Double(lab[$0]) }
    exposure = Self.mean(all).rounded(toPlaces: 2)
    clipping = (Double(all.count { $0 < 3 || $0 > 97 }) / Double(all.count)).rounded(toPlaces: 4)
    let middle = (side / 4..<side * 3 / 4).flatMap { y in
      (side / 4..<side * 3 / 4).map { x in 3 * (y * side + x) }
    }
    let tones = middle.map { Double(lab[$0]) }
    let mean = Self.mean(tones)
    let variance = Self.mean(tones.map { ($0 - mean) * ($0 - mean) })
    evenness = max(0, 100 - 4 * variance.squareRoot()).rounded(toPlaces: 2)
    redness = Self.mean(middle.map { Double(lab[$0 + 1]) }).rounded(toPlaces: 2)
  }

  private static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }

  /// What is wrong with the image as a selfie.
  enum Issue: String, CaseIterable {
    case blurry
    case tooDark = "too_dark"
    case tooBright = "too_bright"
    case clipped

    var advice: String {
      switch self {
      case .blurry: "The image is blurry. Hold the camera still and clean its lens."
      case .tooDark: "The image is too dark. Turn towards the light."
      case .tooBright: "The image is too bright. Turn away from the light."
      case .clipped: "Parts of the image are black or white. Use softer light."
      }
    }
  }

  var issues: [Issue] {
    var issues: [Issue] = []
    if sharpness < 2 { issues.append(.blurry) }
    if exposure < 25 { issues.append(.tooDark) }
    if exposure > 85 { issues.append(.tooBright) }
    if clipping > 0.35 { issues.append(.clipped) }
    return issues
  }

  /// How good the image is, 0 to 1: sharp, and in the middle of the range of lightness.
  var quality: Double {
    let focus = min(1, sharpness / 6)
    let light = max(0, 1 - abs(exposure - 55) / 55)
    return (focus * light * (1 - clipping)).rounded(toPlaces: 3)
  }
}
