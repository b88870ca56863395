import CVips
import Foundation
import ImgFlowValues

extension RasterImage {
  /// The EXIF fields of a file by their standard names, values as strings: `FNumber` is `2.8`. Empty for
  /// files without any.
  static func exif(of data: Data) -> [String: String] {
    guard let format = ImageFormat(bytes: data) else { return [:] }
    Vips.start()
    return data.withUnsafeBytes { bytes in
      (try? openHeader(bytes, format: format))?.exif ?? [:]
    }
  }

  /// Fields of the second directory are about the thumbnail and left out.
  private var exif: [String: String] {
    guard let names = cvips_field_names(pointer) else { return [:] }
    defer { g_strfreev(names) }
    var fields: [String: String] = [:]
    var index = 0
    while let name = names[index] {
      index += 1
      let key = String(cString: name)
      guard key.hasPrefix("exif-ifd"), !key.hasPrefix("exif-ifd1-"),
        let text = cvips_field_text(pointer, name)
      else { continue }
      fields[String(key.dropFirst("exif-ifd0-".count))] = Self.value(of: String(cString: text))
    }
    return fields
  }

  /// What libvips' text of a field says: of `28/10 (f/2.8, Rational, …)` the number 2.8.
  private static func value(of text: String) -> String {
    let plain = text.firstRange(of: " (").map { String(text[..<$0.lowerBound]) } ?? text
    let parts = plain.split(separator: "/").map { Double($0) }
    guard parts.count == 2, let top = parts[0], let bottom = parts[1], bottom != 0 else {
      return plain
    }
    let number = top / bottom
    return Int(exactly: number).map(String.init) ?? "\(number.rounded(toPlaces: 4))"
  }

  /// The image with EXIF fields, under libvips' names (`ifd0-Model`), as a JPEG.
  func photograph(quality: Int, exif: KeyValuePairs<String, String>) throws(ImageError) -> Data {
    let copy = try Vips.image("copy", vips_image_copy_memory(pointer))
    for (name, text) in exif { cvips_set_field(copy.pointer, "exif-\(name)", text) }
    var bytes: UnsafeMutableRawPointer?
    var count = 0
    let status = cvips_save_photograph(copy.pointer, Int32(clamping: quality), &bytes, &count)
    return try Self.takeEncoded("encode JPEG", status, bytes, count)
  }
}
