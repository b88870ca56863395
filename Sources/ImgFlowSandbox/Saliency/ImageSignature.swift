import Foundation

/// The Image Signature model of saliency.
///
/// X. Hou, J. Harel and C. Koch, "Image Signature: Highlighting Sparse Salient Regions", IEEE
/// Transactions on Pattern Analysis and Machine Intelligence 34(1), 2012. Keeping only the signs
/// of an image's cosine coefficients keeps what is sparse in space (figure) and spreads out what
/// is sparse in frequency (ground); the squared inverse is large where the figure is.
enum ImageSignature {
  /// The unblurred map: the sum over channels of the squared reconstruction from signs.
  ///
  /// - Parameters:
  ///   - channels: CIELAB planes of one size.
  ///   - weights: the trust in each channel, 0…1. Signs forget contrast, so without weights the noise of an
  ///     empty channel would count as much as the image in a full one.
  static func map(channels: [Field], weights: [Float]) -> Field {
    let width = channels[0].width
    let height = channels[0].height
    let transform = CosineTransform(width: width, height: height)
    var map = Field(width: width, height: height)
    for (channel, weight) in zip(channels, weights) where weight > 0 {
      var signature = transform.forward(channel)
      takeSigns(&signature)
      var figure = transform.inverse(signature)
      for index in figure.values.indices { figure.values[index] *= figure.values[index] }
      map.add(figure, weight: weight)
    }
    return map
  }

  /// Replaces each coefficient by its sign, and by 0 where it is nothing but rounding error.
  private static func takeSigns(_ coefficients: inout Field) {
    coefficients.values.withUnsafeMutableBufferPointer { values in
      // The largest is the mean brightness; float sums over it are good to about one in 10^6.
      var largest: Float = 0
      for value in values { largest = max(largest, abs(value)) }
      let rounding = largest * 4e-6
      for index in 0..<values.count {
        let value = values[index]
        values[index] = value > rounding ? 1 : value < -rounding ? -1 : 0
      }
    }
  }
}
