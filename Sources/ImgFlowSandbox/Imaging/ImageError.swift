import Foundation
import ImgFlowValues

/// Why an image could not be read or produced. Descriptions are written for the caller's eyes.
enum ImageError: Error, Equatable, Sendable {
  /// The upload has no bytes.
  case empty
  /// The first bytes begin none of the accepted formats. They may show what else the file is.
  case notAnImage(type: String?)
  /// The header promises more pixels than the sandbox decodes.
  case tooLarge(width: Int, height: Int, limits: ImageLimits)
  /// Decoding takes more memory than the sandbox gives it.
  case tooHeavy(format: ImageFormat, megabytes: Int, limits: ImageLimits)
  /// The format is known but the file is damaged or ends early. `reason` is the decoder's,
  /// possibly empty.
  case broken(format: ImageFormat, reason: String)
  /// An operation on a readable image failed: a defect of the sandbox, or no memory left.
  case operationFailed(String, reason: String)
}

extension ImageError {
  /// The error of a file that is not an image, by its first bytes.
  static func notAnImage(of data: Data) -> ImageError {
    .notAnImage(type: FileSignature.mediaType(of: Array(data.prefix(FileSignature.length))[...]))
  }
}

extension ImageError: CustomStringConvertible {
  var description: String {
    switch self {
    case .empty:
      return "The file is empty."
    case .notAnImage(let type):
      let names = ImageFormat.allCases.map(\.name).joined(separator: ", ")
      if let type {
        let isVideo = type.hasPrefix("video/")
        return
          (isVideo ? "The file is a video (\(type)). Videos are" : "The file is \(type), which is")
          + " not accepted. Accepted formats are \(names)."
      }
      return "The file is not a readable image. Accepted formats are \(names)."
    case .tooLarge(let width, let height, let limits):
      return "The image is \(width) x \(height) pixels. At most \(limits.side) pixels a side and "
        + "\(limits.pixels / 1_000_000) megapixels in all are accepted."
    case .tooHeavy(let format, let megabytes, let limits):
      return "The \(format.name) file takes \(megabytes) MB to decode. At most "
        + "\(limits.bytes / 1_000_000) MB are accepted; a JPEG that is not progressive needs the least."
    case .broken(let format, let reason):
      return "The \(format.name) file is damaged or incomplete\(Self.detail(reason))."
    case .operationFailed(let operation, let reason):
      return "The image could not be processed: \(operation) failed\(Self.detail(reason))."
    }
  }

  private static func detail(_ reason: String) -> String {
    reason.isEmpty ? "" : " (\(reason))"
  }
}

/// How large an image may be before its pixels are decoded.
struct ImageLimits: Equatable, Sendable {
  /// Longest width or height, in pixels.
  var side: Int
  /// Largest width × height.
  var pixels: Int
  /// The most memory that decoding may take.
  var bytes = 150_000_000

  /// What uploads get: a print-size photograph fits.
  static let upload = ImageLimits(side: 12_000, pixels: 50_000_000)

  func allows(width: Int, height: Int) -> Bool {
    width > 0 && height > 0 && width <= side && height <= side && width * height <= pixels
  }
}
