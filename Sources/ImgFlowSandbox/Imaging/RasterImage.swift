import CVips
import Foundation
import ImgFlowValues

/// A decoded image: 8-bit sRGB pixels in memory, upright, with three bands or four (alpha).
///
/// Instances never change and libvips allows any number of threads to read one, so they may be
/// shared. Decoding and encoding block the thread for tens to hundreds of milliseconds: a server
/// calls them away from its event loops.
///
/// Sendable: the pointer never changes, and nothing writes to the image behind it.
final class RasterImage: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<VipsImage>

  /// What keeps other large images out as long as this one is in memory.
  private let turn: LargeImagePermit?

  /// Takes ownership of a vips image.
  init(owning pointer: UnsafeMutablePointer<VipsImage>, _ turn: LargeImagePermit? = nil) {
    self.pointer = pointer
    self.turn = turn
  }

  deinit { cvips_release(pointer) }

  var width: Int { Int(vips_image_get_width(pointer)) }
  var height: Int { Int(vips_image_get_height(pointer)) }
  var bandCount: Int { Int(vips_image_get_bands(pointer)) }

  /// Whether there is a transparency band.
  var hasAlpha: Bool { vips_image_hasalpha(pointer) != 0 }
}

extension RasterImage {
  /// Decodes an uploaded file.
  ///
  /// Safe for hostile bytes: the format is decided by content, dimensions are checked on the
  /// header before a pixel is decoded, and files that end early are refused. Pixels are turned
  /// upright by the EXIF orientation and converted to sRGB. Of an animation, the first frame. A large
  /// image waits until no other one is in memory.
  static func decode(
    _ data: Data, limits: ImageLimits = .upload
  ) throws(ImageError) -> (image: RasterImage, format: ImageFormat) {
    guard !data.isEmpty else { throw .empty }
    guard let format = ImageFormat(bytes: data) else { throw .notAnImage(of: data) }
    Vips.start()
    // A result carries the error out, since withUnsafeBytes rethrows untyped.
    let result = data.withUnsafeBytes { bytes -> Result<RasterImage, ImageError> in
      Result { () throws(ImageError) in
        try decode(bytes, format: format, limits: limits)
      }
    }
    return (try result.get(), format)
  }

  /// Reads format, width and height (as stored, before orientation) without decoding pixels.
  static func identify(
    _ data: Data
  ) throws(ImageError) -> (format: ImageFormat, width: Int, height: Int) {
    guard !data.isEmpty else { throw .empty }
    guard let format = ImageFormat(bytes: data) else { throw .notAnImage(of: data) }
    Vips.start()
    let size = data.withUnsafeBytes { bytes -> Result<(Int, Int), ImageError> in
      Result { () throws(ImageError) in
        let header = try openHeader(bytes, format: format)
        return (header.width, header.height)
      }
    }
    let (width, height) = try size.get()
    return (format, width, height)
  }

  private static func decode(
    _ bytes: UnsafeRawBufferPointer, format: ImageFormat, limits: ImageLimits
  ) throws(ImageError) -> RasterImage {
    let header = try openHeader(bytes, format: format)
    guard limits.allows(width: header.width, height: header.height) else {
      throw .tooLarge(width: header.width, height: header.height, limits: limits)
    }
    let bytes = header.decodedBytes(from: format)
    guard bytes <= limits.bytes else {
      throw .tooHeavy(format: format, megabytes: bytes / 1_000_000, limits: limits)
    }
    let turn = bytes > LargeImagePermit.least ? LargeImagePermit() : nil
    do throws(ImageError) {
      let upright = try Vips.image("autorotate", cvips_autorotate(header.pointer))
      let coloured = try Vips.image("convert to sRGB", cvips_to_srgb(upright.pointer))
      let narrow = try Vips.image("narrow to 8 bits", cvips_cast_uchar(coloured.pointer))
      guard (3...4).contains(narrow.bandCount) else {
        throw .operationFailed("decode", reason: "\(narrow.bandCount) colour bands")
      }
      // Copied to memory, the image no longer refers to `bytes`, and decode errors surface now.
      return try Vips.image("decode", vips_image_copy_memory(narrow.pointer), turn)
    } catch .operationFailed(_, let reason) {
      throw .broken(format: format, reason: reason)
    }
  }

  /// The memory that decoding this header's image takes: its pixels in 8-bit sRGB and, where libvips does not
  /// read line by line, those of the file as a whole.
  private func decodedBytes(from format: ImageFormat) -> Int {
    let held =
      switch format {
      // The coefficients of several scans have 16 bits; of one, the rows are held with the pixels.
      case .jpeg: bandCount * (isInterlaced ? 2 : 1)
      case .png: isInterlaced || sampleSize > 1 ? bandCount * sampleSize : 0
      case .webp, .tiff: bandCount * sampleSize
      // Frames are drawn one over the other.
      case .gif: 5
      }
    return width * height * ((hasAlpha ? 4 : 3) + held)
  }

  /// Bytes of a sample of a pixel.
  private var sampleSize: Int {
    Int(clamping: vips_format_sizeof(vips_image_get_format(pointer)))
  }

  /// Whether the pixels come in several passes, as in a progressive JPEG.
  private var isInterlaced: Bool { says("interlaced") || says("jpeg-multiscan") }

  /// Whether the header has a field that is not 0.
  private func says(_ field: String) -> Bool {
    var value: Int32 = 0
    return vips_image_get_typeof(pointer, field) != 0
      && vips_image_get_int(pointer, field, &value) == 0 && value != 0
  }

  static func openHeader(
    _ bytes: UnsafeRawBufferPointer, format: ImageFormat
  ) throws(ImageError) -> RasterImage {
    let load =
      switch format {
      case .jpeg: cvips_load_jpeg
      case .png: cvips_load_png
      case .webp: cvips_load_webp
      case .gif: cvips_load_gif
      case .tiff: cvips_load_tiff
      }
    do throws(ImageError) {
      return try Vips.image("read the header", load(bytes.baseAddress, bytes.count))
    } catch .operationFailed(_, let reason) {
      throw .broken(format: format, reason: reason)
    }
  }
}
