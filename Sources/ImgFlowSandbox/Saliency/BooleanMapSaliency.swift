/// Boolean Map Saliency: what is surrounded stands out.
///
/// J. Zhang and S. Sclaroff, "Saliency Detection: A Boolean Map Approach", ICCV 2013. Each CIELAB
/// channel is cut at a series of thresholds; in each of the binary maps, and its complement, the
/// connected regions that the image's border does not reach are figure. The figures of all maps,
/// each map divided by its L2 norm so that small figures count, add up to the attention map.
///
/// Three changes. The paper discards every region that touches the border; here a region counts by its
/// *boundary connectivity*, border length over the root of its area (W. Zhu, S. Liang, Y. Wei and J. Sun,
/// "Saliency Optimization from Robust Background Detection", CVPR 2014), so that a subject cropped by the
/// image's edge stays figure while a background, or one half of a banner, does not. Maps are divided by the
/// root of the norm: with the whole norm a few lamps of some pixels outweigh the rocket that they light. And
/// the paper's opening of 5 pixels at a width of 600 is about one cell here, which would erase text, and is
/// left out.
enum BooleanMapSaliency {
  /// Thresholds for each channel, spread evenly over its range: the paper steps by 8 of 256
  /// levels; 12 give maps that differ invisibly, in a third of the time.
  static let thresholdCount = 12

  /// How fast border contact turns figure into ground: a figure twice as high as wide that touches the edge
  /// keeps 60 % of its weight, a square 36 %, the half of a banner none. Zhu et al. use 1, on superpixels.
  static let borderTolerance: Float = 0.7

  /// The unblurred map. See `ImageSignature.map` for the parameters.
  static func map(channels: [Field], weights: [Float]) -> Field {
    var map = Field(width: channels[0].width, height: channels[0].height)
    var regions = RegionFinder(width: map.width, height: map.height)
    for (channel, weight) in zip(channels, weights) where weight > 0 {
      let (low, high) = channel.bounds
      let step = (high - low) / Float(thresholdCount + 1)
      for index in 1...thresholdCount {
        let threshold = low + Float(index) * step
        for above in [true, false] {
          regions.find(in: channel, threshold: threshold, above: above)
          regions.addFigures(to: &map, weight: weight, borderTolerance: borderTolerance)
        }
      }
    }
    return map
  }
}
