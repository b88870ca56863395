import CVips

/// A named size in expoze's image paths, `…/resolve/<preset>/userfiles/…`.
enum ImagePreset: String, CaseIterable, Sendable {
  case thumbSmall = "thumb_small"
  case thumbMedium = "thumb_medium"
  case thumbLarge = "thumb_large"
  case mediaMax = "media_max"
  case original

  /// The box to fit into; nil for the image as uploaded. Sizes are from expoze's documentation.
  var box: (width: Int, height: Int)? {
    switch self {
    case .thumbSmall: (300, 200)
    case .thumbMedium: (900, 600)
    case .thumbLarge: (1800, 1200)
    case .mediaMax: (2048, 1536)
    case .original: nil
    }
  }
}

extension RasterImage {
  /// The image at a preset's size. expoze does not say whether presets crop; this fits inside.
  func resized(to preset: ImagePreset) throws(ImageError) -> RasterImage {
    guard let box = preset.box else { return self }
    return try fitted(width: box.width, height: box.height)
  }

  /// Shrinks the image into a box, keeping its shape; it is never enlarged.
  func fitted(width: Int, height: Int) throws(ImageError) -> RasterImage {
    guard self.width > width || self.height > height else { return self }
    return try Vips.image(
      "shrink", cvips_fit(pointer, Int32(clamping: max(1, width)), Int32(clamping: max(1, height))))
  }

  /// Lays `overlay` (with alpha) over the image, its top left corner at (x, y).
  func composited(
    with overlay: RasterImage, x: Int = 0, y: Int = 0
  ) throws(ImageError) -> RasterImage {
    try Vips.image(
      "composite",
      cvips_composite(pointer, overlay.pointer, Int32(clamping: x), Int32(clamping: y)))
  }

  /// The image over white, without a transparency band.
  func flattened() throws(ImageError) -> RasterImage {
    guard hasAlpha else { return self }
    return try Vips.image("flatten", cvips_flatten(pointer))
  }
}
