import Foundation

/// The sandbox's prediction of visual attention: Image Signature and Boolean Map Saliency, half
/// and half, with a mild centre prior. `docs/saliency.md` shows and discusses it.
///
/// The constants were set by looking at the maps of the sample images, not fitted to gaze data.
enum SaliencyModel {
  /// Cells of the working image: 128 x 96 for a 4:3 image. Fixing the area rather than the width gives a flat
  /// banner as many cells for its text as a square one.
  static let workingArea = 12_288

  /// Spread of the final blur, as a share of the root of the image's area. It stands for the
  /// fovea, about a degree of the viewing angle, so it does not depend on the image's shape.
  static let blur: Float = 0.033

  /// A CIELAB range below which a channel is trusted in proportion: some eight times a just noticeable
  /// difference (2.3), and more than JPEG noise on a gray image reaches.
  static let trustedRange: Float = 20

  /// The share of an image that is taken to be ground at the least. Image Signature spreads the ground's
  /// energy evenly as noise; what this quantile of the map holds is that noise, and is taken off, or it would
  /// speckle empty panels.
  static let groundShare = 0.25

  /// Exponent on the combined map. Conspicuities of such models are steeper than gaze densities; a
  /// compression lets the second and third thing in an image show next to the first.
  static let compression: Float = 0.7

  /// The depth of the centre prior; with the spread below, a corner gets 28 % less than the centre.
  /// People look at the middle first (B. Tatler, "The central fixation bias in scene viewing",
  /// Journal of Vision 7(14), 2007), but banners put their text elsewhere, so the prior only
  /// settles near-ties.
  static let centreStrength: Float = 0.35

  /// Spread of the centre prior, as a share of each side.
  static let centreSpread: Float = 0.4

  /// Predicts for a decoded image. Takes some tens of milliseconds.
  static func predict(_ image: RasterImage) throws(ImageError) -> SaliencyMap {
    let size = workingSize(width: image.width, height: image.height)
    let lab = try image.labSamples(width: size.width, height: size.height)
    return predict(lab: lab, width: size.width, height: size.height)
  }

  /// Predicts for an image of any kind given as CIELAB pixels at working size.
  ///
  /// An image without structure gets the same value everywhere.
  static func predict(lab: [Float], width: Int, height: Int) -> SaliencyMap {
    let channels = (0..<3).map { band in
      Field(
        width: width, height: height,
        values: (0..<width * height).map { lab[$0 * 3 + band] })
    }
    let weights = channels.map { channel in
      let (low, high) = channel.bounds
      // Under one unit the eye sees no difference, whatever the arithmetic finds.
      return high - low < 1 ? 0 : min(1, (high - low) / trustedRange)
    }
    guard weights.contains(where: { $0 > 0 }) else {
      return .uniform(width: width, height: height)
    }
    return combine(
      ImageSignature.map(channels: channels, weights: weights),
      BooleanMapSaliency.map(channels: channels, weights: weights))
  }

  /// Width and height of the working image: the image's shape, within 8…512 cells a side.
  static func workingSize(width: Int, height: Int) -> (width: Int, height: Int) {
    let scale = min(1, (Double(workingArea) / (Double(width) * Double(height))).squareRoot())
    func side(_ pixels: Int) -> Int { min(512, max(8, Int((Double(pixels) * scale).rounded()))) }
    return (side(width), side(height))
  }

  private static func combine(_ signature: Field, _ surroundedness: Field) -> SaliencyMap {
    let width = signature.width
    let height = signature.height
    let sigma = blur * Float(width * height).squareRoot()
    var map = Field(width: width, height: height)
    let figure = signature.blurred(sigma: sigma).above(quantile: groundShare)
    map.add(figure.normalized(), weight: 0.5)
    map.add(surroundedness.blurred(sigma: sigma).normalized(), weight: 0.5)
    map = map.normalized()
    guard map.bounds.high > 0 else { return .uniform(width: width, height: height) }
    for y in 0..<height {
      let v = (Float(y) + 0.5) / Float(height) - 0.5
      for x in 0..<width {
        let u = (Float(x) + 0.5) / Float(width) - 0.5
        let nearness = exp(-(u * u + v * v) / (2 * centreSpread * centreSpread))
        let prior = 1 - centreStrength + centreStrength * nearness
        map.values[y * width + x] = pow(map.values[y * width + x], compression) * prior
      }
    }
    return SaliencyMap(width: width, height: height, uncheckedValues: map.normalized().values)
  }
}
