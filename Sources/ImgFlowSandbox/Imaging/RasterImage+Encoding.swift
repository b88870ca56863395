import CVips
import Foundation

extension RasterImage {
  /// Encodes as JPEG, over white where the image is transparent. Quality is held to 1…100. No metadata is
  /// kept: a sandbox must not pass on where a photograph was taken.
  func jpeg(quality: Int = 85) throws(ImageError) -> Data {
    let flat = try flattened()
    var bytes: UnsafeMutableRawPointer?
    var count = 0
    let status = cvips_save_jpeg(
      flat.pointer, Int32(clamping: min(100, max(1, quality))), &bytes, &count)
    return try Self.takeEncoded("encode JPEG", status, bytes, count)
  }

  /// Encodes as PNG, keeping transparency but no metadata.
  func png() throws(ImageError) -> Data {
    var bytes: UnsafeMutableRawPointer?
    var count = 0
    let status = cvips_save_png(pointer, &bytes, &count)
    return try Self.takeEncoded("encode PNG", status, bytes, count)
  }

  /// The pixels as interleaved 8-bit sRGB, three bytes a pixel, rows from the top.
  func rgbSamples() throws(ImageError) -> [UInt8] {
    try flattened().samples()
  }

  /// The pixels as interleaved 8-bit samples of all bands, rows from the top.
  func samples() throws(ImageError) -> [UInt8] { try Self.samples(of: self, as: UInt8.self) }

  /// The image at exactly width × height in CIELAB: L, a, b for each pixel in turn.
  ///
  /// L runs 0…100; a and b about ±100. Transparent pixels are taken as white.
  func labSamples(width: Int, height: Int) throws(ImageError) -> [Float] {
    let coarse = try flattened().shrunk(toAtLeast: 4 * width, 4 * height)
    let small = try Vips.image(
      "resize", cvips_resize(coarse.pointer, Int32(clamping: width), Int32(clamping: height)))
    let lab = try Vips.image("convert to CIELAB", cvips_to_lab(small.pointer))
    return try Self.samples(of: lab, as: Float.self)
  }

  private static func samples<Sample>(
    of image: RasterImage, as: Sample.Type
  ) throws(ImageError) -> [Sample] {
    var size = 0
    guard let memory = vips_image_write_to_memory(image.pointer, &size) else {
      throw Vips.failure("read pixels")
    }
    defer { cvips_free(memory) }
    let raw = UnsafeRawBufferPointer(start: memory, count: size)
    return Array(raw.bindMemory(to: Sample.self))
  }

  static func takeEncoded(
    _ operation: String, _ status: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int
  ) throws(ImageError) -> Data {
    guard status == 0, let bytes else { throw Vips.failure(operation) }
    defer { cvips_free(bytes) }
    return Data(bytes: bytes, count: count)
  }
}
