import ImgFlow
import ImgFlowRuntime
import ImgFlowValues

/// Decodes images by `imgflow-sandbox`, which has an image library: with it the prompt would start more
/// slowly, and end with whatever a damaged file does to a decoder.
struct ImageDecoder {
  /// Where the program is.
  ///
  /// Throws a `SetupError` if it is nowhere.
  let program: () throws -> String

  /// The image of a file, upright, at most `width` pixels wide.
  ///
  /// - Throws: `ImageProblem`; `SetupError`; `ValueError` if the program cannot be started.
  func image(of file: [UInt8], width: Int) throws -> PixelImage {
    let variables = ["LD_LIBRARY_PATH", "PATH"].compactMap { name in
      (try? SystemText.variable(name)).flatMap { $0 }.map { (name: name, value: $0) }
    }
    let command = ImgFlowRuntime.Command(
      try program(), ["read-image", String(width)], input: file, environment: variables)
    let result = try SystemHost().run(command, cancellation: Cancellation())
    guard result.status == 0, let image = Self.image(in: result.output) else {
      throw ImageProblem(Self.reason(result.errors))
    }
    return image
  }

  private static func image(in output: [UInt8]) -> PixelImage? {
    guard let end = output.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let numbers = String(decoding: output[..<end], as: UTF8.self).split(separator: " ").map {
      Int($0)
    }
    guard numbers.count == 3, let width = numbers[0], let height = numbers[1],
      let bands = numbers[2], (3...4).contains(bands)
    else { return nil }
    let samples = output[(end + 1)...]
    guard samples.count == width * height * bands else { return nil }
    if bands == 4 { return PixelImage(width: width, height: height, pixels: Array(samples)) }
    var image = PixelImage(width: width, height: height)
    for (place, sample) in samples.enumerated() { image.pixels[place / 3 * 4 + place % 3] = sample }
    for place in stride(from: 3, to: image.pixels.count, by: 4) { image.pixels[place] = 255 }
    return image
  }

  /// What the program says, as a part of a sentence.
  private static func reason(_ errors: [UInt8]) -> String {
    let text = String(decoding: errors, as: UTF8.self)
    guard text.hasSuffix("."), !text.contains("\n") else {
      return "the image is damaged, or takes too much memory or time to decode"
    }
    return text.prefix(1).lowercased() + text.dropFirst().dropLast()
  }
}
