/// What an image says of itself at the start of its file. Nothing is decoded.
package struct ImageHead: Equatable, Sendable {
  package enum Colour: String, Sendable {
    case grey, rgb, palette, cmyk, other
  }

  /// Such as `png`: the second part of the media type.
  package let kind: String
  /// In pixels, as they are stored: an orientation from 5 to 8 makes the image stand on its side.
  package let width: Int
  package let height: Int
  package let colour: Colour
  package let hasAlpha: Bool
  /// How many bits a pixel has for each colour, or for its place in the palette.
  package let bits: Int
  /// What EXIF says of how the image is turned, from 1 (not at all) to 8.
  package let orientation: Int

  /// The names of the formats that are read.
  package static let formats = "PNG, JPEG, GIF, WebP, TIFF and BMP"

  /// - Parameter next: Gives the next bytes of the file, at most as many as asked for; none at the end.
  /// - Throws: `ImageHeadProblem`; what `next` throws.
  package init(reading next: @escaping (Int) throws -> [UInt8]) throws {
    let file = ImageBytes(next)
    let start = try file.start(FileSignature.length)
    let type = FileSignature.mediaType(of: start)
    self =
      switch type {
      case "image/png": try Self.png(file)
      case "image/jpeg": try Self.jpeg(file)
      case "image/gif": try Self.gif(file)
      case "image/webp": try Self.webP(file)
      case "image/tiff": try Self.tiff(file)
      case "image/bmp": try Self.bitmap(file)
      default: throw Self.unknown(type, start)
      }
    guard width > 0, height > 0 else {
      throw ImageHeadProblem("it says that it has \(width) × \(height) pixels")
    }
  }

  package init(_ bytes: [UInt8]) throws {
    var isRead = false
    try self.init { _ in
      defer { isRead = true }
      return isRead ? [] : bytes
    }
  }

  init(
    _ kind: String, _ size: (width: Int, height: Int), _ colour: Colour, alpha: Bool = false,
    bits: Int = 8, orientation: Int = 1
  ) {
    self.kind = kind
    (width, height) = size
    self.colour = colour
    hasAlpha = alpha
    self.bits = bits
    self.orientation = orientation
  }

  private static func unknown(_ type: String?, _ start: ArraySlice<UInt8>) -> ImageHeadProblem {
    if let type { return ImageHeadProblem("it contains \(type), and only \(formats) are read") }
    if start.isEmpty { return ImageHeadProblem("it is empty") }
    let digits = start.prefix(8).map { byte in
      let text = String(byte, radix: 16)
      return byte < 16 ? "0" + text : text
    }
    return ImageHeadProblem(
      "it begins with the bytes \(digits.joined(separator: " ")), as no \(formats.replacing("and", with: "or")) file does"
    )
  }
}
