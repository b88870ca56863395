import CVips
import Foundation

/// The libvips library as a whole: starting it, and its way of reporting errors.
enum Vips {
  private static let started: Bool = cvips_start("imgflow-sandbox") == 0

  /// Starts libvips on the first call. Operations of a library that did not start return errors.
  static func start() {
    _ = started
  }

  /// Takes ownership of an operation's result, or throws `operationFailed` naming the operation.
  static func image(
    _ operation: String, _ pointer: UnsafeMutablePointer<VipsImage>?,
    _ turn: LargeImagePermit? = nil
  ) throws(ImageError) -> RasterImage {
    guard let pointer else { throw failure(operation) }
    return RasterImage(owning: pointer, turn)
  }

  /// The error for an operation that just failed. Empties vips' error buffer.
  ///
  /// That buffer is one for all threads, so under load the reason may be that of another thread; the fact of
  /// an error is always right.
  static func failure(_ operation: String) -> ImageError {
    var reason = ""
    if let text = vips_error_buffer_copy() {
      let line = String(cString: text).split(whereSeparator: \.isNewline).first ?? ""
      // The part before the colon names a source file of vips, which says nothing to a caller.
      reason = String(line.firstRange(of: ": ").map { line[$0.upperBound...] } ?? line)
      cvips_free(text)
    }
    return .operationFailed(operation, reason: reason)
  }

  /// Copies interleaved 8-bit sRGB(A) samples into a new image.
  static func image(
    samples: [UInt8], width: Int, height: Int, bandCount: Int
  ) throws(ImageError) -> RasterImage {
    start()
    let copy = samples.withUnsafeBytes { bytes in
      vips_image_new_from_memory_copy(
        bytes.baseAddress, bytes.count, Int32(width), Int32(height), Int32(bandCount),
        VIPS_FORMAT_UCHAR)
    }
    let plain = try image("wrap samples", copy)
    return try image("tag samples", cvips_tag_srgb(plain.pointer))
  }

  /// Copies a row-major field of floats into a new one-band image.
  static func image(
    field: [Float], width: Int, height: Int
  ) throws(ImageError) -> RasterImage {
    start()
    let copy = field.withUnsafeBytes { bytes in
      vips_image_new_from_memory_copy(
        bytes.baseAddress, bytes.count, Int32(width), Int32(height), 1, VIPS_FORMAT_FLOAT)
    }
    return try image("wrap a field", copy)
  }
}
