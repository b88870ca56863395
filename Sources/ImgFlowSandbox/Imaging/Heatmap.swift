import CVips
import Foundation

/// An image with a saliency map drawn over it.
enum Heatmap {
  /// The longest side drawn; a larger original is shrunk to it. Four times a full-HD screen's
  /// area, and a bound on the memory that a job takes.
  static let longestSide = 4096

  /// Draws `map` over `image` at the image's size, or at `longestSide`.
  static func render(
    _ map: SaliencyMap, over image: RasterImage, style: HeatmapStyle
  ) throws(ImageError) -> RasterImage {
    let base = try image.flattened().fitted(width: longestSide, height: longestSide)
    let levels = try levels(of: map, width: base.width, height: base.height)
    let table = try Vips.image(
      samples: style.overlayTable(), width: 256, height: 1, bandCount: 4)
    let marked = try Vips.image(
      "colour the map", cvips_overlay(base.pointer, levels.pointer, table.pointer))
    return style.enableWatermark ? try Watermark.draw(on: marked) : marked
  }

  /// Predicts, draws and encodes in one go: what an expoze job outputs.
  static func jpeg(
    _ map: SaliencyMap, over image: RasterImage, style: HeatmapStyle, quality: Int = 85
  ) throws(ImageError) -> Data {
    try render(map, over: image, style: style).jpeg(quality: quality)
  }

  /// The map as 8-bit gray at the given size.
  private static func levels(
    of map: SaliencyMap, width: Int, height: Int
  ) throws(ImageError) -> RasterImage {
    let field = try Vips.image(field: map.values, width: map.width, height: map.height)
    let scaled = try Vips.image(
      "enlarge the map",
      cvips_resize_field(field.pointer, Int32(clamping: width), Int32(clamping: height), 255))
    return try Vips.image("quantise the map", cvips_cast_uchar(scaled.pointer))
  }
}
