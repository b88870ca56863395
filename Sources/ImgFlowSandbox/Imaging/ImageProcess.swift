import Foundation

/// The process that decodes images for the prompt, which links no image library: an untrusted image can make
/// any decoder exhaust memory and time, or crash, and then only this process ends.
///
/// It reads a file from standard input, and writes the width, the height and the bands of the image, a line,
/// and its samples: rows from the top, 8-bit sRGB with alpha if there are four bands.
package enum ImageProcess {
  /// The command of `imgflow-sandbox` that is this process; a width to shrink the image to follows it.
  package static let command = "read-image"

  /// Megabytes and seconds that an image may take.
  private static let memory = 1024
  private static let time = 20

  /// Responds to the request, within the limits; returns the exit status.
  package static func serve(_ arguments: [String]) -> Int32 {
    ProcessLimits.set(megabytes: memory, seconds: time)
    do {
      let width = arguments.first.flatMap { Int($0) } ?? .max
      let file = FileHandle.standardInput.readDataToEndOfFile()
      let image = try RasterImage.decode(file).image.fitted(width: width, height: .max)
      let head = "\(image.width) \(image.height) \(image.bandCount)\n"
      try FileHandle.standardOutput.write(contentsOf: Data(head.utf8) + image.samples())
      return 0
    } catch {
      try? FileHandle.standardError.write(contentsOf: Data("\(error)".utf8))
      return 1
    }
  }
}
