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

  /// The image with the means of blocks of pixels, where at least so many are left each way. The best kernel
  /// makes no difference to what is much larger than needed, but takes three times as long.
  func shrunk(toAtLeast width: Int, _ height: Int) throws(ImageError) -> RasterImage {
    let (across, down) = (max(1, self.width / width), max(1, self.height / height))
    guard across > 1 || down > 1 else { return self }
    return try Vips.image(
      "shrink", cvips_shrink(pointer, Int32(clamping: across), Int32(clamping: down)))
  }

  /// The image scaled to cover width × height and cut to it, around `focus` (shares of its sides) as far
  /// as the edges allow.
  func covering(
    width: Int, height: Int, focus: (x: Double, y: Double)?
  ) throws(ImageError) -> RasterImage {
    let scale = max(Double(width) / Double(self.width), Double(height) / Double(self.height))
    let across = max(width, Int((Double(self.width) * scale).rounded()))
    let down = max(height, Int((Double(self.height) * scale).rounded()))
    let large = try Vips.image(
      "resize", cvips_resize(pointer, Int32(clamping: across), Int32(clamping: down)))
    let left = Self.start(across, width, focus?.x ?? 0.5)
    let top = Self.start(down, height, focus?.y ?? 0.5)
    return try Vips.image(
      "crop", cvips_crop(large.pointer, left, top, Int32(clamping: width), Int32(clamping: height)))
  }

  private static func start(_ whole: Int, _ part: Int, _ focus: Double) -> Int32 {
    let middle = Double(whole) * min(1, max(0, focus))
    return Int32(clamping: min(whole - part, max(0, Int(middle) - part / 2)))
  }

  /// Lays `overlay` (with alpha) over a part of the image, its top left corner at (x, y); the result is
  /// opaque.
  func composited(
    with overlay: RasterImage, x: Int = 0, y: Int = 0
  ) throws(ImageError) -> RasterImage {
    try Vips.image(
      "composite",
      cvips_composite(
        flattened().pointer, overlay.pointer, Int32(clamping: x), Int32(clamping: y)))
  }

  /// The image over white, without a transparency band.
  func flattened() throws(ImageError) -> RasterImage {
    guard hasAlpha else { return self }
    return try Vips.image("flatten", cvips_flatten(pointer))
  }
}
